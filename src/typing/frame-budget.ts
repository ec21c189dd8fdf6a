import { takeGraphemes } from './graphemes.js';

/**
 * Most characters that a frame shows, even of one line: laying out a flood at once would freeze the page. The limit starts at
 * `first` and adapts to frame times.
 */
const LIMIT = { first: 44 * 1024, least: 8 * 1024, most: 96 * 1024 };
/** The limit for text that is shown at once, regardless of frame times. */
const LIMIT_AT_ONCE = 48 * 1024;
/** Least cost of a line, in characters. */
const LINE_COST = 64;
/** A full frame shorter than `SHORT_FRAME` raises the limit, one longer than `LONG_FRAME` lowers it; in milliseconds. */
const SHORT_FRAME = 21;
const LONG_FRAME = 34;

/** Limits the text of a frame. Pure: the clock is passed in, in milliseconds. */
export class FrameBudget {
  #limit = LIMIT.first;
  #left = LIMIT.first;
  /** Start of the frame, once the frame is full. */
  #fullAt: number | undefined;
  #time = 0;
  /** Cost of the text shown between two frames, which the next frame has to draw as well. */
  #shownBetween = 0;
  #isBetween = false;

  /** Number of characters that still fit. */
  get left(): number {
    return this.#left;
  }

  /** Whether the frame has reached its limit. */
  get isFull(): boolean {
    return this.#fullAt !== undefined;
  }

  /**
   * Begins a frame. The duration of the last frame, if it was full, adapts the limit.
   *
   * @param atOnce the frame may take longer, since it is not animated
   */
  begin(time: number, atOnce = false): void {
    if (this.#fullAt !== undefined) {
      const took = time - this.#fullAt;
      if (took < SHORT_FRAME) this.#limit *= 1.5;
      else if (took > LONG_FRAME) this.#limit /= 1.5;
      this.#limit = Math.min(LIMIT.most, Math.max(LIMIT.least, Math.round(this.#limit)));
    }
    this.#start(time, (atOnce ? LIMIT_AT_ONCE : this.#limit) - this.#shownBetween);
    this.#shownBetween = 0;
    this.#isBetween = false;
  }

  /**
   * Begins to show text between two frames, which may happen any number of times.
   *
   * @param mustGoOn show at least a little, since no frame may follow
   */
  beginBetween(time: number, mustGoOn = false): void {
    const left = LIMIT_AT_ONCE - this.#shownBetween;
    this.#start(time, mustGoOn ? Math.max(LIMIT.least, left) : left);
    this.#isBetween = true;
  }

  #start(time: number, limit: number): void {
    this.#fullAt = undefined;
    this.#time = time;
    this.#left = Math.max(0, limit);
  }

  /** Returns the beginning of a text that fits, and counts it as shown. */
  take(text: string): string {
    const before = this.#left;
    const end = this.#fit(text);
    if (this.#isBetween) this.#shownBetween += before - this.#left;
    if (end < text.length || this.#left <= 0) this.#fullAt = this.#time;
    return end < text.length ? text.slice(0, end) : text;
  }

  #fit(text: string): number {
    let end = 0;
    while (end < text.length) {
      const newline = text.indexOf('\n', end);
      const next = newline < 0 ? text.length : newline + 1;
      const cost = Math.max(next - end, newline < 0 ? 0 : LINE_COST);
      if (cost > this.#left) return end + this.#fitOfLine(text.slice(end, next));
      this.#left -= cost;
      end = next;
    }
    return end;
  }

  /** Length of the part of a line that fits, if the whole line does not. */
  #fitOfLine(line: string): number {
    const count = Math.max(0, this.#left);
    this.#left = 0;
    return count ? takeGraphemes(line, count).length : 0;
  }
}
