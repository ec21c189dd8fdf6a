import type { Attempt } from './attempt.js';
import { StreamError } from './errors.js';
import type { BodyEnd } from './transport.js';

/** After this many bodies in a row with only half an event, the server is at fault. */
const MAX_HALVES = 3;
/** After this many resumed connections in a row without a message, nothing more will come. */
const MAX_SILENCES = 2;

/**
 * Decides what a clean close means when a stream has no sentinel. A server that has finished just
 * closes; for the next request it sends the same text, nothing new, and closes in the same place.
 */
export class Closes {
  /** The previous connection sent all the text so far and closed cleanly. */
  #toldBefore = false;
  #silences = 0;
  #halves = 0;

  /** A connection broke instead of closing cleanly. */
  onBreak(): void {
    this.#toldBefore = false;
    this.#halves = 0;
  }

  /** Whether several bodies in a row, this one included, held only half an event. */
  isHalfAgain({ problem, isWhole }: BodyEnd): boolean {
    this.#halves = problem && !isWhole ? this.#halves + 1 : 0;
    return this.#halves >= MAX_HALVES;
  }

  /**
   * Whether the server has sent everything. Call once for each clean close.
   *
   * @param caughtUp the connection sent something, and repeated all the text that was there before
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

/** Whether a body ended as an answer does. The format must allow the close as well. */
export const isAnswer = ({ isWhole, framing }: BodyEnd, { hasMessage }: Attempt): boolean =>
  isWhole && (hasMessage || framing === 'text');

export const interruption = (isOurs: boolean): StreamError =>
  new StreamError(
    'interrupted',
    `The ${isOurs ? 'stream closed' : 'source ended'} before it said that it was complete.`,
  );
