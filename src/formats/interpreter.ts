import type { ReadingOptions } from '../element/options.js';
import { StreamError, reasonOf } from '../stream/errors.js';
import type { StreamMessage } from '../stream/message.js';
import { toDelta } from './author-format.js';
import { complaintIn, errorIn, formatError } from './failure.js';
import { errorDelta, type Delta, type Format } from './format.js';
import { text } from './text.js';

/**
 * The kind of a message:
 * - `end`: the end of the stream
 * - `maybe-end`: the end, if no text follows
 * - `live`: from here on, text is new
 * - `text`: text, or the error that ends it
 * - `other`: not read
 */
export type MessageKind = 'end' | 'maybe-end' | 'live' | 'text' | 'other';

/** The sentinel that is also a word. */
const END_WORD = 'end';
/** Names of events that only show that the connection is alive. */
const HEARTBEAT = /^(ping|pong|hb|tick|no-?op|heart[-_]?beat|keep[-_]?alive)$/i;

/** Interprets the messages of one answer. */
export class Interpreter {
  readonly #options: ReadingOptions;
  readonly #format: Format;
  /** The data of a message is its text. */
  readonly #isText: boolean;
  #complete = false;
  /** The body is plain text. */
  #isPlain = false;
  /** The first message was a whole answer, and no other message followed. */
  #isWhole = false;
  #understood = false;
  /** How many messages were not understood, and the data of the first of them. */
  #unknown = 0;
  #firstUnknown = '';
  /** Names of events that came but are not read. */
  readonly #ignored = new Set<string>();
  /** The name of the latest event and its kind: the next event usually has the same name. */
  #event: string | undefined;
  #eventKind: MessageKind = 'other';
  /** Whether events of this name carry text. If not, the event is named `error` and ends the text. */
  #isListed = false;

  constructor(options: ReadingOptions) {
    this.#options = options;
    this.#format = options.createFormat();
    this.#isText = this.#format === text() && !options.parse;
    // Most messages have this name.
    this.#look('message');
  }

  /** The answer has announced that it is complete. */
  get complete(): boolean {
    return this.#complete;
  }

  /** A clean close is the end: the answer announced it, or the format has no terminator. */
  get mayClose(): boolean {
    return this.#complete || this.#isPlain || this.#isWhole || !this.#format.terminated;
  }

  kindOf({ event, data, raw }: StreamMessage): MessageKind {
    if (raw) return 'text';
    if (event !== this.#event) this.#look(event);
    if (this.#eventKind !== 'text') return this.#eventKind;
    const { sentinels, endMayBeText } = this.#options;
    const word = data.trim();
    if (!sentinels.includes(word)) return 'text';
    return endMayBeText && word === END_WORD ? 'maybe-end' : 'end';
  }

  #look(event: string): void {
    const { endEvents, events, liveEvent } = this.#options;
    this.#event = event;
    this.#isListed = events?.includes(event) ?? !HEARTBEAT.test(event);
    if (endEvents.includes(event)) this.#eventKind = 'end';
    else if (event === liveEvent) this.#eventKind = 'live';
    // An event named `error` is always read, since the event tells why the text ends.
    else this.#eventKind = this.#isListed || event === 'error' ? 'text' : 'other';
  }

  /**
   * Reads a message of kind `text`. Text that needs no format is returned as a string, since an
   * object for every message takes time. Never throws, even if an author's `parse` does.
   */
  read(message: StreamMessage): Delta | string | null {
    if (message.event !== this.#event) this.#look(message.event);
    if (message.raw || (this.#isText && this.#isListed)) {
      // Plain text has no terminator.
      this.#isPlain ||= message.raw ?? false;
      this.#isWhole = false;
      this.#understood = true;
      return message.data;
    }
    const delta = this.#parse(message);
    if (delta) {
      this.#isWhole = Boolean(delta.whole) && !this.#understood;
      this.#understood = true;
      this.#firstUnknown = '';
      this.#complete ||= (delta.complete || delta.done) ?? false;
    } else if (!this.#understood && message.data.trim()) {
      if (this.#unknown++ === 0) this.#firstUnknown = message.data;
    }
    return delta;
  }

  /** A message other than a heartbeat came. */
  get hasContent(): boolean {
    return this.#understood || this.#unknown > 0 || this.#ignored.size > 0;
  }

  /** A message of kind `other` came. */
  ignore({ event, data }: StreamMessage): void {
    if (data.trim() && !HEARTBEAT.test(event) && this.#ignored.size < 5) this.#ignored.add(event);
  }

  /**
   * The error of a stream that ended with nothing but events that are not read.
   *
   * @param isAnnounced the stream announced its end, so it may be empty if the author chose the events
   */
  unreadEventsError(isAnnounced: boolean): StreamError | undefined {
    const { events = [] } = this.#options;
    const isChosen = events !== this.#format.events;
    if (this.#understood || this.#ignored.size === 0 || (isAnnounced && isChosen)) return undefined;
    const names = [...this.#ignored].join(' ');
    const expected = isChosen ? `events named ${events.join(' ')}` : 'events without a name';
    const problem = `No message was read. Expected: ${expected}. Only these came: ${names}`;
    return new StreamError('format', `${problem} (the attribute "event" says which have text).`);
  }

  /** The error of a stream that ended with messages of which none was understood. */
  unknownMessagesError(): StreamError | undefined {
    if (this.#understood || this.#unknown === 0) return undefined;
    // The only message of a body may tell why there is no answer.
    const complaint = this.#unknown === 1 ? complaintIn(this.#firstUnknown) : undefined;
    const expected = this.#format.expects ?? 'a message that gives text';
    return (
      complaint ??
      formatError(`No message was understood. Expected: ${expected}. Got`, this.#firstUnknown)
    );
  }

  #parse(message: StreamMessage): Delta | null {
    try {
      const { parse } = this.#options;
      if (!this.#isListed) return errorDelta(errorIn(message.data));
      const known = this.#format.parse(message);
      if (!parse) return known;
      const delta = toDelta(parse(message));
      return known?.complete || known?.done ? { ...delta, complete: true } : delta;
    } catch (thrown) {
      const problem = `Reading a message failed: ${reasonOf(thrown)}`;
      return errorDelta(new StreamError('format', problem, { cause: thrown }));
    }
  }
}
