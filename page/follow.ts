/** Distance that counts as at the end, in pixels. */
const TOLERANCE = 24;

/**
 * Keeps a scroll box at its end while the content grows, unless the reader scrolled back. The position before the new content
 * shows whether the reader did. Scroll events arrive too late, and would mistake new content for scrolling back.
 */
export function follow(box: HTMLElement, content: HTMLElement): void {
  let height = box.scrollHeight;
  new ResizeObserver(() => {
    // The content may also have become shorter, which moves the scroll position.
    const end = Math.min(height, box.scrollHeight);
    if (box.scrollTop + box.clientHeight >= end - TOLERANCE) box.scrollTop = box.scrollHeight;
    height = box.scrollHeight;
  }).observe(content);
}
