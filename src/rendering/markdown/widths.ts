import { box } from './create.js';

const SCROLLERS = 'pre, .scroller';

/**
 * What depends on how wide the text is. A long paragraph that was cut is one paragraph again where the width or a font changes: cuts
 * would be seen. And what is wider than the text scrolls, and so it is reached by the keyboard; elsewhere a tab stop would be in the
 * way. All of it is looked at when the browser has laid it out: nothing is laid out for it.
 */
export class Widths {
  readonly #container: HTMLElement;
  /** As wide as the text, and never higher: what follows a change causes no loop. */
  readonly #ruler = box('div', 'ruler');
  #observer: ResizeObserver | undefined;
  #fonts: FontFaceSet | undefined;
  #width: number | undefined;
  /** What may scroll and has changed. */
  readonly #changed = new Set<Element>();
  /** What may scroll and grows still, and how long its lines are. */
  #growing: Element | undefined;
  #length = 0;

  constructor(container: HTMLElement) {
    this.#container = container;
  }

  /** There is something that depends on it. */
  watch(): ResizeObserver {
    if (this.#observer) return this.#observer;
    this.#width = undefined;
    this.#observer = new ResizeObserver((entries) => {
      for (const { target, contentRect, borderBoxSize } of entries) {
        if (target !== this.#ruler) this.#measure(target, borderBoxSize[0]?.inlineSize ?? 0);
        else {
          // The ruler has no thickness, so in either writing mode one of them is its length.
          const width = contentRect.width || contentRect.height;
          if (this.#width !== undefined && this.#width !== width) this.#change();
          this.#width = width;
        }
      }
    });
    this.#container.prepend(this.#ruler);
    this.#observer.observe(this.#ruler);
    this.#fonts = this.#container.ownerDocument.fonts;
    this.#fonts.addEventListener('loadingdone', this.#change);
    return this.#observer;
  }

  /** What may scroll has changed. To begin to observe it makes the browser lay out the text, so that waits for the next frame. */
  changed(scroller: Element): void {
    if (scroller === this.#growing) return;
    if (this.#changed.size === 0) requestAnimationFrame(this.look);
    this.#changed.add(scroller);
  }

  /** Call it before the text of a frame is written. */
  readonly look = (): void => {
    // Outside the page nothing has a width, and an observer would keep the element in memory.
    if (this.#container.isConnected) for (const scroller of this.#changed) this.#observe(scroller);
    this.#changed.clear();
  };

  /** Content is observed as long as it grows, and once more when something else does. */
  #observe(scroller: Element): void {
    const observer = this.watch();
    const last = this.#length > 0 && this.#growing?.firstElementChild;
    // The browser tells of what is observed anew, whatever its size.
    if (last) observer.unobserve(last);
    for (const content of [last, scroller.firstElementChild])
      if (content) observer.observe(content);
    this.#growing = scroller;
    this.#length = 0;
  }

  connect(): void {
    this.#growing = undefined;
    for (const scroller of this.#container.querySelectorAll(SCROLLERS)) {
      if (scroller.firstElementChild) this.#observer?.unobserve(scroller.firstElementChild);
      this.#observe(scroller);
    }
  }

  stop(): void {
    if (!this.#observer) return;
    // Nobody knows how wide it will be when it comes back.
    this.#change();
    this.#observer.disconnect();
    this.#observer = this.#growing = undefined;
    this.#ruler.remove();
    this.#fonts?.removeEventListener('loadingdone', this.#change);
  }

  #measure(content: Element, length: number): void {
    const scroller = content.parentElement;
    if (scroller !== this.#growing) this.#observer?.unobserve(content);
    else if (length === this.#length) return;
    else this.#length = length;
    if (!scroller) return;
    // The direction in which lines run, also in vertical writing.
    const room = parseFloat(getComputedStyle(scroller).inlineSize);
    // Sizes are rounded. And not from under the reader.
    if (length > room + 1) scroller.setAttribute('tabindex', '0');
    else if (!scroller.matches(':focus')) scroller.removeAttribute('tabindex');
  }

  readonly #change = (): void => {
    for (const piece of this.#container.querySelectorAll('.piece')) piece.className = '';
    this.connect();
  };
}
