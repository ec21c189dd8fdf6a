import { GraphemeQueue, countGraphemes } from './graphemes.js';
import { Pacer, type Speed } from './pacer.js';

/** How long an unfinished cluster may be waited for, in milliseconds. */
const HOLD_TIME = 150;

/** What is received goes in, what is due comes out. Pure: the clock is passed in. */
export class Typist {
  speed: Speed = 'auto';
  readonly #queue = new GraphemeQueue();
  readonly #pacer = new Pacer();
  #lastPush = 0;
  #complete = false;

  /** Nothing waits, not even a held cluster. */
  get isIdle(): boolean {
    return this.#queue.length === 0 && !this.#queue.isHolding;
  }

  push(text: string, time: number): void {
    if (!text) return;
    if (this.isIdle) this.#pacer.wake(time);
    this.#pacer.arrive(countGraphemes(text), time);
    this.#queue.push(text);
    this.#lastPush = time;
    this.#complete = false;
  }

  /** Typing was held until `time`: what was not typed is not made up for. */
  resume(time: number): void {
    this.#pacer.resume(time);
  }

  /** Everything has been received. */
  complete(): void {
    this.#complete = true;
    this.#queue.release(true);
  }

  /** What is held back may be shown, unless it is half a character. */
  release(): void {
    this.#queue.release(false);
  }

  /** The text that is due at `time`. */
  type(time: number): string {
    this.#releaseOld(time);
    const backlog = this.#queue.length;
    return this.#queue.take(this.#pacer.due(this.speed, backlog, time, this.#complete));
  }

  /** Everything that may be shown at `time`, at once. */
  typeAll(time: number): string {
    this.#releaseOld(time);
    return this.#queue.take(Infinity);
  }

  /** Keeps only the first `length` UTF-16 units of what waits. */
  truncate(length: number): void {
    this.#queue.truncate(length);
  }

  #releaseOld(time: number): void {
    if (time - this.#lastPush >= HOLD_TIME) this.#queue.release(false);
  }
}
