import type { BlockParser, Outcome } from './block-parser.js';
import { trim, trimEnd } from './characters.js';
import { unescape } from './entities.js';
import type { Line } from './line.js';
import { container, type Footnote, type Heading, type List, type MathOpen } from './tree.js';

/** The marks that start a block, matched after the line's leading whitespace. */

const HEADING = /^(#{1,6})(?:[ \t]+|$)/;
/** The fence, and the first word of the info string. */
const FENCE = /^(`{3,}(?=[^`]*$)|~{3,})[ \t]*([^ \t]*)/;
const MATH = /^(\$\$|\\\[)[ \t]*$/;
const UNDERLINE = /^(?:=+|-+)[ \t]*$/;
const RULE = /^([-*_])[ \t]*(?:\1[ \t]*){2,}$/;
const FOOTNOTE = /^\[\^([^\]\s[]{1,100})\]:/;
const ITEM = /^(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|$)/;

const CONTAINER = /^(?:>|(?:[-+*]|\d{1,9}[.)])[ \t]|\[\^[^\]\s[]{1,100}\]:)[ \t]*/;
/** Marks that may still become another block: a rule, a fence, a list number, a table's delimiter row, a checkbox, a footnote. */
const UNDECIDED =
  /^(?:[-*_+ \t]*|[|:\- \t]+|#{1,6}[ \t]*|`+|~+|\d{1,9}[.)]?[ \t]*|\$\$?[ \t]*|\\\[?[ \t]*|\[[ xX]?\]?[ \t]*|\[\^[^\]\s[]{0,100}\]?)$/;

/** Deepest nesting of containers; deeper marks are text. */
const DEEPEST = 100;
/** Number of nested container marks after which a line counts as decided. */
const DEEPEST_UNDECIDED = 20;
/** Indent of a footnote's continuation lines, in columns. */
const FOOTNOTE_INDENT = 4;

/** Whether an unfinished line holds only marks, so that its block is not certain yet. */
export function isUndecided(content: string, inParagraph: boolean): boolean {
  if (inParagraph && UNDERLINE.test(content)) return true;
  let rest = content;
  for (let depth = 0; depth < DEEPEST_UNDECIDED; depth++) {
    if (UNDECIDED.test(rest)) return true;
    const length = CONTAINER.exec(rest)?.[0].length ?? 0;
    if (length === 0) return false;
    rest = rest.slice(length);
  }
  return false;
}

/** Opens the heading, fenced code, formula or rule that the line starts, if any. */
export function leafBlock(
  parser: BlockParser,
  line: Line,
  depth: number,
  inParagraph: boolean,
): Outcome | null {
  const { content, indent } = line;
  const { lineStart: offset } = parser;
  const heading = HEADING.exec(content);
  if (heading) {
    const text = trimEnd(content.slice(heading[0].length)).replace(/(?:^|[ \t])#+$/, '');
    return openHeading(parser, depth, offset, heading[1]?.length ?? 0, trimEnd(text));
  }
  const fence = FENCE.exec(content);
  if (fence) {
    const mark = fence[1] ?? '';
    const language = unescape(fence[2] ?? '');
    parser.open(
      depth,
      { kind: 'code', offset, language, lines: [], complete: false },
      { mark, indent },
    );
    return 'open';
  }
  const math = parser.options.math ? MATH.exec(content)?.[1] : undefined;
  if (math !== undefined) {
    const open = math as MathOpen;
    parser.open(depth, { kind: 'math', offset, open, lines: [], complete: false });
    return 'open';
  }
  if (inParagraph && UNDERLINE.test(content) && underline(parser, content)) return 'open';
  if (!RULE.test(content)) return null;
  parser.open(depth, { kind: 'rule', offset });
  parser.closeTip();
  return 'open';
}

function openHeading(
  parser: BlockParser,
  depth: number,
  offset: number,
  level: number,
  text: string,
): Outcome {
  const block: Heading = { kind: 'heading', offset, level, inlines: [], stable: 0, revision: 0 };
  parser.open(depth, block);
  parser.lineInlines(block, text, parser.isPartial);
  parser.closeTip();
  return parser.isPartial && block.inlines.length === 0 ? 'held' : 'open';
}

/** Turns the paragraph into a heading, unless it holds only definitions. */
function underline(parser: BlockParser, content: string): boolean {
  const { inlines, block } = parser.tip;
  if (!inlines || inlines.takeDefinitions(false)) return false;
  parser.pop();
  parser.removeChild(parser.tip, block);
  const { text } = inlines;
  inlines.cut(0);
  openHeading(parser, parser.depth, block.offset, content.startsWith('=') ? 1 : 2, text);
  return true;
}

/** Opens the container whose mark the line starts with; returns whether there is one. */
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
    line.read(1);
    line.skip(1);
    parser.open(depth, container('quote', offset));
    return true;
  }
  const footnote = parser.options.gfm ? FOOTNOTE.exec(content) : null;
  if (footnote) {
    const label = footnote[1] ?? '';
    line.read(footnote[0].length);
    line.skip(line.indent);
    const block: Footnote = { kind: 'footnote', offset, label, children: [], settled: 0 };
    parser.open(depth, block, { indent: FOOTNOTE_INDENT });
    parser.references.footnote(label, offset);
    return true;
  }
  return item(parser, line, depth, inParagraph);
}

function item(parser: BlockParser, line: Line, depth: number, inParagraph: boolean): boolean {
  const { content, indent } = line;
  const { lineStart: offset } = parser;
  const match = ITEM.exec(content);
  if (!match) return false;
  const { length } = match[0];
  const ordered = match[1] !== undefined;
  const start = Number(match[1] ?? 1);
  const isEmpty = trim(content.slice(length)) === '';
  if (inParagraph && (isEmpty || start !== 1)) return false;
  line.read(length);
  const blanks = isEmpty || line.indent > 4 ? 1 : line.indent;
  line.skip(blanks);
  // Items of one list share this mark.
  const mark = content.charAt(length - 1);
  parser.closeTo(depth);
  const { tip } = parser;
  if (tip.block.kind !== 'list' || tip.mark !== mark) {
    const list: List = {
      kind: 'list',
      offset,
      ordered,
      start,
      tight: true,
      children: [],
      settled: 0,
    };
    parser.open(depth, list, { mark });
  }
  parser.open(parser.depth, container('item', offset), {
    indent: indent + length + blanks,
  });
  return true;
}
