/** The size that the browser remembers of a box while the box is left out. */
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
    if ('checkVisibility' in box) this.#waiting.push(box);
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
    const [first] = this.#waiting;
    if (!first || document.hidden) return;
    // A box in a closed panel waits until the panel opens. All sizes are read before one style changes.
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
    // A box may show for reasons not foreseen, such as a float beside it, so its place is compared.
    const moved = drawn.filter(({ box, place }) => !isSame(place, box.getBoundingClientRect()));
    for (const { box } of moved) box.classList.remove(CLASS);
  }

  /** Nothing follows: draws everything, a box at a time when the page has nothing else to do. */
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

/** The block size of a box that is drawn. */
function sizeOf(box: HTMLElement): string | undefined {
  // A closed `details` has a layout, which is not the one it is shown with.
  if (!box.checkVisibility({ contentVisibilityAuto: true })) return undefined;
  const { blockSize } = getComputedStyle(box);
  return parseFloat(blockSize) > 0 ? blockSize : undefined;
}

/** The vertical position is not compared, since it changes with the boxes before. */
const isSame = (a: DOMRect, b: DOMRect): boolean =>
  Math.abs(a.left - b.left) + Math.abs(a.width - b.width) + Math.abs(a.height - b.height) < 0.5;

/** WebKit has no idle callbacks. */
const hasIdle = 'requestIdleCallback' in globalThis;
type Idle = ReturnType<typeof setTimeout> | number;
const whenIdle = (callback: () => void): Idle =>
  hasIdle ? requestIdleCallback(callback) : setTimeout(callback, 50);
const cancelIdle = (id: Idle): void =>
  hasIdle ? cancelIdleCallback(id as number) : clearTimeout(id);
