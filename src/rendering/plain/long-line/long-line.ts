import { mayCut } from '../box-rules.js';
import type { LineStyle } from './safe-cut.js';
import { VisualLines } from './visual-lines.js';

/** Length at which a piece is cut, since the browser lays out a whole piece when one character is added. */
export const PIECE_LENGTH = 2048;
/** Characters that must be added before another attempt, if no cut was possible. */
export const NEXT_TRY = 512;
const PIECES_PER_BUNDLE = 32;
/** Number of visual lines that are tried for a cut. */
const MAX_TRIES = 12;

const box = (name: string): HTMLElement => {
  const element = document.createElement('span');
  element.className = name;
  return element;
};

/**
 * Cuts a long line into pieces: the first piece stays in the line's block, and each further piece gets a box as wide as the line.
 * A cut is always at a wrap, so nothing moves. The boxes are inline-blocks, since a copy has a newline between blocks, but none
 * between inline-blocks. As plain inline boxes (class `reflow`) the pieces are one paragraph again, without a change of the DOM.
 *
 * Reads layout, so call it before the text of a frame is written, while the last frame's layout is valid.
 *
 * @param tail the line's last Text node
 * @returns the line's last Text node, a new one if the line was cut
 */
export function cutLongLine(block: HTMLElement, tail: Text): Text {
  if (tail.data.includes('\n') || !mayCut(block)) return tail;
  const cuts = findCuts(tail, lineStyleOf(block));
  const [first] = cuts;
  if (first === undefined) return tail;
  const { data } = tail;
  const before = placesOf(block, tail);
  tail.deleteData(first, data.length - first);
  const added = cuts.map((cut, index) => addPiece(block, data.slice(cut, cuts[index + 1])));
  const last = added.at(-1) ?? tail;
  if (isSame(before, placesOf(block, last))) return last;
  // The boxes are visible for an unforeseen reason, such as a float beside them.
  tail.appendData(data.slice(first));
  for (const { parentElement: piece } of added) {
    const bundle = piece?.parentElement;
    piece?.remove();
    if (!bundle?.firstChild) bundle?.remove();
  }
  return tail;
}

export function lineStyleOf(block: Element): LineStyle {
  const { direction, hyphens } = getComputedStyle(block);
  return { isRtl: direction === 'rtl', isHyphenated: hyphens === 'auto' };
}

/** The edges of the line's box and of the last character. */
function placesOf(block: Element, tail: Text): number[] {
  const range = document.createRange();
  range.setStart(tail, tail.length - 1);
  range.setEnd(tail, tail.length);
  const boxes = [block.getBoundingClientRect(), [...range.getClientRects()].at(-1)];
  return boxes.flatMap((box) => (box ? [box.left, box.top, box.right, box.bottom] : []));
}

const isSame = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, index) => Math.abs(value - (b[index] ?? NaN)) < 1);

/** Offsets at which a line's last piece can be cut, each at the start of a visual line. */
function findCuts(tail: Text, style: LineStyle): number[] {
  const { data } = tail;
  const lines = new VisualLines(tail);
  // At least one whole visual line is left after the cut, since new text may change how the last line wraps.
  const kept = (lines.startOf(data.length - 1) ?? 0) - 1;
  const cuts: number[] = [];
  let from = selectedUntil(tail);
  for (let to = Math.max(PIECE_LENGTH, from + NEXT_TRY); from < kept; to = from + PIECE_LENGTH) {
    const cut = lines.findCut(from, Math.min(to, kept), style, { tries: MAX_TRIES });
    if (cut === undefined) break;
    cuts.push(cut);
    from = cut;
    if (data.length - from < PIECE_LENGTH) break;
  }
  return cuts;
}

function addPiece(block: HTMLElement, text: string): Text {
  let bundle = block.querySelector(':scope > .bundle:last-of-type');
  if (!bundle || bundle.childElementCount >= PIECES_PER_BUNDLE) {
    bundle = box('bundle');
    block.append(bundle);
  }
  const piece = box('piece');
  const node = document.createTextNode(text);
  piece.append(node);
  bundle.append(piece);
  return node;
}

/** How far the reader's selection extends into a Text node; selected text must not be moved. */
function selectedUntil(node: Text): number {
  const root = node.getRootNode();
  const selection = node.ownerDocument.getSelection();
  if (!selection?.rangeCount) return 0;
  const shadowRoots = root instanceof ShadowRoot ? [root] : [];
  const ranges = selection.getComposedRanges?.({ shadowRoots }) ?? [selection.getRangeAt(0)];
  return ranges.reduce((until, { startContainer, startOffset, endContainer, endOffset }) => {
    if (endContainer === node) return Math.max(until, endOffset);
    return startContainer === node ? Math.max(until, startOffset) : until;
  }, 0);
}
