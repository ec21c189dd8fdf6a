import { nextTask } from '../stream/task-budget.js';

/**
 * Called once.
 *
 * @param time the time of the frame in milliseconds
 * @param isSeen whether it is a frame: false for what runs in its place, when there are none
 */
export type FrameCallback = (time: number, isSeen: boolean) => void;

/** A frame that has not come after this time, in milliseconds, is not waited for. */
const PATIENCE = 250;

/**
 * ONE animation-frame loop for all elements on the page, running only while somebody wants a
 * frame. In a hidden tab there are no frames: callbacks run at the end of the task instead, and
 * once more when the tab is shown again. In an iframe that is not on screen there are none either,
 * and nothing tells so: a timer stands behind the frame.
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
      // One timer looks after many frames: a timer for each would cost something sixty times a second.
      this.#timer ??= setTimeout(this.#look, PATIENCE, false);
    }
  }

  #unschedule(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#scheduled = undefined;
  }

  /** Looks whether frames come. `again`: the page itself may have been busy until now. */
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
    // Not the frame's own timestamp: text may have arrived after it.
    const time = performance.now();
    for (const callback of this.#running) {
      this.#running.delete(callback);
      if (document.hidden) this.#parked.add(callback);
      try {
        callback(time, isSeen);
      } catch (thrown) {
        // The other elements go on; the page hears of it as of any uncaught error.
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
