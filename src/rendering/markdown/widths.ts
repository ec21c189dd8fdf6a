import { box } from './create.js';

/** Elements that scroll if they are wider than the text. */
const SCROLLERS = 'pre, .scroller';

/**
 * Follows changes of the text's width. A cut paragraph is joined again when the width or a font changes, since its cuts would
 * show. Elements that scroll get a tab stop, and lose it when they do not. Sizes are read after the browser's own layout, so none
 * is forced.
 */
export class Widths {
  readonly #container: HTMLElement;
  /** As wide as the text, but without height, so that its observer causes no loop. */
  readonly #ruler = box('div', 'ruler');
  readonly #observer: ResizeObserver;
  #fonts: FontFaceSet | undefined;
  #width: number | undefined;
  /** The last scroller. Only this one is observed for long, since each observed element costs time in every frame. */
  #growing: Element | undefined;

  constructor(container: HTMLElement) {
    this.#container = container;
    this.#observer = new ResizeObserver((entries) => {
      for (const { target, contentRect } of entries) {
        // The ruler has no thickness, so one of the two is its length in any writing mode.
        if (target === this.#ruler) this.#onWidth(contentRect.width || contentRect.height);
        else this.#onScroller(target);
      }
    });
  }

  /** Starts watching, since something depends on the width. */
  watch(): void {
    if (this.#fonts) return;
    this.#width = undefined;
    this.#container.prepend(this.#ruler);
    this.#observer.observe(this.#ruler);
    this.#fonts = this.#container.ownerDocument.fonts;
    this.#fonts.addEventListener('loadingdone', this.#change);
  }

  watchScroller(scroller: Element): void {
    // Outside the page an element has no width, and the observer would keep it in memory.
    if (!this.#container.isConnected) return;
    const last = this.#growing;
    this.#growing = scroller;
    if (last) this.#observe(last);
    this.#observe(scroller);
  }

  connect(): void {
    for (const scroller of this.#container.querySelectorAll(SCROLLERS)) this.#observe(scroller);
  }

  stop(): void {
    // The width may be another one when the element is connected again.
    this.#join();
    this.#observer.disconnect();
    this.#ruler.remove();
    this.#fonts?.removeEventListener('loadingdone', this.#change);
    this.#fonts = undefined;
  }

  /** Observes an element again, so that the browser reports its size even if unchanged. */
  #observe(scroller: Element): void {
    this.watch();
    for (const target of [scroller, ...scroller.children]) {
      this.#observer.unobserve(target);
      this.#observer.observe(target);
    }
  }

  /** @param target the scroller, or its content */
  #onScroller(target: Element): void {
    const scroller = target.closest(SCROLLERS);
    if (scroller) setTabStop(scroller);
    if (scroller !== this.#growing) this.#observer.unobserve(target);
  }

  #onWidth(width: number): void {
    if (this.#width !== undefined && this.#width !== width) this.#change();
    this.#width = width;
  }

  readonly #change = (): void => {
    this.#join();
    this.connect();
  };

  #join(): void {
    for (const piece of this.#container.querySelectorAll('.piece')) piece.className = '';
  }
}

/** Both directions count, since lines may also run from top to bottom. */
function setTabStop(scroller: Element): void {
  const { scrollWidth, scrollHeight, clientWidth, clientHeight } = scroller;
  // A difference of 1 may come from rounding.
  if (Math.max(scrollWidth - clientWidth, scrollHeight - clientHeight) > 1)
    scroller.setAttribute('tabindex', '0');
  // The tab stop stays while the reader has focused it.
  else if (!scroller.matches(':focus')) scroller.removeAttribute('tabindex');
}
