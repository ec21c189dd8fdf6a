export interface PageWatchListeners {
  readonly onOnline: () => void;
  /** The page goes into the back/forward cache, where it may hold no connection. */
  readonly onSleep: () => void;
  readonly onWake: () => void;
}

/** What happens to the page while a stream is open: the network comes back, the reader leaves. */
export class PageWatch {
  /** When the reader began to leave, by performance.now(). */
  #leftAt = -Infinity;
  readonly #watching = new AbortController();

  watch({ onOnline, onSleep, onWake }: PageWatchListeners): void {
    const { signal } = this.#watching;
    addEventListener('online', onOnline, { signal });
    // Firefox breaks the connections of a page as soon as another one is asked for.
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
   * How long a failure may still be due to the reader leaving, in milliseconds. The next page may be
   * slow to come, and it may not come at all: a download, or a dialog that was cancelled.
   */
  leavingFor(patience: number): number {
    return Math.max(0, this.#leftAt + patience - performance.now());
  }
}
