/** Typing speed: adapted to the stream, at once, or in characters (graphemes) per second. */
export type Speed = 'auto' | 'instant' | number;

// Milliseconds.
/** Text that arrives within this time is one burst, regardless of the number of messages. */
export const BURST = 15;
const RATE_TAU = 700;
const SPEED_TAU = 130;
/** Longest elapsed time that counts for a frame, so that missed text does not appear in one leap. */
const MAX_FRAME = 200;
const MAX_GAP = 1_500;
const MAX_RESERVE = 800;
const MIN_RESERVE = 5;
/** Time in which the backlog approaches the reserve, in milliseconds, and its increase per gap between bursts. */
const CORRECTION = 350;
const CORRECTION_PER_GAP = 2.5;
const DRAIN = 350;
const RUSH = 250;
const LONGEST_DRAIN = 1_000;
// Characters per second.
const MIN_SPEED = 12;
const MAX_SPEED = 4_000;
/** Backlog, beyond 1.5 s of arrivals, above which typing hurries. */
const FAR_BEHIND = 400;

/**
 * Computes the number of graphemes due at a time. Pure: the clock is passed in, in milliseconds.
 *
 * `auto` follows the rate at which text arrives and keeps just enough in reserve to bridge the gap until the next burst, so that
 * bursts become an even flow. The reserve also grows with the variation of the gaps: the more regular the source, the less is
 * held back. The constants were tuned by simulation: see `npm run bench -- pacing`.
 */
export class Pacer {
  /** Graphemes received per millisecond, and the weight of that knowledge; both are exponential averages. */
  #rate = 0;
  #known = 0;
  /** The mean time between bursts, and the mean deviation from it. */
  #gap = 0;
  #jitter = 0;
  /** The current or last burst: its number of graphemes, and its start. */
  #burst = 0;
  #burstStart: number | undefined;
  /** Graphemes per millisecond, smoothed. */
  #speed = 0;
  /** The due fraction of a grapheme. */
  #carry = 0;
  #lastTick: number | undefined;

  /** `count` graphemes arrived at `time`. */
  arrive(count: number, time: number): void {
    const since = time - (this.#burstStart ?? -Infinity);
    if (since < BURST) {
      this.#burst += count;
      return;
    }
    if (this.#burstStart !== undefined) this.#learn(Math.min(MAX_GAP, since));
    this.#burst = count;
    this.#burstStart = time;
  }

  /** Starts typing: the first grapheme is due at once. */
  wake(time: number): void {
    this.resume(time);
    this.#carry = 1;
  }

  /** Continues typing: the time until now does not count. */
  resume(time: number): void {
    this.#lastTick = time;
  }

  /**
   * @param backlog number of waiting graphemes
   * @param complete whether everything has been received
   */
  due(speed: Speed, backlog: number, time: number, complete: boolean): number {
    const elapsed = Math.min(MAX_FRAME, Math.max(0, time - (this.#lastTick ?? time)));
    this.#lastTick = time;
    if (speed === 'instant') return backlog;
    const perMs =
      typeof speed === 'number' ? speed / 1000 : this.#auto(backlog, elapsed, time, complete);
    const exact = this.#carry + perMs * elapsed;
    const count = Math.min(backlog, Math.floor(exact));
    // Idle time earns at most one grapheme.
    this.#carry = Math.min(exact - count, 1);
    return count;
  }

  #auto(backlog: number, elapsed: number, time: number, complete: boolean): number {
    const rate = this.#rateAt(time);
    const bridge = MIN_RESERVE + 0.4 * this.#gap + 1.2 * this.#jitter;
    const surplus = backlog - rate * Math.min(MAX_RESERVE, bridge);
    let target = complete
      ? Math.max(rate, backlog / DRAIN)
      : rate + surplus / (CORRECTION + CORRECTION_PER_GAP * this.#gap);
    if (backlog > 1_500 * rate + FAR_BEHIND) target = Math.max(target, backlog / RUSH);
    // Faster than anyone reads is fast enough, unless the backlog would take too long.
    const limit = Math.max(MAX_SPEED / 1000, backlog / LONGEST_DRAIN);
    target = Math.min(limit, Math.max(MIN_SPEED / 1000, target));
    this.#speed += (target - this.#speed) * (1 - Math.exp(-elapsed / SPEED_TAU));
    return this.#speed;
  }

  /** Learns from a finished burst, and from the gap until the next one. */
  #learn(gap: number): void {
    const weight = 1 - Math.exp(-gap / RATE_TAU);
    this.#rate += (this.#burst / gap - this.#rate) * weight;
    const difference = gap - this.#gap;
    if (this.#known === 0) {
      this.#gap = gap;
      this.#jitter = gap / 4;
    } else {
      this.#gap += 0.25 * difference;
      this.#jitter += 0.4 * (Math.abs(difference) - this.#jitter);
    }
    this.#known += (1 - this.#known) * weight;
  }

  #rateAt(time: number): number {
    // The first burst gives no rate: the time until the next burst is unknown.
    if (this.#known === 0) return this.#burst / 1000;
    // No burst for longer than usual: the source may have stopped.
    const late = Math.max(0, time - (this.#burstStart ?? time) - 2 * this.#gap - 100);
    return (this.#rate / this.#known) * Math.exp(-late / RATE_TAU);
  }
}
