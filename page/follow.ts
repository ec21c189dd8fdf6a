/** How far from the end still counts as at the end, in pixels. */
const TOLERANCE = 24;

/**
 * Keeps a scroll box at its end while the content grows, unless the reader scrolled back. Whether
 * they did shows in where the box stands before the new content, so no scroll events are needed:
 * those come late, and would take new content for scrolling back.
 */
export function follow(box: HTMLElement, content: HTMLElement): void {
  let height = box.scrollHeight;
  new ResizeObserver(() => {
    // It may also have become shorter, and the box have been moved with it.
    const end = Math.min(height, box.scrollHeight);
    if (box.scrollTop + box.clientHeight >= end - TOLERANCE) box.scrollTop = box.scrollHeight;
    height = box.scrollHeight;
  }).observe(content);
}
