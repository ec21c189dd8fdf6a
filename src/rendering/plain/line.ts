import { directionOf, type Direction } from './direction.js';

/** The last line: its block, the last Text node, and the newline that ends it. */
export interface Line {
  readonly block: HTMLElement;
  text: Text;
  newline: Text | undefined;
}

/**
 * The line that begins at a place: the data of its Text node, and where the next one begins. A newline
 * that something follows is part of the data; the cursor is elsewhere.
 */
function lineAt(text: string, start: number): { data: string; end: number } {
  const newline = text.indexOf('\n', start);
  const end = newline < 0 ? text.length : newline + 1;
  const isCursorHere = end === text.length && newline >= 0;
  return { data: text.slice(start, isCursorHere ? newline : end), end };
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

/** The line that begins at a place, and where the next one begins. */
export function beginLine(text: string, start: number): { line: Line; end: number } {
  const { data, end } = lineAt(text, start);
  const line = createLine(data);
  if (end > start + data.length) addNewline(line);
  return { line, end };
}

/** Adds the beginning of a text to the line that is being written. Returns where the next one begins. */
export function continueLine(line: Line, text: string): number {
  const { data, end } = lineAt(text, 0);
  if (data) line.text.appendData(data);
  // The line's first letter may be among it.
  if (!line.block.dir) setDirection(line.block, data);
  if (end > data.length) addNewline(line);
  return end;
}

function setDirection(block: HTMLElement, text: string): void {
  const direction = directionOf(text);
  if (direction) block.dir = direction;
  else block.removeAttribute('dir');
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
  setDirection(block, block.textContent);
  return { block, text, newline };
}

/** A line that a box stands in, or that stands in it. */
export const lineOf = (box: Element): Element =>
  box.closest('[part~=line]') ?? box.firstElementChild ?? box;
