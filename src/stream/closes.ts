import { StreamError } from './errors.js';
import type { BodyEnd } from './transport.js';

/** A close later than this after the last message ends a quiet feed, not an answer; in milliseconds. */
const AT_ONCE = 1_000;
/** So many bodies in a row with half an event and nothing else are no accident. */
const MAX_HALVES = 3;
/** So many connections in a row that asked for more and brought no message: there is no more. */
const MAX_SILENCES = 2;

/** One connection, ours or one that the browser made again by itself, and what it brought. */
export class Attempt {
  /** It asked to go on after an id. */
  readonly resumed: boolean;
  isOpen = false;
  hasMessage = false;
  /** It brought something new. */
  hasProgress = false;
  /** When it last had something to say, by performance.now(). */
  #heardAt = 0;

  constructor(lastEventId: string) {
    this.resumed = lastEventId !== '';
  }

  open(): void {
    this.isOpen = true;
    this.#heardAt = performance.now();
  }

  /** @param isTimed whether a clean close may come, the only end that asks for the time: reading the clock is slow */
  hear(isTimed: boolean): void {
    this.hasMessage = true;
    if (isTimed) this.#heardAt = performance.now();
  }

  /** It stayed open for a while after its last message, or was kept alive. */
  isQuietFeed({ hasHeartbeats }: BodyEnd): boolean {
    return hasHeartbeats || performance.now() - this.#heardAt >= AT_ONCE;
  }
}

/**
 * What the clean closes of a stream without a sentinel mean. Such a server just closes. When asked
 * again it tells everything once more, and no more, and closes in the same place.
 */
export class Closes {
  /** The connection before this one told everything there was, and ended properly. */
  #toldBefore = false;
  #silences = 0;
  #halves = 0;

  /** A connection ended in another way than properly. */
  onBreak(): void {
    this.#toldBefore = false;
    this.#halves = 0;
  }

  /** Whether this is the latest of several bodies that had half an event and nothing else. */
  isHalfAgain({ problem, isWhole }: BodyEnd): boolean {
    this.#halves = problem && !isWhole ? this.#halves + 1 : 0;
    return this.#halves >= MAX_HALVES;
  }

  /**
   * Whether the server has said everything. Asked once for each clean close.
   *
   * @param caughtUp the connection told something, and again all the text there was
   */
  isAllSaid(body: BodyEnd, attempt: Attempt, caughtUp: boolean): boolean {
    const toldBefore = this.#toldBefore;
    const isSilent = attempt.resumed && !attempt.hasMessage;
    this.#toldBefore = body.isWhole && (isSilent || (attempt.hasMessage && caughtUp));
    this.#silences = isSilent ? this.#silences + 1 : 0;
    if (!toldBefore || !this.#toldBefore) return false;
    if (attempt.hasProgress || attempt.isQuietFeed(body)) return false;
    return !isSilent || this.#silences >= MAX_SILENCES;
  }
}

/** Whether a body that is not asked for again was an answer, and came to its end. */
export function isAnswer({ isWhole, framing, messages }: BodyEnd, mayClose: boolean): boolean {
  return isWhole && mayClose && (messages > 0 || framing === 'text');
}

export const interruption = (isOurs: boolean): StreamError =>
  new StreamError(
    'interrupted',
    `The ${isOurs ? 'stream closed' : 'source ended'} before it said that it was complete.`,
  );
