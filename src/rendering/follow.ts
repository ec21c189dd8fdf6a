import { flatTreeAncestors } from './flat-tree.js';

/** Following starts again when the reader scrolls back this near to the end, in pixels. */
const NEAR = 24;
/** Distance that counts as the end, in pixels, since browsers round scroll positions. */
const AT_END = 1.5;
/** How long after an input the scroll container may start to scroll, in milliseconds; a busy page is late. */
const START_TIME = 1_000;
const KEYS_UP = ['ArrowUp', 'PageUp', 'Home'];

/** The followers in each scroll container, such as the turns of a chat. */
const followersOf = new WeakMap<Element, Set<Follow>>();

/** The nearest vertical scroll container around an element; undefined: the page. */
function scrollerOf(element: Element): Element | undefined {
  const { body, documentElement } = element.ownerDocument;
  // The page's overflow is that of the root element, or of `body` if the root has none.
  const hasOwn = getComputedStyle(documentElement).overflowY !== 'visible';
  const pages: Element[] = hasOwn ? [documentElement] : [documentElement, body];
  return flatTreeAncestors(element).find(
    (box) => !pages.includes(box) && /auto|scroll/.test(getComputedStyle(box).overflowY),
  );
}

/**
 * Keeps the end of a scroll container in view while an element grows, if the end was in view. Following stops when the reader
 * scrolls away, and starts again when the reader is back at the end. Layout is read on resize and scroll, not in each frame.
 *
 * An element added after followed ones is followed like them, since its own lines have already pushed the end out of view.
 */
export class Follow {
  /** Whether the end is out of view: the reader has scrolled away from it, or was never there. */
  isAway = false;
  /**
   * Whether this element offers the way back to the end: the reader is away, and of all elements in the scroll container this is
   * the lowest one that begins in view or above.
   */
  offersLatest = false;
  readonly #host: HTMLElement;
  readonly #onOffer: () => void;
  /** The scroll container. */
  #box: Element | undefined;
  #observer: ResizeObserver | undefined;
  #listening: AbortController | undefined;
  /** The scroll position when last read. */
  #top = 0;
  #touchY = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param onOffer called when `offersLatest` has changed */
  constructor(host: HTMLElement, onOffer: () => void) {
    this.#host = host;
    this.#onOffer = onOffer;
  }

