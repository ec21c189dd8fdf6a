import type { BlockParser } from './block-parser.js';
import type { Line } from './line.js';
import type { OpenBlock } from './open-path.js';
import { readListMark, readUnderline } from './marks.js';
import { readAlign, splitRow } from './tables.js';
import type { Align, Cell, Row, Table } from './tree.js';

/** Rows that are too short get empty cells, up to so many in a table: they are not to cost more than the text. */
const MOST_FILLED = 10_000;
/** A table has this many columns at most. */
const MOST_COLUMNS = 256;

/** A line that starts with a pipe is shown as a table's head until the next line tells whether it is one. */
export const headOf = (parser: BlockParser, content: string) =>
  parser.options.gfm && content.startsWith('|') && splitRow(content).length <= MOST_COLUMNS;

export function openHead(parser: BlockParser, source: string, paragraph: OpenBlock | null) {
  const { lineStart: offset } = parser;
  if (paragraph) parser.show(paragraph, parser.tip, true);
  const block: Table = { kind: 'table', offset, align: [], children: [], settled: 0 };
  parser.open(block, { head: { source, paragraph } });
  block.align = splitRow(source).map(() => null);
  return row(parser, block, source);
}

/** Adds a row of cells; of a line that is not over, the last cell may go on. */
function row(parser: BlockParser, table: Table, source: string) {
  const { lineStart: offset, isPartial } = parser;
  // A backslash at the end may belong to a pipe.
  const cells = splitRow(isPartial ? source.replace(/\\$/, '') : source);
  const block: Row = { kind: 'row', offset, children: [], settled: 0 };
  const { length } = table.align;
  const { tip } = parser;
  cells.slice(0, length).forEach((text, index) => {
    const cell: Cell = { kind: 'cell', offset, inlines: [], stable: 0, revision: 0 };
    block.children.push(cell);
    parser.lineInlines(cell, text, isPartial && index === cells.length - 1);
  });
  while (block.children.length < length && tip.filled < MOST_FILLED) {
    tip.filled++;
    block.children.push({ kind: 'cell', offset, inlines: [], stable: 0, revision: 0 });
  }
  block.settled = block.children.length;
  table.children.push(block);
  tip.endLine = parser.lineNumber;
  const isEmpty = block.children.every(({ inlines }) => inlines.length === 0);
  return isPartial && isEmpty ? 'held' : 'open';
}

export const addRow = (parser: BlockParser, source: string) =>
  row(parser, parser.tip.block as Table, source);

/** Such a line underlines a heading or starts a list, though it could stand under a head too. */
const isOtherBlock = (content: string) =>
  readUnderline(content) > 0 || readListMark(content) !== null;

/** The line under a table's head makes a table of the head, be it shown as one already or the last line of a paragraph. */
export function confirmTable(parser: BlockParser, line: Line): boolean {
  const { tip, options } = parser;
  if (!options.gfm || line.isIndented || isOtherBlock(line.content)) return false;
  const align = readAlign(line.content);
  if (!align || align.length > MOST_COLUMNS) return false;
  if (tip.head) {
    const { source, paragraph } = tip.head;
    if (splitRow(source).length !== align.length) return false;
    // Read once more, since the paragraph before it may end in another way than it was shown.
    parser.pop();
    parser.removeLast(parser.tip);
    if (paragraph) parser.close(paragraph);
    openTable(parser, tip.block.offset, align, source);
    return true;
  }
  if (!tip.inlines) return false;
  const { text } = tip.inlines;
  const cut = text.lastIndexOf('\n');
  const source = text.slice(cut + 1);
  if (splitRow(source).length !== align.length) return false;
  parser.pop();
  tip.inlines.cut(Math.max(0, cut));
  if (cut >= 0) {
    tip.endLine = parser.lineNumber - 1;
    parser.close(tip);
  } else if (tip.attached) parser.removeLast(parser.tip);
  openTable(parser, cut >= 0 ? parser.previousStart : tip.block.offset, align, source);
  return true;
}

function openTable(parser: BlockParser, offset: number, align: Align[], head: string): void {
  const table: Table = { kind: 'table', offset, align, children: [], settled: 0 };
  parser.tip.endLine = parser.lineNumber;
  parser.open(table);
  row(parser, table, head);
}

/** What was shown as a table's head is a paragraph's line. */
export function revertTable(parser: BlockParser): void {
  const { block, head, endLine } = parser.pop();
  if (!head) return;
  const { tip } = parser;
  parser.removeLast(tip);
  tip.endLine = Math.max(tip.endLine, endLine);
  const { source, paragraph } = head;
  if (paragraph) {
    paragraph.inlines?.addLine(source);
    parser.putBack(paragraph);
  } else parser.openParagraph(source, block.offset);
  parser.tip.endLine = endLine;
}
