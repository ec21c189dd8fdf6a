import type { Kit } from '../kit.js';
import { box as createBox } from './create.js';

/**
 * Cuts a long paragraph, since the browser lays out a whole paragraph when one character is added. Final text stays, and the rest
 * moves into a box as wide as the paragraph. The cut is where the browser has wrapped the text, so nothing moves on screen.
 *
 * Reads layout, so call it before the text of a frame is written.
 *
 * @param box the paragraph, or its last piece
 * @param last the last final node in the box
 * @returns the new piece, and the last final node now, if it was cut
 */
export function cutParagraph(
  { PIECE_LENGTH, VisualLines, isSafeCut, lineStyleOf, mayCut }: Kit,
  paragraph: HTMLElement,
  box: Element,
  last: ChildNode,
): { piece: Element; last: ChildNode } | undefined {
  if (box.textContent.length < PIECE_LENGTH || !mayCut(paragraph)) return undefined;
  const style = lineStyleOf(paragraph);
  for (let node: ChildNode | null = last; node; node = node.previousSibling) {
    if (!(node instanceof Text)) continue;
    const lines = new VisualLines(node);
    // A whole visual line is left after the cut, since new text may still change how the last line wraps.
    const end = node === last ? lines.startOf(node.length - 1) : node.length;
    let at = end ? lines.startOf(end - 1) : undefined;
    if (at === undefined) return undefined;
    // The space at a wrap has no box, so it seems to be on the next line.
    while (at > 0 && /\s/.test(node.data.charAt(at))) at += 1;
    const before = node.data.slice(0, at);
    if (at === 0 || !isSafeCut(before, node.data.slice(at, at + 2), style)) continue;
    const rest = node.splitText(at);
    keepBlank(node);
    const piece = createBox('span', 'piece');
    const moved: ChildNode[] = [];
    for (let next: ChildNode | null = rest; next; next = next.nextSibling) moved.push(next);
    piece.append(...moved);
    paragraph.append(piece);
    return { piece, last: node === last ? rest : last };
  }
  return undefined;
}

/** Keeps the space at the end of a line, which the browser drops at the end of a box: a copy would lack it. */
function keepBlank(node: Text): void {
  if (!/\s$/.test(node.data)) return;
  const blank = createBox('span', 'blank');
  node.after(blank);
  blank.append(node.splitText(node.length - 1));
}
