import type { RetryOptions } from '../element/options.js';
import type { StreamError } from './errors.js';
import { retryDelay } from './retry-policy.js';

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
    const { maxRetries, maxWait } = this.#options;
    const attempt = Math.max(1, this.#attempts);
    const { retryTime } = this;
    const failure = { error, attempt, failures: this.#failures, maxRetries, maxWait, retryTime };
    return retryDelay(failure, Math.random());
  }
}
