import type { Attempt } from './attempt.js';
import type { StreamError } from './errors.js';
import { isSendable } from './limits.js';

/** Decides whether to send Last-Event-ID. Without the header, the server sends the text from the start. */
export class IdHeader {
  /** The origin that answers after redirects; undefined until the first answer. */
  origin: string | undefined;
  #state: 'send' | 'try-without' | 'refused' = 'send';

  /** The id to send; "": the header is omitted. */
  toSend(id: string): string {
    return this.#state === 'send' && isSendable(id) ? id : '';
  }

  onOpen(): void {
    if (this.#state === 'try-without') this.#state = 'refused';
  }

  /**
   * Whether the header may be why the attempt failed, so that the next attempt omits the header.
   * Fetch, unlike EventSource, needs a CORS preflight to send the header to another origin, and a
   * refused preflight looks like a dead server.
   *
   * @param url the requested URL
   */
  isRefused(error: StreamError, attempt: Attempt, url: string): boolean {
    const isForeign = this.origin !== location.origin || !url.startsWith(`${location.origin}/`);
    const isTooLong = error.status === 431;
    const looksRefused = isForeign && error.kind === 'network' && error.retryable;
    if (attempt.resumed && !attempt.isOpen && (isTooLong || looksRefused)) {
      this.#state = 'try-without';
      return true;
    }
    // The attempt without the header failed too, so the header was not the reason.
    if (this.#state === 'try-without') this.#state = 'send';
    return false;
  }
}
