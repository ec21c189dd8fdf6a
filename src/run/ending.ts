import type { StreamMessage } from '../stream/message.js';

/** How long the word `end` waits for more text before it counts as the end, in milliseconds. */
const WORD_TIME = 3_000;
/** How long a complete answer waits for its terminator, in milliseconds. */
const COMPLETE_TIME = 2_000;

/** Ends a stream after a delay, if nothing more follows. */
export class Ending {
  readonly #onEnd: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #word: StreamMessage | undefined;

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  /** A message is held, and ends the stream unless text follows. */
  get isLikely(): boolean {
    return this.#word !== undefined;
  }

  /** Holds a message that may be the end, or a word of the text. */
  hold(message: StreamMessage): void {
    this.#word = message;
    this.#start(WORD_TIME);
  }

  /** Text follows, so the held message was text. Returns the held message once. */
  release(): StreamMessage | undefined {
    const word = this.#word;
    if (word) this.cancel();
    return word;
  }

  /** The answer is complete. Waits for the terminator, starting with the latest message. */
  completeSoon(): void {
    if (!this.#word) this.#start(COMPLETE_TIME);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#word = undefined;
  }

  #start(time: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#onEnd, time);
  }
}
