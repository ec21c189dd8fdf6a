import { mayCut } from '../box-rules.js';
import { lineStyleOf } from './long-line.js';
import { VisualLines } from './visual-lines.js';

/** How long the width must have held still, in milliseconds. */
const QUIET_TIME = 150;

/**
 * Where a long line is cut depends on its width and font. When they change, its pieces are shown
 * as one paragraph at once, and when that is over each cut moves to where a line begins now.
 */
export class Reflow {
  readonly #container: HTMLElement;
  /** As wide as the text, never higher and out of the flow: it shows nowhere, and causes no loop. */
  readonly #ruler = document.createElement('div');
  readonly #sizes = new Map<Element, string>();
  #observer: ResizeObserver | undefined;
  #fonts: FontFaceSet | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hasPieces = false;
  #piece: Element | undefined;

  constructor(container: HTMLElement) {
    this.#container = container;
    this.#ruler.className = 'ruler';
  }

  /** The pieces are shown as one paragraph: no time for new cuts. */
  get isUnderWay(): boolean {
    return this.#timer !== undefined;
  }

  /** A line was cut. `piece`, if it has a box, is done: from now on it changes only when it wraps anew. */
  watch(piece: Element | undefined): void {
    if (this.#piece) this.#observer?.unobserve(this.#piece);
    this.#hasPieces = true;
    this.#piece = piece;
    this.#observe();
    if (piece) this.#observer?.observe(piece);
  }

  /** The element is in a document again. Its width may be another one now. */
  connect(): void {
    if (!this.#hasPieces) return;
    this.#observe();
    this.#begin();
  }

  /** Ends all observations, so that the page holds no reference to the element. */
  disconnect(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#sizes.clear();
    this.#ruler.remove();
    this.#fonts?.removeEventListener('loadingdone', this.#begin);
  }

  /** There are no pieces any more. */
  clear(): void {
    this.disconnect();
    this.#hasPieces = false;
    this.#piece = undefined;
    this.#container.classList.remove('reflow');
  }

  #observe(): void {
    if (this.#observer) return;
    this.#observer = new ResizeObserver((entries) => this.#onResize(entries));
    this.#fonts = this.#container.ownerDocument.fonts;
    this.#fonts.addEventListener('loadingdone', this.#begin);
    this.#container.prepend(this.#ruler);
    this.#observer.observe(this.#ruler);
  }

  #onResize(entries: ResizeObserverEntry[]): void {
    for (const { target, contentRect } of entries) {
      const size = `${contentRect.width} ${contentRect.height}`;
      const before = this.#sizes.get(target);
      this.#sizes.set(target, size);
      if (before === undefined || before === size) continue;
      if (target === this.#ruler) this.#begin();
      else requestAnimationFrame(this.#begin);
    }
  }

  readonly #begin = (): void => {
    if (!this.#observer) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(), QUIET_TIME);
    this.#container.classList.add('reflow');
    // Its boxes are inline now and would report that.
    if (this.#piece) {
      this.#observer.unobserve(this.#piece);
      this.#sizes.delete(this.#piece);
    }
  };

  #end(): void {
    this.#timer = undefined;
    if (!this.#moveCuts()) return;
    this.#container.classList.remove('reflow');
    if (this.#piece?.isConnected) this.#observer?.observe(this.#piece);
  }

  /** Returns whether the pieces could be cut: text without layout cannot be measured. */
  #moveCuts(): boolean {
    const moves: { from: Text; to: Text; at: number }[] = [];
    for (const block of this.#container.querySelectorAll<HTMLElement>('[part~=line]:has(.piece)')) {
      if (!mayCut(block)) return false;
      const style = lineStyleOf(block);
      let from = block.firstChild as Text;
      for (const { firstChild } of block.querySelectorAll('.piece')) {
        const to = firstChild as Text;
        const lines = new VisualLines(from);
        const goesOn = lines.goesOnIn(to);
        if (goesOn === undefined) return false;
        if (goesOn) {
          const end = from.length - 1;
          const data = from.data + to.data.slice(0, 2);
          const cut = lines.findCut(0, end, style, { data }) ?? lines.startOf(end);
          moves.push({ from, to, at: cut ?? from.length });
        }
        from = to;
      }
    }
    // Text that moves into a piece shifts that piece's own cut, so the last cut comes first.
    for (const { from, to, at } of moves.reverse()) {
      const moved = from.data.slice(at);
      from.deleteData(at, moved.length);
      to.insertData(0, moved);
    }
    return true;
  }
}