  /** Set to true only while the element is in a document and has its content. */
  set enabled(enabled: boolean) {
    if (!enabled) this.#stop();
    else if (!this.#box && 'ResizeObserver' in globalThis) this.#start();
  }

  /** Scrolls to the end and follows it. */
  jump(): void {
    this.#setAway(false);
    this.#scrollToEnd();
  }

  #start(): void {
    const { ownerDocument, shadowRoot } = this.#host;
    const scroller = scrollerOf(this.#host);
    const box = scroller ?? ownerDocument.scrollingElement ?? ownerDocument.documentElement;
    this.#box = box;
    this.#listening = new AbortController();
    const options = { passive: true, signal: this.#listening.signal };
    const target: EventTarget = scroller ?? ownerDocument;
    target.addEventListener('scroll', this.#onScroll, options);
    for (const type of ['wheel', 'touchstart', 'touchmove', 'keydown']) {
      target.addEventListener(type, this.#onInput, options);
    }
    this.#observer = new ResizeObserver(() => {
      if (!this.isAway) this.#scrollToEnd();
    });
    // The container is observed too, since a virtual keyboard or a smaller pane must not push the end out of view; the
    // content, since a host with `display: contents` has no size.
    for (const element of [box, this.#host, ...(shadowRoot?.children ?? [])]) {
      this.#observer.observe(element);
    }
    this.#top = box.scrollTop;
    const followers = followersOf.get(box) ?? new Set();
    const isFollowed = [...followers].some((other) => !other.isAway);
    followersOf.set(box, followers.add(this));
    if (isFollowed) this.#scrollToEnd();
    else this.#setAway(this.#distance > NEAR);
  }

  #stop(): void {
    const box = this.#box;
    if (!box) return;
    this.#box = undefined;
    clearTimeout(this.#timer);
    this.#observer?.disconnect();
    this.#listening?.abort();
    this.isAway = false;
    this.#offer(false);
    followersOf.get(box)?.delete(this);
    Follow.#chooseIn(box);
  }

  /** Chooses the follower that offers the way back to the end. */
  static #chooseIn(box: Element): void {
    const followers = [...(followersOf.get(box) ?? [])];
    const away = followers.filter(({ isAway }) => isAway).sort((a, b) => a.#begin - b.#begin);
    const isPage = box === box.ownerDocument.scrollingElement;
    const bottom = isPage ? box.clientHeight : box.getBoundingClientRect().bottom;
    const chosen = away.findLast((follower) => follower.#begin < bottom) ?? away[0];
    for (const follower of followers) follower.#offer(follower === chosen);
  }

  /** Pixels from the top of the viewport, by the content, since a host with `display: contents` has no box. */
  get #begin(): number {
    return (this.#host.shadowRoot?.firstElementChild ?? this.#host).getBoundingClientRect().top;
  }

  #offer(offers: boolean): void {
    if (this.offersLatest === offers) return;
    this.offersLatest = offers;
    this.#onOffer();
  }

  /** Pixels from here to the end. */
  get #distance(): number {
    const box = this.#box;
    return box ? box.scrollHeight - box.clientHeight - box.scrollTop : 0;
  }

  #scrollToEnd(): void {
    const box = this.#box;
    if (!box) return;
    // Overrides the page's `scroll-behavior`, since a smooth scroll never reaches a moving end.
    box.scrollTo({ top: box.scrollHeight, behavior: 'instant' });
    this.#top = box.scrollTop;
  }

  readonly #onScroll = ({ target }: Event): void => {
    const box = this.#box;
    if (!box || (target !== box && target !== box.ownerDocument)) return;
    const moved = box.scrollTop - this.#top;
    this.#top = box.scrollTop;
    // A text that gets shorter scrolls up as well, but stays at its end.
    if (moved < 0 && this.#distance > AT_END) this.#setAway(true);
    else if (moved > 0 && this.#distance <= NEAR) this.#setAway(false);
    // The first follower in a scroll container chooses for all of them.
    const [first] = followersOf.get(box) ?? [];
    if (first === this) Follow.#chooseIn(box);
  };

  /**
   * The reader starts to scroll up, and new text must not undo that before the first pixel moves. The reader counts as away only
   * for a time, since the input may scroll something else, or nothing.
   */
  readonly #onInput = (event: Event): void => {
    const top = this.#top;
    if (this.isAway || !this.#goesUp(event) || top <= 0) return;
    this.#setAway(true);
    this.#timer = setTimeout(() => {
      if (this.#box?.scrollTop === top) this.jump();
    }, START_TIME);
  };

  #goesUp(event: Event): boolean {
    if ('deltaY' in event) return (event as WheelEvent).deltaY < 0;
    if ('touches' in event) {
      const before = this.#touchY;
      this.#touchY = (event as TouchEvent).touches[0]?.clientY ?? 0;
      return event.type === 'touchmove' && this.#touchY > before;
    }
    const { key, shiftKey } = event as KeyboardEvent;
    return !isTyping(event) && (KEYS_UP.includes(key) || (key === ' ' && shiftKey));
  }

  #setAway(away: boolean): void {
    if (this.isAway === away) return;
    clearTimeout(this.#timer);
    this.isAway = away;
    if (this.#box) Follow.#chooseIn(this.#box);
  }
}

/** Whether a key goes into a field, and so scrolls nothing. */
function isTyping(event: Event): boolean {
  const [target] = event.composedPath();
  return (
    target instanceof Element &&
    target.matches('input, textarea, select, [contenteditable]:not([contenteditable=false])')
  );
}
