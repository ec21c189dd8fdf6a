/** Distance from the viewport that counts as near: about half a screen. */
const MARGIN = '300px';

const callbacks = new WeakMap<Element, (near: boolean) => void>();
let observer: IntersectionObserver | undefined;

/**
 * Reports when an element comes near the viewport and when it leaves. The page has one observer.
 *
 * @param element an element with a box: `display: contents` never intersects
 */
export function observeViewport(element: Element, callback: (near: boolean) => void): void {
  if (!('IntersectionObserver' in globalThis)) {
    // Without the API, as in jsdom, every element counts as near.
    queueMicrotask(() => callback(true));
    return;
  }
  observer ??= createObserver();
  callbacks.set(element, callback);
  observer.observe(element);
}

/** Not a closure in `observeViewport()`: the page-wide callback would keep the first element and callback alive. */
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
