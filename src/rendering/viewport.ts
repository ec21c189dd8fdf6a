/** How near to the viewport counts as in it: about half a screen. */
const MARGIN = '300px';

const callbacks = new WeakMap<Element, (near: boolean) => void>();
let observer: IntersectionObserver | undefined;

/**
 * Tells when an element comes near the viewport and when it leaves. One observer for the page.
 *
 * @param element one that has a box: what is `display: contents` is never seen
 */
export function observeViewport(element: Element, callback: (near: boolean) => void): void {
  if (!('IntersectionObserver' in globalThis)) {
    // As in jsdom, where the tests of a page run: nothing is ever far.
    queueMicrotask(() => callback(true));
    return;
  }
  observer ??= createObserver();
  callbacks.set(element, callback);
  observer.observe(element);
}

/** By itself, since a function of the page that is made within another one holds what that one was given. */
const createObserver = () =>
  new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) callbacks.get(target)?.(isIntersecting);
    },
    { rootMargin: MARGIN },
  );

export function unobserveViewport(element: Element): void {
  observer?.unobserve(element);
  callbacks.delete(element);
}
