import { FrameBudget } from './frame-budget.js';
import { GraphemeQueue } from './graphemes.js';
import { BURST, Pacer, type Speed } from './pacer.js';
import { wholeUnits, type Unit } from './units.js';

/** How long an unfinished cluster may be waited for, in milliseconds. */
const HOLD_TIME = 150;
/** How long the rest of a word may be waited for. A line is waited for until it ends. */
const HOLD_WORD_TIME = 1_000;

/** Takes the text received, and gives the text that is due. Pure: the clock is passed in. */
export class Typist {
  speed: Speed = 'auto';
  /** What is shown at once. */
  by: Unit = 'grapheme';
  readonly #queue = new GraphemeQueue();
  readonly #pacer = new Pacer();
  readonly #budget = new FrameBudget();
  /** Text since the last frame, joined once, since a flood brings thousands of messages a frame. */
  #incoming = '';
  #incomingSince = 0;
  /** What is due, and belongs to a unit that is not whole yet, or did not fit into the last frame. */
  #due = '';
  /** When the latest text came; undefined: after the last frame. */
  #lastPush: number | undefined = 0;
  #complete = false;

  /** Nothing waits, not even a held cluster. */
  get isIdle(): boolean {
    return !this.#incoming && !this.#due && this.#queue.length === 0 && !this.#queue.isHolding;
  }

  /** Something waits that could have been shown. */
  get isBehind(): boolean {
    return this.#queue.length > 0 || (this.#due !== '' && this.#budget.isFull);
  }

  /** Adds to text that came just before and that nobody has looked at since, if there is any. */
  collect(text: string): boolean {
    if (!this.#incoming) return false;
    this.#incoming += text;
    this.#lastPush = undefined;
    this.#complete = false;
    return true;
  }

  /** @param time when it came */
  push(text: string, time: number): void {
    if (!text) return;
    if (this.isIdle) this.#pacer.wake(time);
    if (time - this.#incomingSince >= BURST) this.#takeIn();
    if (!this.#incoming) this.#incomingSince = time;
    this.#incoming += text;
    this.#lastPush = time;
    this.#complete = false;
  }

  /** Typing was held until `time`; the time before is not made up for. */
  resume(time: number): void {
    this.#pacer.resume(time);
  }

  /** Everything has been received. */
  complete(): void {
    this.#complete = true;
    this.#takeIn();
    this.#queue.release(true);
  }

  /** What is held back may be shown, unless it is half a character. */
  release(): void {
    this.#takeIn();
    this.#queue.release(false);
  }

  /** The text that is due at `time`, when a frame begins. */
  type(time: number): string {
    this.#begin(time);
    return this.#next(
      this.#pacer.due(this.speed, this.#queue.length, time, this.#complete),
      this.#silence(time),
    );
  }

  /** In the same frame: `count` graphemes more, to replace those that showed nothing. */
  typeFurther(count: number, time: number): string {
    return count > 0 && !this.#budget.isFull ? this.#next(count, this.#silence(time)) : '';
  }

  /** Everything that may be shown at `time`, when a frame begins, without animation; of a flood a part. */
  typeAll(time: number, atOnce = false): string {
    this.#begin(time, atOnce);
    return this.#showAll();
  }

  /** The same between two frames. `mustGoOn`: perhaps there are none. */
  typeBetween(time: number, mustGoOn = false): string {
    this.#catchUp(time);
    this.#budget.beginBetween(time, mustGoOn);
    return this.#showAll();
  }

  /** Keeps only the first `length` UTF-16 units of what waits. */
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

  /** What is shown when so many graphemes more are due. */
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

  /** How long nothing came. */
  #silence(time: number): number {
    this.#lastPush ??= time;
    return time - this.#lastPush;
  }
}
