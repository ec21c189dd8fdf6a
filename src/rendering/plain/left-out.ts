/** Boxes of this class are skipped off screen (`content-visibility: auto`). */
const CLASS = 'complete';
/** Longest text that is drawn as a whole once complete. */
const DRAWN_LENGTH = 256 * 1024;

/**
 * Complete boxes that the browser may skip while they are off screen. A box is skipped only after it was drawn, since its size is
 * unknown before.
 */
export class LeftOut {
  readonly #container: HTMLElement;
  #waiting: HTMLElement[] = [];
  #idle: Idle | undefined;

  constructor(container: HTMLElement) {
    this.#container = container;
  }

  /** Adds a complete box, which may be skipped once it was drawn. */
  add(box: HTMLElement): void {
    if ('checkVisibility' in box) this.#waiting.push(box);
  }

  /** Forgets complete boxes that were not drawn yet. */
  forget(): void {
    this.#waiting = [];
  }

  /**
   * Skips the boxes that were drawn in the last frame. Reads layout, so call it before the text of a frame is written.
   *
   * @param mayLeaveOut whether containment of a box would be invisible; called only if boxes were drawn
   */
  leave(mayLeaveOut: (box: HTMLElement) => boolean): void {
    const [first] = this.#waiting;
    if (!first || document.hidden) return;
    // A box in a closed panel waits until the panel opens. All sizes are read before any style changes.
    const drawn = this.#waiting
      .map((box) => ({ box, size: sizeOf(box), place: box.getBoundingClientRect() }))
      .filter(({ size }) => size !== undefined);
    if (drawn.length === 0) return;
    this.#waiting = this.#waiting.filter((box) => !drawn.some((other) => other.box === box));
    if (!mayLeaveOut(first)) return;
    for (const { box, size } of drawn) {
      box.style.setProperty('contain-intrinsic-block-size', `auto ${size ?? ''}`);
      box.classList.add(CLASS);
    }
    // Containment may move a box for unforeseen reasons, such as a float beside it, so its place is compared.
    const moved = drawn.filter(({ box, place }) => !isSame(place, box.getBoundingClientRect()));
    for (const { box } of moved) box.classList.remove(CLASS);
  }

  /** Draws everything once the text is complete, one box at a time while the page is idle. */
  drawAll(length: number): void {
    this.stop();
    if (length > DRAWN_LENGTH) return;
    const boxes = [...this.#container.querySelectorAll(`.${CLASS}`)];
    // The reader is at the end, so the last box is drawn first.
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
}

/** The block size of a box; undefined if the box is not drawn. */
function sizeOf(box: HTMLElement): string | undefined {
  // Content of a closed `details` has a layout, but not the one it is shown with.
  if (!box.checkVisibility({ contentVisibilityAuto: true })) return undefined;
  const { blockSize } = getComputedStyle(box);
  return parseFloat(blockSize) > 0 ? blockSize : undefined;
}

/** The vertical position is not compared, since it depends on the boxes before. */
const isSame = (a: DOMRect, b: DOMRect): boolean =>
  Math.abs(a.left - b.left) + Math.abs(a.width - b.width) + Math.abs(a.height - b.height) < 0.5;

/** WebKit has no idle callbacks. */
const hasIdle = 'requestIdleCallback' in globalThis;
type Idle = ReturnType<typeof setTimeout> | number;
const whenIdle = (callback: () => void): Idle =>
  hasIdle ? requestIdleCallback(callback) : setTimeout(callback, 50);
const cancelIdle = (id: Idle): void =>
  hasIdle ? cancelIdleCallback(id as number) : clearTimeout(id);
