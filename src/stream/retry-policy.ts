import type { RetryOptions } from '../element/options.js';
import type { StreamError } from './errors.js';
import { LONGEST_TIMER } from './limits.js';

/** Milliseconds before the first retry, unless the server sent `retry:`. */
export const DEFAULT_RETRY_TIME = 1_000;
/** No wait that we choose ourselves is longer. */
export const MAX_RETRY_TIME = 30_000;
/** From the second failure in a row on, the bound grows from at least this. */
export const MIN_BACKOFF = 100;
/** A server's `retry:` field may ask for more than that, but not for ever. */
export const MAX_SERVER_TIME = 10 * 60_000;

/** Counts the attempts in a row without progress, and says when the next one is due. */
export class Retries {
  /** The server's `retry:` field, in milliseconds. */
  retryTime: number | undefined;
  readonly #options: RetryOptions;
  #attempts = 0;
  #failures = 0;

  constructor(options: RetryOptions) {
    this.#options = options;
  }

  /** Failed attempts in a row, as a listener is told: from 1. */
  get failures(): number {
    return Math.max(1, this.#failures);
  }

  get isExhausted(): boolean {
    return this.#failures > this.#options.maxRetries;
  }

  onProgress(): void {
    this.#attempts = 0;
    this.#failures = 0;
  }

  /** The browser may be wrong about being offline, so attempts go on; but they do not count. */
  onFailure(): void {
    this.#attempts += 1;
    if (navigator.onLine) this.#failures += 1;
  }

  /** Milliseconds until the next attempt; undefined to give up. */
  delayAfter(error: StreamError): number | undefined {
    const attempt = Math.max(1, this.#attempts);
    const counts = { attempt, failures: this.#failures, retryTime: this.retryTime };
    return retryDelay({ ...this.#options, ...counts, error }, Math.random());
  }
}

export interface Failure extends Pick<RetryOptions, 'maxRetries' | 'maxWait'> {
  readonly error: StreamError;
  /** Attempts in a row without a message between them, this one included; from 1. */
  readonly attempt: number;
  /** Those of them that count: not the ones while the page was offline. */
  readonly failures: number;
  /** The server's `retry:` field in milliseconds; undefined: it sent none. */
  readonly retryTime: number | undefined;
}

/**
 * How long to wait before the next attempt, in milliseconds, or undefined to give up.
 *
 * Full jitter: anything from 0 to the exponential bound. A thousand pages that lost the same
 * server do not come back in the same moment. But a time that the server gave is kept exactly the
 * first time, as browsers do, and is the least we wait from then on:
 * "Wait a delay equal to the reconnection time of the event source. Optionally, wait some more."
 * (HTML, section 9.2.3)
 *
 * @param random a number in [0, 1), as Math.random()
 */
export function retryDelay(failure: Failure, random: number): number | undefined {
  const { error, attempt, failures, maxRetries, maxWait, retryTime } = failure;
  if (!error.retryable || failures > maxRetries || maxRetries === 0) return undefined;
  if (error.retryAfter !== undefined) {
    return error.retryAfter <= maxWait ? Math.min(error.retryAfter, LONGEST_TIMER) : undefined;
  }
  const wanted = retryTime ?? DEFAULT_RETRY_TIME;
  // `retry: 0` is obeyed once; a server that is just starting again needs some time.
  const base = attempt === 1 ? wanted : Math.max(wanted, MIN_BACKOFF);
  const bound = Math.max(base, Math.min(MAX_RETRY_TIME, base * 2 ** (attempt - 1)));
  const least = retryTime ?? 0;
  return Math.min(MAX_SERVER_TIME, Math.round(least + random * (bound - least)));
}

/**
 * Reads a Retry-After header (RFC 9110, section 10.2.3): seconds, or a date.
 *
 * @param now milliseconds since 1970, as Date.now()
 * @returns milliseconds to wait, or undefined when there is no readable value
 */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  const text = value?.trim();
  if (!text) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // Date.parse() finds a date in nearly anything ("1.5", "in 5"), and a past one would mean: at once.
  if (!/^((mon|tue|wed|thu|fri|sat|sun)[a-z]*,? |\d{4}-\d\d-\d\dT)/i.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
