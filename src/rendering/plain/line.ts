import { directionOf, type Direction } from './direction.js';

/** The last line: its block, the last Text node, and the newline that ends it. */
export interface Line {
  readonly block: HTMLElement;
  text: Text;
  newline: Text | undefined;
}

/**
 * The line that begins at `start`: the data of its Text node, and the start of the next line. A final newline is left out of the
 * data, since the cursor is placed before it.
 */
function lineAt(text: string, start: number): { data: string; end: number } {
  const newline = text.indexOf('\n', start);
  const end = newline < 0 ? text.length : newline + 1;
  const isCursorHere = end === text.length && newline >= 0;
  return { data: text.slice(start, isCursorHere ? newline : end), end };
}

const templates = new Map<Direction | undefined, HTMLElement>();

/** Creates a block with text outside the document, where changes cost much less. */
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

/** Creates the line that begins at `start`; also returns the start of the next line. */
export function beginLine(text: string, start: number): { line: Line; end: number } {
  const { data, end } = lineAt(text, start);
  const line = createLine(data);
  if (end > start + data.length) addNewline(line);
  return { line, end };
}

/** Adds the beginning of a text to the unfinished line; returns the start of the next line. */
export function continueLine(line: Line, text: string): number {
  const { data, end } = lineAt(text, 0);
  if (data) line.text.appendData(data);
  // The new text may hold the line's first letter.
  if (!line.block.dir) setDirection(line.block, data);
  if (end > data.length) addNewline(line);
  return end;
}

function setDirection(block: HTMLElement, text: string): void {
  const direction = directionOf(text);
  if (direction) block.dir = direction;
  else block.removeAttribute('dir');
}

/** Ends a line. The newline is a separate node, so that the cursor can be placed before it. */
export function addNewline(line: Line): void {
  line.newline = document.createTextNode('\n');
  line.text.parentNode?.append(line.newline);
}

/** Rebuilds the last line from its last Text node after text was removed. */
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

/** The line that contains a box, or the first line in the box. */
export const lineOf = (box: Element): Element =>
  box.closest('[part~=line]') ?? box.firstElementChild ?? box;
