import type { Kit } from '../kit.js';
import { box as createBox } from './create.js';

/**
 * The browser lays out a whole paragraph when one character is added. Where one becomes long, what is final of it stays behind, and the
 * rest goes on in a box as wide as the paragraph. A cut is where the browser has wrapped the text, so nothing moves.
 *
 * Reads layout, so call it before the text of a frame is written.
 *
 * @param box the paragraph, or its last piece
 * @param last the last of its nodes that is final
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
    // A whole visual line stays behind the cut: what follows may still change how the last one wraps.
    const end = node === last ? lines.startOf(node.length - 1) : node.length;
    let at = end ? lines.startOf(end - 1) : undefined;
    if (at === undefined) return undefined;
    // The blank where the browser has wrapped has no box: it seems to stand on the next line.
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

/** The blank at a line's end is dropped where nothing follows in the same box: it would be missing in a copy. */
function keepBlank(node: Text): void {
  if (!/\s$/.test(node.data)) return;
  const blank = createBox('span', 'blank');
  node.after(blank);
  blank.append(node.splitText(node.length - 1));
}
