import { GraphemeQueue, takeGraphemes } from './graphemes.js';
import { BURST, Pacer, type Speed } from './pacer.js';
import { wholeUnits, type Unit } from './units.js';

/** How long an unfinished cluster may be waited for, in milliseconds. */
const HOLD_TIME = 150;
/**
 * No frame shows more graphemes, also of a line: to lay out a flood in one go would freeze the page.
 * It begins so, and then follows what the page can do.
 */
const MAX_PER_FRAME = { first: 48 * 1024, least: 8 * 1024, most: 96 * 1024 };
/** A full frame that took less, in milliseconds, could have shown more; one that took more, less. */
const SHORT_FRAME = 21;
const LONG_FRAME = 34;
/** How long the rest of a word may be waited for. A line is waited for until it ends. */
const HOLD_WORD_TIME = 1_000;

/** What is received goes in, what is due comes out. Pure: the clock is passed in. */
export class Typist {
  speed: Speed = 'auto';
  /** What is shown at once. */
  by: Unit = 'grapheme';
  readonly #queue = new GraphemeQueue();
  readonly #pacer = new Pacer();
  /** What came since it was last looked at, in one piece: a flood brings thousands of messages. */
  #incoming = '';
  #incomingSince = 0;
  /** What is due, and belongs to a word or a line that is not whole yet. */
  #partial = '';
  #maxPerFrame = MAX_PER_FRAME.first;
  /** When a frame showed as much as it may; undefined: the last one did not. */
  #fullFrame: number | undefined;
  /** When the latest text came; undefined: after the last frame. */
  #lastPush: number | undefined = 0;
  #complete = false;

  /** Nothing waits, not even a held cluster. */
  get isIdle(): boolean {
    return !this.#incoming && !this.#partial && this.#queue.length === 0 && !this.#queue.isHolding;
  }

  /** Graphemes that could be shown. */
  get backlog(): number {
    return this.#queue.length;
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

  /** Typing was held until `time`: what was not typed is not made up for. */
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

  /** The text that is due at `time`. */
  type(time: number): string {
    this.#releaseOld(time);
    this.#adapt(time);
    const backlog = this.#queue.length;
    const wanted = this.#pacer.due(this.speed, backlog, time, this.#complete);
    if (this.by === 'grapheme' && !this.#partial) {
      return this.#shown(this.#queue.take(Math.min(wanted, this.#maxPerFrame)), time);
    }
    // What only waits for the rest of its word or line costs no layout.
    this.#partial += this.#queue.take(wanted);
    const isLast =
      this.#queue.length === 0 &&
      (this.#complete || (this.by === 'word' && this.#silence(time) >= HOLD_WORD_TIME));
    const whole = isLast ? Infinity : wholeUnits(this.#partial, this.by);
    return this.#shown(this.#takePartial(whole, this.#maxPerFrame), time);
  }

  /** Everything that may be shown at `time`, without animation; of a flood a part a frame. */
  typeAll(time: number, atOnce = false): string {
    this.#releaseOld(time);
    this.#adapt(time);
    const limit = atOnce ? Infinity : this.#maxPerFrame;
    const partial = this.#takePartial(Infinity, limit);
    const text = partial + this.#queue.take(limit - partial.length);
    return atOnce ? text : this.#shown(text, time);
  }

  /** Keeps only the first `length` UTF-16 units of what waits. */
  truncate(length: number): void {
    this.#takeIn();
    this.#queue.truncate(Math.max(0, length - this.#partial.length));
    this.#partial = this.#partial.slice(0, length);
  }

  /** Of the first `length` UTF-16 units, no more than may be shown in a frame. */
  #takePartial(length: number, limit: number): string {
    const whole = this.#partial.slice(0, length);
    const taken = whole.length > limit ? takeGraphemes(whole, limit) : whole;
    this.#partial = this.#partial.slice(taken.length);
    return taken;
  }

  /** Learns from the last frame, if it was full, how many graphemes one may show. */
  #adapt(time: number): void {
    if (this.#fullFrame === undefined) return;
    const { least, most } = MAX_PER_FRAME;
    const took = time - this.#fullFrame;
    this.#fullFrame = undefined;
    if (took < SHORT_FRAME) this.#maxPerFrame *= 1.5;
    else if (took > LONG_FRAME) this.#maxPerFrame /= 1.5;
    this.#maxPerFrame = Math.min(most, Math.max(least, Math.round(this.#maxPerFrame)));
  }

  /** A frame that shows this at `time` is full, or not. */
  #shown(text: string, time: number): string {
    if (text.length >= this.#maxPerFrame) this.#fullFrame = time;
    return text;
  }

  #takeIn(): void {
    const text = this.#incoming;
    if (!text) return;
    this.#incoming = '';
    const before = this.#queue.length;
    this.#queue.push(text);
    this.#pacer.arrive(this.#queue.length - before, this.#incomingSince);
  }

  #releaseOld(time: number): void {
    this.#takeIn();
    if (this.#silence(time) >= HOLD_TIME) this.#queue.release(false);
  }

  /** How long nothing came. */
  #silence(time: number): number {
    this.#lastPush ??= time;
    return time - this.#lastPush;
  }
}
