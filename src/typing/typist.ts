import { FrameBudget } from './frame-budget.js';
import { GraphemeQueue } from './graphemes.js';
import { BURST, Pacer, type Speed } from './pacer.js';
import { wholeUnits, type Unit } from './units.js';

/** Longest wait for the rest of a cluster, in milliseconds. */
const HOLD_TIME = 150;
/** Longest wait for the rest of a word, in milliseconds. The rest of a line is always waited for. */
const HOLD_WORD_TIME = 1_000;

/** Takes in received text and returns due text. Pure: the clock is passed in. */
export class Typist {
  speed: Speed = 'auto';
  /** The unit of typing. */
  by: Unit = 'grapheme';
  readonly #queue = new GraphemeQueue();
  readonly #pacer = new Pacer();
  readonly #budget = new FrameBudget();
  /** Text since the last frame, processed only once, since a flood has thousands of messages a frame. */
  #incoming = '';
  #incomingSince = 0;
  /** Due text that waits for the rest of its word or line, or for room in a frame. */
  #due = '';
  /** When the latest text arrived; undefined: since the last frame, at a time not read. */
  #lastPush: number | undefined = 0;
  #complete = false;

  /** Whether no text waits, not even a held cluster. */
  get isIdle(): boolean {
    return !this.#incoming && !this.#due && this.#queue.length === 0 && !this.#queue.isHolding;
  }

  /** Whether text waits that could have been shown. */
  get isBehind(): boolean {
    return this.#queue.length > 0 || (this.#due !== '' && this.#budget.isFull);
  }

  /** Adds to text that is not processed yet, without reading the clock; returns whether there is such text. */
  collect(text: string): boolean {
    if (!this.#incoming) return false;
    this.#incoming += text;
    this.#lastPush = undefined;
    this.#complete = false;
    return true;
  }

  /** @param time when the text arrived */
  push(text: string, time: number): void {
    if (!text) return;
    if (this.isIdle) this.#pacer.wake(time);
    if (time - this.#incomingSince >= BURST) this.#takeIn();
    if (!this.#incoming) this.#incomingSince = time;
    this.#incoming += text;
    this.#lastPush = time;
    this.#complete = false;
  }

  /** Continues typing after a pause until `time`; the pause does not count. */
  resume(time: number): void {
    this.#pacer.resume(time);
  }

  /** Call when all text is received. */
  complete(): void {
    this.#complete = true;
    this.#takeIn();
    this.#queue.release(true);
  }

  /** Releases text that is held back, except half a surrogate pair. */
  release(): void {
    this.#takeIn();
    this.#queue.release(false);
  }

  /** Returns the text due at `time`, when a frame begins. */
  type(time: number): string {
    this.#begin(time);
    return this.#next(
      this.#pacer.due(this.speed, this.#queue.length, time, this.#complete),
      this.#silence(time),
    );
  }

  /** Returns `count` more graphemes in the same frame, to replace those that showed nothing. */
  typeFurther(count: number, time: number): string {
    return count > 0 && !this.#budget.isFull ? this.#next(count, this.#silence(time)) : '';
  }

  /** Returns all text that may be shown at `time` without animation, when a frame begins; only a part of a flood. */
  typeAll(time: number, atOnce = false): string {
    this.#begin(time, atOnce);
    return this.#showAll();
  }

  /** Like `typeAll()`, but between two frames. `mustGoOn`: no frame may follow. */
  typeBetween(time: number, mustGoOn = false): string {
    this.#catchUp(time);
    this.#budget.beginBetween(time, mustGoOn);
    return this.#showAll();
  }

  /** Keeps only the first `length` UTF-16 units of the waiting text. */
  truncate(length: number): void {
    this.#takeIn();
    this.#queue.truncate(Math.max(0, length - this.#due.length));
    this.#due = this.#due.slice(0, length);
  }

  #showAll(): string {
    return this.#show(this.#due + this.#queue.take(this.#budget.left));
  }

  #begin(time: number, atOnce = false): void {
    this.#catchUp(time);
    this.#budget.begin(time, atOnce);
  }

  #catchUp(time: number): void {
    this.#takeIn();
    if (this.#silence(time) >= HOLD_TIME) this.#queue.release(false);
  }

  /** Returns the text to show when `wanted` more graphemes are due. */
  #next(wanted: number, silence: number): string {
    if (this.by === 'grapheme' && !this.#due) {
      return this.#show(this.#queue.take(Math.min(wanted, this.#budget.left)));
    }
    // Text that waits for the rest of its word or line costs no layout.
    const due = this.#due + this.#queue.take(wanted);
    const isLast =
      this.#queue.length === 0 &&
      (this.#complete || (this.by === 'word' && silence >= HOLD_WORD_TIME));
    return this.#show(due, isLast ? due.length : wholeUnits(due, this.by));
  }

  /** Shows as much of the first `whole` UTF-16 units as fits into the frame; the rest stays due. */
  #show(due: string, whole = due.length): string {
    const shown = this.#budget.take(due.slice(0, whole));
    this.#due = due.slice(shown.length);
    return shown;
  }

  #takeIn(): void {
    const text = this.#incoming;
    if (!text) return;
    this.#incoming = '';
    const before = this.#queue.length;
    this.#queue.push(text);
    this.#pacer.arrive(this.#queue.length - before, this.#incomingSince);
  }

  /** Time since text last arrived. */
  #silence(time: number): number {
    this.#lastPush ??= time;
    return time - this.#lastPush;
  }
}
