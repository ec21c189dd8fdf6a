import { directionOf, type Direction } from './direction.js';

/** The last line: its block, the last Text node, and the newline that ends it. */
export interface Line {
  readonly block: HTMLElement;
  text: Text;
  newline: Text | undefined;
}

/**
 * The line that begins at a place: the data of its Text node, where the next one begins, and whether
 * nothing follows. A newline that something follows is part of the data; the cursor is elsewhere.
 */
export function lineAt(
  text: string,
  start: number,
): { data: string; end: number; isLast: boolean } {
  const newline = text.indexOf('\n', start);
  if (newline < 0) return { data: text.slice(start), end: text.length, isLast: true };
  const end = newline + 1;
  const isLast = end === text.length;
  return { data: text.slice(start, isLast ? newline : end), end, isLast };
}

const templates = new Map<Direction | undefined, HTMLElement>();

/** A block with text, made outside the document, where a change costs much less. */
export function createLine(text: string): Line {
  const direction = directionOf(text);
  let template = templates.get(direction);
  if (!template) {
    template = document.createElement('div');
    template.setAttribute('part', 'line');
    if (direction) template.dir = direction;
    templates.set(direction, template);
  }
  const block = template.cloneNode() as HTMLElement;
  const node = document.createTextNode(text);
  block.append(node);
  return { block, text: node, newline: undefined };
}

/** Adds text to the end of a line. Its first letter may be among it. */
export function addText(line: Line, text: string): void {
  if (!text) return;
  line.text.appendData(text);
  if (line.block.dir) return;
  const direction = directionOf(text);
  if (direction) line.block.dir = direction;
}

/** Ends a line. The newline is a node of its own, so that the cursor can stand before it. */
export function addNewline(line: Line): void {
  line.newline = document.createTextNode('\n');
  line.text.parentNode?.append(line.newline);
}

/** The last line, found again from its last Text node after something was removed. */
export function reopenLine(block: HTMLElement, last: Text): Line {
  let text = last;
  let newline: Text | undefined;
  if (last.data.endsWith('\n')) {
    const before = last.previousSibling;
    const isApart = last.length === 1 && before instanceof Text;
    if (isApart) text = before;
    newline = isApart ? last : last.splitText(last.length - 1);
  }
  const direction = directionOf(block.textContent);
  if (direction) block.dir = direction;
  else block.removeAttribute('dir');
  return { block, text, newline };
}

/** A line that a box stands in, or that stands in it. */
export const lineOf = (box: Element): Element =>
  box.closest('[part~=line]') ?? box.firstElementChild ?? box;
