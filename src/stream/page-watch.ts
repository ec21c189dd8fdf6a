export interface PageWatchListeners {
  readonly onOnline: () => void;
  /** The page enters the back/forward cache, where it must not hold a connection. */
  readonly onSleep: () => void;
  readonly onWake: () => void;
}

/** Watches, while a stream is open, whether the network returns and whether the user leaves the page. */
export class PageWatch {
  /** When the user began to leave, by performance.now(). */
  #leftAt = -Infinity;
  readonly #watching = new AbortController();

  watch({ onOnline, onSleep, onWake }: PageWatchListeners): void {
    const { signal } = this.#watching;
    addEventListener('online', onOnline, { signal });
    // Firefox breaks a page's connections as soon as the user begins to navigate away.
    addEventListener('beforeunload', () => (this.#leftAt = performance.now()), { signal });
    addEventListener(
      'pagehide',
      ({ persisted }) => {
        if (persisted) onSleep();
        else this.#leftAt = performance.now();
      },
      { signal },
    );
    addEventListener(
      'pageshow',
      () => {
        this.#leftAt = -Infinity;
        onWake();
      },
      { signal },
    );
  }

  unwatch(): void {
    this.#watching.abort();
  }

  /**
   * For how many more milliseconds a failure may be due to the user leaving. The next page may be
   * slow, or never load: the link was a download, or a dialog was cancelled.
   */
  leavingFor(patience: number): number {
    return Math.max(0, this.#leftAt + patience - performance.now());
  }
}
