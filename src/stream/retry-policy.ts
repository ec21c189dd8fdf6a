import type { RetryOptions } from '../element/options.js';
import type { StreamError } from './errors.js';
import { LONGEST_TIMER } from './limits.js';

/** Milliseconds before the first retry, unless the server sent `retry:`. */
const DEFAULT_RETRY_TIME = 1_000;
/** The longest wait that the exponential backoff chooses, in milliseconds. */
const MAX_RETRY_TIME = 30_000;
/** From the second failure in a row on, the bound grows from at least this value, in milliseconds. */
const MIN_BACKOFF = 100;
/** The longest wait that a server's `retry:` field can request, in milliseconds. */
export const MAX_SERVER_TIME = 10 * 60_000;

/** Counts the attempts in a row that brought nothing new, and computes the next delay. */
export class Retries {
  /** The server's `retry:` field, in milliseconds. */
  retryTime: number | undefined;
  readonly #options: RetryOptions;
  #attempts = 0;
  #failures = 0;

  constructor(options: RetryOptions) {
    this.#options = options;
  }

  /** Failed attempts in a row, from 1, as listeners see it. */
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

  /** The browser may be wrong about being offline, so we keep trying, but do not count these attempts. */
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
  /** Attempts in a row that brought nothing new, this one included; from 1. */
  readonly attempt: number;
  /** The same, without the attempts made while the page was offline. */
  readonly failures: number;
  /** The server's `retry:` field, in milliseconds; undefined if it sent none. */
  readonly retryTime: number | undefined;
}

/**
 * How long to wait before the next attempt, in milliseconds, or undefined to give up.
 *
 * Full jitter: anything from 0 to the exponential bound, so that a thousand pages that lost the same
 * server do not all return at once. If the server sent `retry:`, the first wait is exactly that
 * long, as in browsers, and no later wait is shorter:
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
  // `retry: 0` applies to the first retry only: a server that is restarting needs some time.
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
  // Date.parse() finds a date in almost anything ("1.5", "in 5"), and a past date would mean no wait.
  if (!/^((mon|tue|wed|thu|fri|sat|sun)[a-z]*,? |\d{4}-\d\d-\d\dT)/i.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
