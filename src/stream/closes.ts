import type { Attempt } from './attempt.js';
import { StreamError } from './errors.js';
import type { BodyEnd } from './transport.js';

/** Half an event and nothing else, so many times in a row, is no accident. */
const MAX_HALVES = 3;
/** Connections in a row that asked for more, and had not a single message. */
const MAX_SILENCES = 2;

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
