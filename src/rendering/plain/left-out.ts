/** Of the box itself: what the browser remembers of it while it is left out. */
const CLASS = 'complete';
/** A text up to this long is drawn as a whole when nothing follows. */
const DRAWN_LENGTH = 256 * 1024;

/**
 * Boxes that are complete and that the browser may leave out while they are off screen. Only what was
 * drawn is left out, since nobody knows the size of anything else.
 */
export class LeftOut {
  readonly #container: HTMLElement;
  #waiting: HTMLElement[] = [];
  #idle: Idle | undefined;

  constructor(container: HTMLElement) {
    this.#container = container;
  }

  /** A box is complete: it may be left out once it was drawn. */
  add(box: HTMLElement): void {
    this.#waiting.push(box);
  }

  /** Forgets what is complete but was not drawn yet. */
  forget(): void {
    this.#waiting = [];
  }

  /**
   * Leaves out what was drawn in the last frame. Reads layout, so call it before the text of a frame is
   * written.
   *
   * @param mayLeaveOut whether a box would not show; asked only where there is one
   */
  leave(mayLeaveOut: (box: HTMLElement) => boolean): void {
    if (this.#waiting.length === 0 || document.hidden) return;
    this.#waiting = this.#waiting.filter((box) => {
      const { blockSize } = this.#isDrawn(box) ? getComputedStyle(box) : { blockSize: '' };
      // In a closed panel it waits until it is shown.
      if (!(parseFloat(blockSize) > 0)) return true;
      if (!mayLeaveOut(box)) return false;
      box.style.setProperty('contain-intrinsic-block-size', `auto ${blockSize}`);
      this.#change(box);
      return false;
    });
  }

  /** Nothing follows: draws everything, a box at a time when the page has nothing else to do. */
  drawAll(length: number): void {
    this.stop();
    if (length > DRAWN_LENGTH) return;
    const boxes = [...this.#container.querySelectorAll(`.${CLASS}`)];
    // From the end, where the reader is.
    const next = () => {
      boxes.pop()?.classList.remove(CLASS);
      this.#idle = boxes.length > 0 ? whenIdle(next) : undefined;
    };
    if (boxes.length > 0) this.#idle = whenIdle(next);
  }

  stop(): void {
    if (this.#idle !== undefined) cancelIdle(this.#idle);
    this.#idle = undefined;
  }

  #isDrawn(box: HTMLElement): boolean {
    return box.isConnected && box.getClientRects().length > 0;
  }

  /** Takes the box back if anything moves: what could show it is not known beforehand. */
  #change(box: HTMLElement): void {
    const before = this.#container.getBoundingClientRect();
    box.classList.add(CLASS);
    const after = this.#container.getBoundingClientRect();
    const moved = Math.abs(before.height - after.height) + Math.abs(before.width - after.width);
    if (moved > 0.5) box.classList.remove(CLASS);
  }
}

/** WebKit has no idle callbacks. */
const hasIdle = 'requestIdleCallback' in globalThis;
type Idle = ReturnType<typeof setTimeout> | number;
const whenIdle = (callback: () => void): Idle =>
  hasIdle ? requestIdleCallback(callback) : setTimeout(callback, 50);
const cancelIdle = (id: Idle): void =>
  hasIdle ? cancelIdleCallback(id as number) : clearTimeout(id);
