const BLOCKS = '.markdown > .blocks > :not(.blocks), .markdown > .blocks > .blocks > *';

type Place = readonly [node: Node, offset: number];

/** Returns the start and the end of the selection, even within a shadow tree. */
function placesOf(selection: Selection, root: Node): [start: Place, end: Place] {
  const shadowRoots = root instanceof ShadowRoot ? [root] : [];
  const range = selection.getComposedRanges?.({ shadowRoots })[0] ?? selection.getRangeAt(0);
  return [
    [range.startContainer, range.startOffset],
    [range.endContainer, range.endOffset],
  ];
}

const isSame = (a: Place, b: Place): boolean => a[0] === b[0] && a[1] === b[1];

/**
 * Saves the reader's selection if it ends in one of the last two blocks, whose nodes may change. Returns a function that selects
 * the same characters again if the selection was lost.
 */
export function keepSelection(container: Element): (() => void) | undefined {
  const selection = getSelection();
  if (!selection?.rangeCount) return undefined;
  const root = container.getRootNode();
  const [start, end] = placesOf(selection, root);
  // In WebKit `isCollapsed` is true for every selection in a shadow tree.
  if (!container.contains(end[0]) || isSame(start, end)) return undefined;
  const block = end[0].parentElement?.closest(BLOCKS);
  // Earlier blocks are settled.
  if (!block || block.nextElementSibling?.nextElementSibling) return undefined;
  const { textContent: text } = block;
  // By index, since the elements of the last blocks may be replaced.
  const index = [...container.querySelectorAll(BLOCKS)].indexOf(block);
  const from = block.contains(start[0]) ? lengthUntil(block, start) : undefined;
  const to = lengthUntil(block, end);
  const isBackward = selection.direction === 'backward';
  return () => {
    const [startNow, endNow] = placesOf(selection, root);
    if (isSame(startNow, start) && isSame(endNow, end)) return;
    const again = container.querySelectorAll(BLOCKS)[index];
    if (!again) return;
    const [newFrom, newTo] = follow(text, again.textContent, from ?? 0, to);
    const places = [from === undefined ? start : placeOf(again, newFrom), placeOf(again, newTo)];
    const [anchor, focus] = isBackward ? places.reverse() : places;
    if (anchor && focus) selection.setBaseAndExtent(...anchor, ...focus);
  };
}

/** Returns the number of characters of an element's text before a place. */
function lengthUntil(element: Element, place: Place): number {
  const range = document.createRange();
  range.selectNodeContents(element);
  range.setEnd(...place);
  return range.toString().length;
}

/** Finds a part of a text in the changed text, in which marks were added or removed. A mark before the part is not included. */
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

/** Returns the place after `length` characters. */
function placeOf(element: Element, length: number): Place | undefined {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = length;
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    if (left <= node.length) return [node, left];
    left -= node.length;
  }
  return undefined;
}
