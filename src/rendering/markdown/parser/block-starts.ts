import type { BlockParser, Outcome } from './block-parser.js';
import { trim } from './characters.js';
import { unescape } from './entities.js';
import type { Line } from './line.js';
import {
  isRule,
  readFence,
  readFootnote,
  readHeading,
  readListMark,
  readMath,
  readUnderline,
} from './marks.js';
import type { Heading } from './tree.js';

/** Containers nest this deep: deeper marks are text. */
const DEEPEST = 100;
/** The columns before the content of a footnote's later lines. */
const FOOTNOTE_INDENT = 4;

export function indentedCode(parser: BlockParser, line: Line, depth: number): Outcome {
  parser.makeRoom(depth);
  line.skip(4);
  const { lineStart: offset } = parser;
  parser.open({ kind: 'code', offset, language: '', lines: [line.rest], complete: false });
  return 'decided';
}

export function leafBlock(
  parser: BlockParser,
  line: Line,
  depth: number,
  inParagraph: boolean,
): Outcome | null {
  const { content } = line;
  const { lineStart: offset } = parser;
  const heading = readHeading(content);
  if (heading) {
    parser.makeRoom(depth);
    return openHeading(parser, offset, heading);
  }
  const fence = readFence(content);
  if (fence) {
    parser.makeRoom(depth);
    const { mark, length, info } = fence;
    const language = unescape(/^[^ \t]*/.exec(info)?.[0] ?? '');
    const { indent } = line;
    parser.open(
      { kind: 'code', offset, language, lines: [], complete: false },
      { mark, length, indent },
    );
    return 'open';
  }
  const math = parser.options.math && readMath(content);
  if (math) {
    parser.makeRoom(depth);
    parser.open({ kind: 'math', offset, open: math, lines: [], complete: false });
    return 'open';
  }
  const level = inParagraph ? readUnderline(content) : 0;
  if (level > 0 && underline(parser, level)) return 'open';
  if (!isRule(content)) return null;
  parser.makeRoom(depth);
  parser.open({ kind: 'rule', offset });
  parser.closeTo(parser.depth - 1);
  return 'open';
}

function openHeading(
  parser: BlockParser,
  offset: number,
  { level, text }: { level: number; text: string },
): Outcome {
  const block: Heading = { kind: 'heading', offset, level, inlines: [], stable: 0, revision: 0 };
  parser.open(block);
  parser.lineInlines(block, text, parser.isPartial);
  parser.closeTo(parser.depth - 1);
  return parser.isPartial && block.inlines.length === 0 ? 'held' : 'open';
}

/** Makes a heading of the paragraph, unless it is nothing but definitions. */
function underline(parser: BlockParser, level: number): boolean {
  const { inlines, attached, block } = parser.tip;
  if (!inlines || inlines.takeDefinitions(false)) return false;
  parser.pop();
  if (attached) parser.removeLast(parser.tip);
  const { text } = inlines;
  inlines.cut(0);
  openHeading(parser, block.offset, { level, text });
  return true;
}

/** Opens the container whose mark the line starts with; answers whether there is one. */
export function containerBlock(
  parser: BlockParser,
  line: Line,
  depth: number,
  inParagraph: boolean,
): boolean {
  if (parser.depth >= DEEPEST && depth >= DEEPEST) return false;
  const { content } = line;
  const { lineStart: offset } = parser;
  if (content.startsWith('>')) {
    parser.makeRoom(depth);
    line.read(1);
    line.skip(1);
    parser.open({ kind: 'quote', offset, children: [], settled: 0 });
    return true;
  }
  const footnote = parser.options.gfm ? readFootnote(content) : null;
  if (footnote) {
    parser.makeRoom(depth);
    line.read(footnote.length);
    line.skip(line.indent);
    const { label } = footnote;
    parser.references.footnote(label, offset);
    parser.open(
      { kind: 'footnote', offset, label, children: [], settled: 0 },
      { indent: FOOTNOTE_INDENT },
    );
    return true;
  }
  return item(parser, line, depth, inParagraph);
}

function item(parser: BlockParser, line: Line, depth: number, inParagraph: boolean): boolean {
  const { lineStart: offset } = parser;
  const found = readListMark(line.content);
  if (!found) return false;
  const { ordered, start, mark, length } = found;
  const isEmpty = trim(line.content.slice(length)) === '';
  if (inParagraph && (isEmpty || start !== 1)) return false;
  parser.closeTo(depth);
  const { indent } = line;
  line.read(length);
  const blanks = isEmpty || line.indent > 4 ? 1 : line.indent;
  line.skip(blanks);
  const { tip } = parser;
  if (tip.block.kind !== 'list' || tip.mark !== mark) {
    parser.makeRoom(depth);
    parser.open(
      { kind: 'list', offset, ordered, start, tight: true, children: [], settled: 0 },
      { mark },
    );
  }
  parser.open(
    { kind: 'item', offset, children: [], settled: 0 },
    { indent: indent + length + blanks },
  );
  return true;
}
