import { drawnAncestors } from './drawn-ancestors.js';

/** A reader who comes back this near to the end is followed again, in pixels. */
const NEAR = 24;
/** Browsers round scroll positions: this near to the end is the end, in pixels. */
const AT_END = 1.5;
/** How long after an input the container may begin to scroll, in milliseconds: a busy page is late. */
const START_TIME = 1_000;
const KEYS_UP = ['ArrowUp', 'PageUp', 'Home'];

/** Those who follow in the same box: turns of a chat, for one. */
const followersOf = new WeakMap<Element, Set<Follow>>();

/** The nearest box around an element that scrolls up and down; undefined: the page does. */
function scrollerOf(element: Element): Element | undefined {
  const { body, documentElement } = element.ownerDocument;
  // The page takes its overflow from the root element, or from `body` where that has none.
  const hasOwn = getComputedStyle(documentElement).overflowY !== 'visible';
  const pages: Element[] = hasOwn ? [documentElement] : [documentElement, body];
  return drawnAncestors(element).find(
    (box) => !pages.includes(box) && /auto|scroll/.test(getComputedStyle(box).overflowY),
  );
}

/**
 * Keeps the end of what scrolls in view while an element grows, if it was in view. A reader who moves
 * away wins at once, and is followed again on coming back to the end. Layout is read when something
 * has another size or was scrolled, not in each frame.
 *
 * An element that is added behind others which follow is followed as they are: by then its own lines
 * have pushed the end out of view.
 */
export class Follow {
  /** The end is not in view: the reader has moved away from it, or was never there. */
  isAway = false;
  /**
   * The way back to the end is offered here: the reader has moved away, and of several elements in one
   * box this is the lowest one that begins in view, or above.
   */
  offersLatest = false;
  readonly #host: HTMLElement;
  readonly #onOffer: () => void;
  /** What scrolls. */
  #box: Element | undefined;
  #observer: ResizeObserver | undefined;
  #listening: AbortController | undefined;
  /** The scroll position at the last look. */
  #top = 0;
  #touchY = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param onOffer `offersLatest` changed */
  constructor(host: HTMLElement, onOffer: () => void) {
    this.#host = host;
    this.#onOffer = onOffer;
  }

  /** For an element that is in a document and has its content. */
  set enabled(enabled: boolean) {
    if (!enabled) this.#stop();
    else if (!this.#box && 'ResizeObserver' in globalThis) this.#start();
  }

  /** Goes to the end, and stays there. */
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
    // The container is watched too: a virtual keyboard or a smaller pane must not push the end out of
    // view. The content is watched, since a host that is `display: contents` has no size.
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

  /** Chooses who offers the way to the end. */
  static #chooseIn(box: Element): void {
    const followers = [...(followersOf.get(box) ?? [])];
    const away = followers.filter(({ isAway }) => isAway).sort((a, b) => a.#begin - b.#begin);
    const isPage = box === box.ownerDocument.scrollingElement;
    const bottom = isPage ? box.clientHeight : box.getBoundingClientRect().bottom;
    const chosen = away.findLast((follower) => follower.#begin < bottom) ?? away[0];
    for (const follower of followers) follower.#offer(follower === chosen);
  }

  /** Pixels from the top of the window. A host that is `display: contents` has no place. */
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
    // Whatever the page's scroll-behavior is: a smooth scroll never arrives at an end that moves on.
    box.scrollTo({ top: box.scrollHeight, behavior: 'instant' });
    this.#top = box.scrollTop;
  }

  readonly #onScroll = ({ target }: Event): void => {
    const box = this.#box;
    if (!box || (target !== box && target !== box.ownerDocument)) return;
    const moved = box.scrollTop - this.#top;
    this.#top = box.scrollTop;
    // A text that became shorter scrolls up as well, but stays at its end.
    if (moved < 0 && this.#distance > AT_END) this.#setAway(true);
    else if (moved > 0 && this.#distance <= NEAR) this.#setAway(false);
    // One of those in a box looks for all of them.
    const [first] = followersOf.get(box) ?? [];
    if (first === this) Follow.#chooseIn(box);
  };

  /**
   * The reader begins to scroll up, and text that comes before the first pixel must not undo it: the
   * reader counts as away for the time being, since something else may scroll, or nothing.
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

/** A key that goes into a field scrolls nothing. */
function isTyping(event: Event): boolean {
  const [target] = event.composedPath();
  return (
    target instanceof Element &&
    target.matches('input, textarea, select, [contenteditable]:not([contenteditable=false])')
  );
}
