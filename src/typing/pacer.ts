/** How fast text is typed: by itself, at once, or in characters (graphemes) per second. */
export type Speed = 'auto' | 'instant' | number;

// Milliseconds.
const RATE_TAU = 700;
const SPEED_TAU = 120;
const MAX_GAP = 1_500;
const MAX_RESERVE = 600;
const CORRECTION = 600;
const DRAIN = 350;
const RUSH = 250;
// Characters per second.
const MIN_SPEED = 12;
const MAX_SPEED = 4_000;
/** Further behind than this (and 1.5 s of arrivals): hurry. */
const FAR_BEHIND = 400;

/**
 * How many graphemes are due at a time. Pure: the clock is passed in, in milliseconds.
 *
 * `auto` follows the rate at which text arrives and keeps just enough in reserve to bridge the
 * gap until the next delta, so that bursts come out as an even flow.
 */
export class Pacer {
  /** Arrivals per millisecond, an exponential average as of the last arrival. */
  #rate = 0;
  /** How long it takes until the next delta comes, learned quickly up and slowly down. */
  #gap = 0;
  /** Graphemes per millisecond, smoothed. */
  #speed = 0;
  /** The part of a grapheme that is due. */
  #carry = 0;
  #lastArrival: number | undefined;
  #lastTick: number | undefined;

  /** `count` graphemes arrived at `time`. */
  arrive(count: number, time: number): void {
    if (this.#lastArrival !== undefined) {
      const gap = Math.min(MAX_GAP, time - this.#lastArrival);
      this.#gap += (gap > this.#gap ? 0.35 : 0.08) * (gap - this.#gap);
    }
    this.#rate = this.#rateAt(time) + count / RATE_TAU;
    this.#lastArrival = time;
  }

  /** Typing begins: the first grapheme is due at once. */
  wake(time: number): void {
    this.resume(time);
    this.#carry = 1;
  }

  /** Typing goes on: the time until now does not count. */
  resume(time: number): void {
    this.#lastTick = time;
  }

  /**
   * @param backlog graphemes that wait
   * @param complete whether everything has been received
   */
  due(speed: Speed, backlog: number, time: number, complete: boolean): number {
    const elapsed = Math.max(0, time - (this.#lastTick ?? time));
    this.#lastTick = time;
    if (speed === 'instant') return backlog;
    const perMs =
      typeof speed === 'number' ? speed / 1000 : this.#auto(backlog, elapsed, time, complete);
    const exact = this.#carry + perMs * elapsed;
    const count = Math.min(backlog, Math.floor(exact));
    // What is due while nothing waits is not owed later.
    this.#carry = Math.min(exact - count, 1);
    return count;
  }

  #auto(backlog: number, elapsed: number, time: number, complete: boolean): number {
    const rate = this.#rateAt(time);
    const reserve = rate * Math.min(MAX_RESERVE, 0.9 * this.#gap);
    let target = complete
      ? Math.max(rate, backlog / DRAIN)
      : rate + (backlog - reserve) / CORRECTION;
    if (backlog > 1_500 * rate + FAR_BEHIND) target = Math.max(target, backlog / RUSH);
    target = Math.min(MAX_SPEED / 1000, Math.max(MIN_SPEED / 1000, target));
    this.#speed += (target - this.#speed) * (1 - Math.exp(-elapsed / SPEED_TAU));
    return this.#speed;
  }

  #rateAt(time: number): number {
    if (this.#lastArrival === undefined) return 0;
    return this.#rate * Math.exp(-(time - this.#lastArrival) / RATE_TAU);
  }
}
