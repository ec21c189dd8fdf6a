import { mayCut } from '../box-rules.js';
import { lineStyleOf } from './long-line.js';
import { VisualLines } from './visual-lines.js';

/** How long the width must be unchanged before new cuts, in milliseconds. */
const QUIET_TIME = 150;

/**
 * The cuts of a long line depend on its width and font. When these change, the pieces are shown as one paragraph at once, and
 * after a quiet time each cut moves to the new start of a visual line.
 */
export class Reflow {
  readonly #container: HTMLElement;
  /** As wide as the text, without height and out of the flow: invisible, and the observer causes no loop. */
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

  /** Whether the pieces are shown as one paragraph, so that no line can be cut. */
  get isUnderWay(): boolean {
    return this.#timer !== undefined;
  }

  /** Call when a line was cut. `piece` is complete, so from now on its size changes only when it wraps differently. */
  watch(piece: Element | undefined): void {
    if (this.#piece) this.#observer?.unobserve(this.#piece);
    this.#hasPieces = true;
    this.#piece = piece;
    this.#observe();
    if (piece) this.#observer?.observe(piece);
  }

  /** Call when the element is in a document again, perhaps with another width. */
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

  /** Call when all pieces are removed. */
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
    // The piece is inline now, and its observer would report that.
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

  /** Returns whether the cuts could be moved: text without layout cannot be measured. */
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
    // Text moved into a piece shifts the cut at its end, so the last cut is moved first.
    for (const { from, to, at } of moves.reverse()) {
      const moved = from.data.slice(at);
      from.deleteData(at, moved.length);
      to.insertData(0, moved);
    }
    return true;
  }
}
