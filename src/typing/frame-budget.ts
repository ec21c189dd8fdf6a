import { takeGraphemes } from './graphemes.js';

/**
 * No frame shows more characters than this, also of one line: to lay out a flood in one go would
 * freeze the page. The limit begins with `first` and follows what the page can do.
 */
const LIMIT = { first: 44 * 1024, least: 8 * 1024, most: 96 * 1024 };
/** The limit for text that is wanted at once, whatever the last frames took. */
const LIMIT_AT_ONCE = 48 * 1024;
/** A line takes as long as this many characters, also a shorter one. */
const LINE_COST = 64;
/** A full frame that took less, in milliseconds, could have shown more; one that took more, less. */
const SHORT_FRAME = 21;
const LONG_FRAME = 34;

/** How much text a frame may show. Pure: the clock is passed in, in milliseconds. */
export class FrameBudget {
  #limit = LIMIT.first;
  #left = LIMIT.first;
  /** When the frame began, once it has shown as much as it may. */
  #fullAt: number | undefined;
  #time = 0;
  /** What was shown between two frames, which the next one has to draw as well. */
  #shownBetween = 0;
  #isBetween = false;

  /** Characters that still fit. */
  get left(): number {
    return this.#left;
  }

  /** More would have been shown. */
  get isFull(): boolean {
    return this.#fullAt !== undefined;
  }

  /**
   * A frame begins. The duration of the last frame, if it was full, sets the limit of this one.
   *
   * @param atOnce nobody sees it, so it may take longer
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
   * Text is shown between two frames, which may happen any number of times.
   *
   * @param mustGoOn nobody knows whether a frame will follow
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

  /** The beginning of a text that still fits, which counts as shown. */
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

  /** The beginning of a line that does not fit as a whole. */
  #fitOfLine(line: string): number {
    const count = Math.max(0, this.#left);
    this.#left = 0;
    return count ? takeGraphemes(line, count).length : 0;
  }
}
