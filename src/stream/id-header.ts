import type { Attempt } from './closes.js';
import type { StreamError } from './errors.js';
import { isSendable } from './limits.js';

/** Whether Last-Event-ID is sent. Where it is not, the text is told again from the top. */
export class IdHeader {
  /** Where answers come from, after redirects; undefined before the first, since one may lead elsewhere. */
  origin: string | undefined;
  #state: 'send' | 'try-without' | 'refused' = 'send';

  /** What is sent of this id: all or nothing. */
  toSend(id: string): string {
    return this.#state === 'send' && isSendable(id) ? id : '';
  }

  onOpen(): void {
    if (this.#state === 'try-without') this.#state = 'refused';
  }

  /**
   * Whether it may have failed because of the header, so that it is tried once without. Fetch asks
   * another origin for permission to send it (a preflight), and EventSource does not; a refusal looks
   * like a dead server.
   *
   * @param url what was asked for
   */
  isRefused(error: StreamError, attempt: Attempt, url: string): boolean {
    const isForeign = this.origin !== location.origin || !url.startsWith(`${location.origin}/`);
    const isTooLong = error.status === 431;
    const looksRefused = isForeign && error.kind === 'network' && error.retryable;
    if (attempt.resumed && !attempt.isOpen && (isTooLong || looksRefused)) {
      this.#state = 'try-without';
      return true;
    }
    // It was not the header.
    if (this.#state === 'try-without') this.#state = 'send';
    return false;
  }
}
