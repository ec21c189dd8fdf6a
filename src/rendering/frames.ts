/** Called once, with the time of the frame in milliseconds. */
export type FrameCallback = (time: number) => void;

/**
 * ONE animation-frame loop for all elements on the page, running only while somebody wants a
 * frame. In a hidden tab there are no frames: callbacks run at the end of the task instead, and
 * once more when the tab is shown again.
 */
class FrameLoop {
  #waiting = new Set<FrameCallback>();
  #running = new Set<FrameCallback>();
  readonly #parked = new Set<FrameCallback>();
  #scheduled: 'frame' | 'microtask' | undefined;
  #frame = 0;
  #watching = false;

  request(callback: FrameCallback): void {
    this.#watch();
    this.#waiting.add(callback);
    this.#schedule();
  }

  cancel(callback: FrameCallback): void {
    this.#waiting.delete(callback);
    this.#running.delete(callback);
    this.#parked.delete(callback);
    if (this.#waiting.size === 0 && this.#scheduled === 'frame') {
      cancelAnimationFrame(this.#frame);
      this.#scheduled = undefined;
    }
  }

  #schedule(): void {
    if (this.#scheduled || this.#waiting.size === 0) return;
    if (document.hidden) {
      this.#scheduled = 'microtask';
      queueMicrotask(() => this.#run());
    } else {
      this.#scheduled = 'frame';
      this.#frame = requestAnimationFrame(() => this.#run());
    }
  }

  #run(): void {
    this.#scheduled = undefined;
    [this.#running, this.#waiting] = [this.#waiting, this.#running];
    // Not the frame's own timestamp: text may have arrived after it.
    const time = performance.now();
    for (const callback of this.#running) {
      this.#running.delete(callback);
      if (document.hidden) this.#parked.add(callback);
      try {
        callback(time);
      } catch (thrown) {
        // The other elements go on; the page hears of it as of any uncaught error.
        reportError(thrown);
      }
    }
  }

  #watch(): void {
    if (this.#watching) return;
    this.#watching = true;
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) {
        cancelAnimationFrame(this.#frame);
      } else {
        for (const callback of this.#parked) this.#waiting.add(callback);
        this.#parked.clear();
      }
      this.#scheduled = undefined;
      this.#schedule();
    });
  }
}

/** The page's one loop. */
export const frameLoop = new FrameLoop();
