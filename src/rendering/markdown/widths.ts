import { box } from './create.js';

/** What scrolls by itself where it is wider than the text. */
const SCROLLERS = 'pre, .scroller';

/**
 * What depends on how wide the text is. A long paragraph that was cut is one paragraph again where the width or a font changes: cuts
 * would be seen. And what scrolls is reached by the keyboard; elsewhere a tab stop would be in the way. All of it is looked at when
 * the browser has laid it out: nothing is laid out for it.
 */
export class Widths {
  readonly #container: HTMLElement;
  /** As wide as the text, and never higher: what follows a change causes no loop. */
  readonly #ruler = box('div', 'ruler');
  readonly #observer: ResizeObserver;
  #fonts: FontFaceSet | undefined;
  #width: number | undefined;
  /** The last one that scrolls. Only this one may grow, and each one that is observed costs time in every frame. */
  #growing: Element | undefined;

  constructor(container: HTMLElement) {
    this.#container = container;
    this.#observer = new ResizeObserver((entries) => {
      for (const { target, contentRect } of entries) {
        // The ruler has no thickness, so in either writing mode one of them is its length.
        if (target === this.#ruler) this.#onWidth(contentRect.width || contentRect.height);
        else this.#onScroller(target);
      }
    });
  }

  /** There is something that depends on it. */
  watch(): void {
    if (this.#fonts) return;
    this.#width = undefined;
    this.#container.prepend(this.#ruler);
    this.#observer.observe(this.#ruler);
    this.#fonts = this.#container.ownerDocument.fonts;
    this.#fonts.addEventListener('loadingdone', this.#change);
  }

  watchScroller(scroller: Element): void {
    // Outside the page nothing has a width, and an observer would keep the element in memory.
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
    // Nobody knows how wide it will be when it comes back.
    this.#join();
    this.#observer.disconnect();
    this.#ruler.remove();
    this.#fonts?.removeEventListener('loadingdone', this.#change);
    this.#fonts = undefined;
  }

  /** The browser tells of what is observed anew, whatever its size. */
  #observe(scroller: Element): void {
    this.watch();
    for (const target of [scroller, ...scroller.children]) {
      this.#observer.unobserve(target);
      this.#observer.observe(target);
    }
  }

  /** @param target what scrolls, or its content */
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

/** Lines may also run from top to bottom. */
function setTabStop(scroller: Element): void {
  const { scrollWidth, scrollHeight, clientWidth, clientHeight } = scroller;
  // Sizes are rounded.
  if (Math.max(scrollWidth - clientWidth, scrollHeight - clientHeight) > 1)
    scroller.setAttribute('tabindex', '0');
  // Not from under the reader.
  else if (!scroller.matches(':focus')) scroller.removeAttribute('tabindex');
}
