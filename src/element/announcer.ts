export type Announce = 'status' | 'final' | 'off';

/** A screen reader hears again that something is going on, in milliseconds. */
const REPEAT_TIME = 7_000;

/**
 * Speaks through a `role="status"` region: that something is going on, and how it ended. The
 * text itself is no live region, since token-by-token announcements flood a screen reader.
 */
export class Announcer {
  readonly #region: HTMLElement;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(region: HTMLElement) {
    this.#region = region;
  }

  /** Says it now, and until something else is said again every 7 s, if there is waiting. */
  repeat(message: string, isWaiting: () => boolean): void {
    this.say(message);
    isWaiting();
    this.#timer = setInterval(() => {
      if (isWaiting()) this.#write(message);
    }, REPEAT_TIME);
  }

  say(message: string): void {
    this.quiet();
    this.#write(message);
  }

  /** Stops repeating; frees the timer. */
  quiet(): void {
    clearInterval(this.#timer);
  }

  #write(message: string): void {
    // The same words again are no change, and only changes are spoken: a trailing space tells.
    const again = this.#region.textContent === message;
    this.#region.textContent = again && message ? `${message}\u00a0` : message;
  }
}
