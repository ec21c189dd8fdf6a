import { nextTask } from '../stream/next-task.js';

/**
 * A callback for one frame; each frame is asked for anew.
 *
 * @param time the time of the frame in milliseconds
 * @param isSeen whether it is a frame: false for what runs in its place, when there are none
 */
export type FrameCallback = (time: number, isSeen: boolean) => void;

/** How long a frame is waited for before a timer takes its place, in milliseconds. */
const PATIENCE = 250;

/**
 * ONE animation-frame loop for all elements on the page, running only while somebody wants a
 * frame. A hidden tab has no frames: callbacks run at the end of the task instead, and once more
 * when the tab is shown again. An iframe that is off screen has none either, and no event says so:
 * a timer stands behind each frame.
 */
class FrameLoop {
  #waiting = new Set<FrameCallback>();
  #running = new Set<FrameCallback>();
  readonly #parked = new Set<FrameCallback>();
  #scheduled: 'frame' | 'microtask' | undefined;
  #frame = 0;
  #isRunning = false;
  /** When the frame was asked for. */
  #askedAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
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
    if (this.#waiting.size === 0 && this.#scheduled === 'frame') this.#unschedule();
  }

  #schedule(): void {
    if (this.#scheduled || this.#waiting.size === 0) return;
    if (document.hidden) {
      this.#scheduled = 'microtask';
      // Who asks while it runs has more than fits into one task.
      void (this.#isRunning ? nextTask() : Promise.resolve()).then(() => {
        if (this.#scheduled === 'microtask') this.#run(false);
      });
    } else {
      this.#scheduled = 'frame';
      this.#frame = requestAnimationFrame(() => this.#run(true));
      this.#askedAt = performance.now();
      // One timer serves many frames, since a timer for each frame would cost time.
      this.#timer ??= setTimeout(this.#look, PATIENCE, false);
    }
  }

  #unschedule(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#scheduled = undefined;
  }

  /** Looks whether frames come. The second look, `again`, excuses a page that was busy. */
  readonly #look = (again: boolean): void => {
    this.#timer = undefined;
    if (this.#scheduled !== 'frame') return;
    const left = this.#askedAt + PATIENCE - performance.now();
    if (left > 1) {
      this.#timer = setTimeout(this.#look, left, false);
    } else if (!again) {
      this.#timer = setTimeout(this.#look, PATIENCE / 10, true);
    } else {
      cancelAnimationFrame(this.#frame);
      this.#run(false);
    }
  };

  #run(isSeen: boolean): void {
    this.#scheduled = undefined;
    this.#isRunning = true;
    [this.#running, this.#waiting] = [this.#waiting, this.#running];
    // The frame's own timestamp is too old: text may have arrived after it.
    const time = performance.now();
    for (const callback of this.#running) {
      this.#running.delete(callback);
      if (document.hidden) this.#parked.add(callback);
      try {
        callback(time, isSeen);
      } catch (thrown) {
        // The other elements go on, and the page gets the error as an uncaught one.
        reportError(thrown);
      }
    }
    this.#isRunning = false;
  }

  #watch(): void {
    if (this.#watching) return;
    this.#watching = true;
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) {
        for (const callback of this.#parked) this.#waiting.add(callback);
        this.#parked.clear();
      }
      this.#unschedule();
      this.#schedule();
    });
  }
}

/** The page's one loop. */
export const frameLoop = new FrameLoop();
