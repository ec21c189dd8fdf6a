import { StreamError, reasonOf } from '../stream/errors.js';
import type { StreamMessage } from '../stream/message.js';
import type { ReconnectMode } from '../text/received-text.js';
import { toDelta } from './author-delta.js';
import { complaintIn, errorIn, formatError } from './failure.js';
import type { Delta, Format } from './format.js';

/** How messages are read. Fixed when a run starts. */
export interface ReadOptions {
  /** Makes the format of one connection, which may remember what it read. */
  readonly createFormat: () => Format;
  /** Event names that carry text; undefined: all. */
  readonly events: readonly string[] | undefined;
  /** Data that ends the stream, compared without surrounding spaces. */
  readonly sentinels: readonly string[];
  /** Nobody chose the sentinel `end`, and the text may have this word in it. */
  readonly endMayBeText: boolean;
  readonly endEvents: readonly string[];
  /** Event names to listen for, where all is no choice. */
  readonly eventNames: readonly string[];
  /** A server that does not stream may answer with one JSON body. */
  readonly takesJson: boolean;
  /** A stream of one's own, as EventSource takes it: it goes on after a close. */
  readonly isFeed: boolean;
  /** A message's data is its text, and nothing else. */
  readonly isPlainText: boolean;
  /** How long one task may read, in milliseconds; undefined: so that no frame is dropped. */
  readonly taskTime?: number | undefined;
  readonly reconnect: ReconnectMode;
  readonly maxRetries: number;
}

/**
 * The end; what is the end only if no text follows it; text, or the reason why there is no more; or
 * nothing to us.
 */
export type MessageKind = 'end' | 'maybe-end' | 'text' | 'other';

/** The sentinel that is also a word. */
const END_WORD = 'end';
/** Names of events that only say that the connection is alive. */
const HEARTBEAT = /^(ping|pong|hb|tick|no-?op|heart[-_]?beat|keep[-_]?alive)$/i;

/** What the messages of one answer mean: the end, text, or nothing. */
export class Interpreter {
  readonly #options: ReadOptions;
  readonly #format: Format;
  #complete = false;
  #understood = false;
  /** How many messages were not understood, and the first of them. */
  #unknown = 0;
  #firstUnknown = '';
  /** The latest event's name and what it is: one is much like the other. */
  #event: string | undefined;
  #eventKind: MessageKind = 'other';
  #isListed = false;

  constructor(options: ReadOptions) {
    this.#options = options;
    this.#format = options.createFormat();
  }

  /** The answer said that it is complete. */
  get complete(): boolean {
    return this.#complete;
  }

  /** A clean close is an end: it was announced, or the format has no terminator. */
  get mayClose(): boolean {
    return this.#complete || !this.#format.terminated;
  }

  /** At least one message was known to the format, with text or without. */
  get understood(): boolean {
    return this.#understood;
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
    const { endEvents, events } = this.#options;
    this.#event = event;
    this.#isListed = events?.includes(event) ?? !HEARTBEAT.test(event);
    if (endEvents.includes(event)) this.#eventKind = 'end';
    // An event named error is for everybody: it says why there is no more text.
    else this.#eventKind = this.#isListed || event === 'error' ? 'text' : 'other';
  }

  /** Reads a message of kind `text`. Never throws, whatever an author's `parse` does. */
  read(message: StreamMessage): Delta | null {
    const delta = this.#parse(message);
    if (delta) {
      this.#understood = true;
      this.#firstUnknown = '';
      this.#complete ||= (delta.complete || delta.done) ?? false;
    } else if (!this.#understood && message.data.trim()) {
      if (this.#unknown++ === 0) this.#firstUnknown = message.data;
    }
    return delta;
  }

  /** Why a stream that ended is no answer: messages came, and none was understood. */
  problem(): StreamError | undefined {
    if (this.#understood || this.#unknown === 0) return undefined;
    // A body that holds nothing else says why there is no answer, if it says anything.
    const complaint = this.#unknown === 1 ? complaintIn(this.#firstUnknown) : undefined;
    const expected = this.#format.expects ?? 'a message that gives text';
    return (
      complaint ??
      formatError(`No message was understood. Expected: ${expected}. Got`, this.#firstUnknown)
    );
  }

  #parse(message: StreamMessage): Delta | null {
    try {
      if (message.event !== this.#event) this.#look(message.event);
      // Plain text has no format to be read in, and no terminator.
      if (message.raw) return { text: message.data, complete: true };
      if (!this.#isListed) return { error: errorIn(message.data) };
      return toDelta(this.#format.parse(message));
    } catch (thrown) {
      const problem = `Reading a message failed: ${reasonOf(thrown)}`;
      return { error: new StreamError('format', problem, { cause: thrown }) };
    }
  }
}
