import type { BodyEnd } from './transport.js';

/** A close later than this after the last message ends a quiet feed, not an answer; in milliseconds. */
const AT_ONCE = 1_000;

/** One connection, ours or one that the browser made again by itself, and what it brought. */
export class Attempt {
  /** From 1. */
  readonly number: number;
  /** It asked to go on after an id. */
  readonly resumed: boolean;
  isOpen = false;
  hasMessage = false;
  /** It brought something new. */
  hasProgress = false;
  /** When it last had something to say, by performance.now(). */
  #heardAt = 0;

  constructor(number: number, lastEventId: string) {
    this.number = number;
    this.resumed = lastEventId !== '';
  }

  open(): void {
    this.isOpen = true;
    this.#heardAt = performance.now();
  }

  /** @param mayCloseCleanly whether the time will be asked for: to read the clock for each message costs time */
  hear(mayCloseCleanly: boolean): void {
    this.hasMessage = true;
    if (mayCloseCleanly) this.#heardAt = performance.now();
  }

  /** It stayed open for a while after its last message, or was kept alive. */
  isQuietFeed({ hasHeartbeats }: BodyEnd): boolean {
    return hasHeartbeats || performance.now() - this.#heardAt >= AT_ONCE;
  }
}
