import type { BodyEnd } from './transport.js';

/** Milliseconds. A connection that closes later than this after its last message was a quiet feed. */
const AT_ONCE = 1_000;

/** One connection, made by us or by the browser's EventSource, and what it has received. */
export class Attempt {
  /** The connection sent a Last-Event-ID. */
  readonly resumed: boolean;
  isOpen = false;
  hasMessage = false;
  /** The connection has received something new. */
  hasProgress = false;
  /** When the connection opened or last received a message, by performance.now(). */
  #heardAt = 0;

  constructor(lastEventId: string) {
    this.resumed = lastEventId !== '';
  }

  open(): void {
    this.isOpen = true;
    this.#heardAt = performance.now();
  }

  /** @param isTimed whether the time matters: reading the clock for every message is slow */
  hear(isTimed: boolean): void {
    this.hasMessage = true;
    if (isTimed) this.#heardAt = performance.now();
  }

  /** The server kept the connection alive, or open for a while after the last message. */
  isQuietFeed({ hasHeartbeats }: BodyEnd): boolean {
    return hasHeartbeats || performance.now() - this.#heardAt >= AT_ONCE;
  }
}
