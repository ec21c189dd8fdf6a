const BLOCKS = '.markdown > .blocks > :not(.blocks), .markdown > .blocks > .blocks > *';

interface Selected {
  readonly startContainer: Node;
  readonly startOffset: number;
  readonly endContainer: Node;
  readonly endOffset: number;
}

function selectedIn(selection: Selection, root: Node): Selected | undefined {
  const shadowRoots = root instanceof ShadowRoot ? [root] : [];
  return selection.getComposedRanges?.({ shadowRoots })[0] ?? selection.getRangeAt(0);
}

/**
 * Remembers what the reader has selected, if it ends in one of the last blocks: their nodes may change. Answers what selects
 * the same characters again where the selection was lost.
 */
export function keepSelection(container: Element): (() => void) | undefined {
  const selection = getSelection();
  if (!selection?.rangeCount) return undefined;
  const root = container.getRootNode();
  const selected = selectedIn(selection, root);
  if (!selected || !container.contains(selected.endContainer)) return undefined;
  const { startContainer, startOffset, endContainer, endOffset } = selected;
  // WebKit says `isCollapsed` of every selection in a shadow tree.
  if (startContainer === endContainer && startOffset === endOffset) return undefined;
  const block = endContainer.parentElement?.closest(BLOCKS);
  // All other blocks are settled.
  if (!block || block.nextElementSibling?.nextElementSibling) return undefined;
  const { textContent: text } = block;
  // By number, since the block before it may be made anew as well.
  const index = [...container.querySelectorAll(BLOCKS)].indexOf(block);
  const startsHere = block.contains(startContainer);
  const start = startsHere ? lengthUntil(block, startContainer, startOffset) : 0;
  const end = lengthUntil(block, endContainer, endOffset);
  const isBackward = selection.direction === 'backward';
  return () => {
    const now = selectedIn(selection, root);
    const isSame =
      now?.startContainer === startContainer &&
      now.endContainer === endContainer &&
      now.startOffset === startOffset &&
      now.endOffset === endOffset;
    if (isSame) return;
    const again = container.querySelectorAll(BLOCKS)[index];
    if (!again) return;
    const [newStart, newEnd] = follow(text, again.textContent, start, end);
    const first: [Node, number] | undefined = startsHere
      ? placeOf(again, newStart)
      : [startContainer, startOffset];
    const last = placeOf(again, newEnd);
    if (!first || !last) return;
    const [from, to] = isBackward ? [last, first] : [first, last];
    selection.setBaseAndExtent(from[0], from[1], to[0], to[1]);
  };
}

/** How many characters of an element's text stand before a place. */
function lengthUntil(element: Element, node: Node, offset: number): number {
  const range = document.createRange();
  range.selectNodeContents(element);
  range.setEnd(node, offset);
  return range.toString().length;
}

/** Where a part of a text stands in what has become of the text: marks come, or go. A mark before the part is none of it. */
function follow(before: string, now: string, start: number, end: number): [number, number] {
  let from: number | undefined;
  let to = 0;
  for (let index = 0; index < end; index++) {
    const found = now.indexOf(before.charAt(index), to);
    if (found < 0 || found - to >= 16) continue;
    to = found + 1;
    if (index >= start) from ??= found;
  }
  return [from ?? to, to];
}

/** The place behind so many characters. */
function placeOf(element: Element, length: number): [Node, number] | undefined {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = length;
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    if (left <= node.length) return [node, left];
    left -= node.length;
  }
  return undefined;
}
