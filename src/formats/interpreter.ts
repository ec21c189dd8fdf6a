import type { Delta, Format } from './format.js';
import { errorIn } from './read-json.js';
import { StreamError, reasonOf } from '../stream/errors.js';
import type { StreamMessage } from '../stream/message.js';
import type { ReconnectMode } from '../text/received-text.js';

/** How messages are read. Fixed when a run starts. */
export interface ReadOptions {
  /** Makes the format of one connection, which may remember what it read. */
  readonly createFormat: () => Format;
  /** Event names that carry text; undefined: all. */
  readonly events: readonly string[] | undefined;
  readonly sentinels: readonly string[];
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

/** A sentinel, which is no text; text, or the reason why there is no more; or nothing to us. */
export type MessageKind = 'end' | 'text' | 'other';

/** What the messages of one connection mean: the end, text, or nothing. */
export class Interpreter {
  readonly #options: ReadOptions;
  readonly #format: Format;
  /** The format said that the server may close now. */
  #complete = false;
  /** The latest event's name and what it is: one is much like the other. */
  #event: string | undefined;
  #eventKind: MessageKind = 'other';
  #isListed = false;

  constructor(options: ReadOptions) {
    this.#options = options;
    this.#format = options.createFormat();
  }

  /** A clean close is an end: it was announced, or the format has no terminator. */
  get mayClose(): boolean {
    return this.#complete || !this.#format.terminated;
  }

  kindOf({ event, data, raw }: StreamMessage): MessageKind {
    if (raw) return 'text';
    if (event !== this.#event) this.#look(event);
    return this.#eventKind === 'text' && this.#options.sentinels.includes(data)
      ? 'end'
      : this.#eventKind;
  }

  #look(event: string): void {
    const { endEvents, events } = this.#options;
    this.#event = event;
    this.#isListed = events?.includes(event) ?? true;
    if (endEvents.includes(event)) this.#eventKind = 'end';
    // An event named error is for everybody: it says why there is no more text.
    else this.#eventKind = this.#isListed || event === 'error' ? 'text' : 'other';
  }

  /** Reads a message of kind `text`. Never throws, whatever an author's `parse` does. */
  read(message: StreamMessage): Delta | null {
    let delta: Delta | null;
    try {
      // Plain text has no format to be read in, and no terminator.
      if (message.raw) delta = { text: message.data, complete: true };
      else if (this.#isListed) delta = this.#format.parse(message);
      else delta = { error: errorIn(message.data) };
    } catch (thrown) {
      const problem = `Reading a message failed: ${reasonOf(thrown)}`;
      delta = { error: new StreamError('format', problem, { cause: thrown }) };
    }
    this.#complete ||= delta?.complete ?? false;
    return delta;
  }
}
