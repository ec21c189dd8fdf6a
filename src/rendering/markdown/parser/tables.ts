import type { BlockParser, Outcome } from './block-parser.js';
import { trim } from './characters.js';
import type { Line } from './line.js';
import { container, leaf, type Align, type Cell, type Row, type Table } from './tree.js';

const UNDER_HEAD = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** Splits a row into cells at pipes that are not escaped. An escaped pipe is a pipe, even in code. */
function splitRow(line: string): string[] {
  const cells: string[] = [];
  const text = trim(line);
  let start = text.startsWith('|') ? 1 : 0;
  for (let index = start; index <= text.length; index++) {
    const character = text[index];
    if (character === '\\') index++;
    else if (character === '|' || (character === undefined && index > start)) {
      cells.push(text.slice(start, index));
      start = index + 1;
    }
  }
  if (start < text.length) cells.push(text.slice(start));
  return cells.map((cell) => trim(cell).replace(/\\\|/g, '|'));
}

/** Returns the alignment of the columns if the line is a table's delimiter row, otherwise null. */
function readAlign(line: string): Align[] | null {
  if (!line.includes('-') || !UNDER_HEAD.test(line)) return null;
  return splitRow(line).map((cell) => {
    const left = cell.startsWith(':');
    if (cell.endsWith(':')) return left ? 'center' : 'right';
    return left ? 'left' : null;
  });
}

/** Number of empty cells that a table adds to short rows at most, so that they do not cost more than the text. */
const MOST_FILLED = 10_000;
/** Largest number of columns in a table. */
const MOST_COLUMNS = 256;

/** Whether a line starts with a pipe, and so is shown as a table's head until the next line decides. */
export const looksLikeHead = (parser: BlockParser, content: string) =>
  parser.options.gfm && content.startsWith('|') && splitRow(content).length <= MOST_COLUMNS;

/** Opens a table with its head. The next line sets the alignment of the columns. */
export function openTable(
  parser: BlockParser,
  depth: number,
  offset: number,
  source: string,
  align: Align[] = splitRow(source).map(() => null),
): Outcome {
  parser.open(depth, { kind: 'table', offset, align, children: [], settled: 0 });
  return addRow(parser, source, offset);
}

/** Adds a row of cells; the last cell of an unfinished line may continue. */
export function addRow(parser: BlockParser, source: string, offset: number): Outcome {
  const { isPartial, tip } = parser;
  const table = tip.block as Table;
  // A backslash at the end may escape a pipe that follows.
  const cells = splitRow(isPartial ? source.replace(/\\$/, '') : source);
  const row: Row = container('row', offset);
  const { length } = table.align;
  for (let index = 0; index < length; index++) {
    const text = cells[index];
    if (text === undefined && tip.filled++ >= MOST_FILLED) break;
    const cell: Cell = leaf('cell', offset);
    row.children.push(cell);
    if (text !== undefined) parser.lineInlines(cell, text, isPartial && index === cells.length - 1);
  }
  row.settled = row.children.length;
  table.children.push(row);
  tip.endLine = parser.lineNumber;
  const isEmpty = row.children.every(({ inlines }) => inlines.length === 0);
  return isPartial && isEmpty ? 'held' : 'open';
}

/** Turns the paragraph's last line into a table's head, if the line is a matching delimiter row. */
export function confirmTable(parser: BlockParser, line: Line): boolean {
  const { inlines, block } = parser.tip;
  const align = parser.options.gfm && !line.isIndented ? readAlign(line.content) : null;
  if (!inlines || !align || align.length > MOST_COLUMNS) return false;
  const { text } = inlines;
  const cut = text.lastIndexOf('\n');
  const source = text.slice(cut + 1);
  if (splitRow(source).length !== align.length) return false;
  const paragraph = parser.pop();
  inlines.cut(Math.max(0, cut));
  if (cut >= 0) parser.close(paragraph);
  else parser.removeChild(parser.tip, block);
  openTable(parser, parser.depth, cut >= 0 ? parser.previousStart : block.offset, source, align);
  return true;
}
