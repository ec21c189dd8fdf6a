import type { ReadingOptions } from '../element/options.js';
import type { Delta, Format } from './format.js';
import { errorIn } from './read-json.js';
import { StreamError, reasonOf } from '../stream/errors.js';
import type { StreamMessage } from '../stream/message.js';

/** A sentinel, which is no text; text, or the reason why there is no more; or nothing to us. */
export type MessageKind = 'end' | 'maybe-end' | 'live' | 'text' | 'other';

/** What the messages of one connection mean: the end, text, or nothing. */
export class Interpreter {
  readonly #options: ReadingOptions;
  readonly #format: Format;
  /** The format said that the server may close now. */
  #complete = false;
  /** The latest event's name and what it is: one is much like the other. */
  #event: string | undefined;
  #eventKind: MessageKind = 'other';
  #isListed = false;

  constructor(options: ReadingOptions) {
    this.#options = options;
    this.#format = options.createFormat();
  }

  /** A clean close is an end: it was announced, or the format has no terminator. */
  get mayClose(): boolean {
    return this.#complete || !this.#format.terminated;
  }

  /** The format said that the answer is complete. */
  get complete(): boolean {
    return this.#complete;
  }

  problem(): StreamError | undefined {
    return undefined;
  }

  kindOf({ event, data, raw }: StreamMessage): MessageKind {
    if (raw) return 'text';
    if (event !== this.#event) this.#look(event);
    return this.#eventKind === 'text' && this.#options.sentinels.includes(data.trim())
      ? 'end'
      : this.#eventKind;
  }

  #look(event: string): void {
    const { endEvents, events } = this.#options;
    this.#event = event;
    this.#isListed = events?.includes(event) ?? true;
    if (endEvents.includes(event)) this.#eventKind = 'end';
    else if (event === this.#options.liveEvent) this.#eventKind = 'live';
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
