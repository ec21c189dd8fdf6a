import type { Delta, Format } from './formats/format.js';
import { errorIn } from './formats/read-json.js';
import { StreamError, reasonOf } from './stream/errors.js';
import type { StreamMessage } from './stream/message.js';
import type { ReconnectMode } from './stream/replay.js';

/** How messages are read. Fixed when a run starts. */
export interface ReadOptions {
  /** Makes the format of one connection, which may remember what it read. */
  readonly createFormat: () => Format;
  /** Event names that carry text; undefined: all. */
  readonly events: readonly string[] | undefined;
  readonly endData: readonly string[];
  readonly endEvents: readonly string[];
  /** Event names to listen for, where all is no choice. */
  readonly eventNames: readonly string[];
  /** A server that does not stream may answer with one JSON body. */
  readonly takesJson: boolean;
  readonly reconnect: ReconnectMode;
  readonly maxRetries: number;
}

/** What the messages of one connection mean: the end, text, or nothing. */
export class MessageReader {
  readonly #options: ReadOptions;
  readonly #format: Format;
  /** The format said that the server may close now. */
  #complete = false;

  constructor(options: ReadOptions) {
    this.#options = options;
    this.#format = options.createFormat();
  }

  /** A clean close is an end: it was announced, or the format has no terminator. */
  get mayClose(): boolean {
    return this.#complete || !this.#format.terminated;
  }

  /** The message is a sentinel, and no text. */
  isEnd(message: StreamMessage): boolean {
    if (message.raw) return false;
    const { endEvents, endData } = this.#options;
    return (
      endEvents.includes(message.event) ||
      (this.carriesText(message) && endData.includes(message.data))
    );
  }

  /** An event named error is for everybody: it says why there is no more text. */
  carriesText({ event, raw }: StreamMessage): boolean {
    return raw === true || event === 'error' || this.#isListed(event);
  }

  #isListed(event: string): boolean {
    return this.#options.events?.includes(event) ?? true;
  }

  /** Never throws, whatever an author's `parse` does. */
  read(message: StreamMessage): Delta | null {
    let delta: Delta | null;
    try {
      // Plain text has no format to be read in, and no terminator.
      if (message.raw) delta = { text: message.data, complete: true };
      else if (this.#isListed(message.event)) delta = this.#format.parse(message);
      else delta = { error: errorIn(message.data) };
    } catch (thrown) {
      const problem = `Reading a message failed: ${reasonOf(thrown)}`;
      delta = { error: new StreamError('format', problem, { cause: thrown }) };
    }
    this.#complete ||= delta?.complete ?? false;
    return delta;
  }
}
