import { trim, trimEnd } from './characters.js';
import { LeafInlines } from './leaf-inlines.js';
import { Line } from './line.js';
import { containerBlock, indentedCode, leafBlock } from './block-starts.js';
import { closingFence, isUndecided } from './marks.js';
import { MATH_CLOSE } from './math.js';
import { OpenPath, type OpenBlock } from './open-path.js';
import type { ParserOptions } from './parser.js';
import type { References } from './references.js';
import { addRow, confirmTable, headOf, openTable } from './tables.js';
import type { Cell, Code, Heading, MathBlock, Paragraph } from './tree.js';

/** The columns before indented code. */
const CODE_INDENT = 4;

/**
 * What a line that is not over turned out to be. *held*: it shows nothing, since it may still become anything. *decided*: whatever
 * follows in it is text of the deepest block. *open*: it is read again when more comes. *head*: it is shown as a table's head, and is
 * read again with the line below it.
 */
export type Outcome = 'held' | 'decided' | 'open' | 'head';

/** Reads lines into blocks. */
export class BlockParser extends OpenPath {
  /** The line that is read is not over. */
  isPartial = false;
  /** The deepest block takes all that follows in this line. */
  isDecided = false;
  /** Takes back the line that is read. */
  #takeBack: (() => void) | null = null;
  /** A line that is over and shown as a table's head, since the line below it has not come. */
  #head: { text: string; start: number; takeBack: (() => void) | null } | null = null;
  /** A line that starts with a pipe may be shown as a table's head. */
  #mayBeHead = true;

  constructor(
    references: References,
    readonly options: Required<ParserOptions>,
  ) {
    super(references);
  }

  /** Reads a line that is over. */
  addLine(text: string, start: number): void {
    this.#restore();
    this.#revertHead();
    this.isPartial = false;
    const outcome = this.#begin(text, start);
    if (outcome === 'head') this.#head = { text, start, takeBack: this.#takeBack };
    else this.commitLine();
    this.#takeBack = null;
  }

  /** Shows a line that is not over: what is read of it is taken back when more comes. */
  showLine(text: string, start: number): void {
    this.#restore();
    if (trim(text) === '') return;
    this.isPartial = true;
    let outcome = this.#begin(text, start);
    if (outcome !== 'held' && this.#revertHead()) {
      this.isPartial = true;
      outcome = this.#begin(text, start);
    }
    if (outcome === 'held') this.#restore();
    this.isDecided = outcome === 'decided';
  }

  #begin(text: string, start: number): Outcome {
    this.lineStart = start;
    const mayBeHead = text.includes('|');
    // What the paragraph before a head mentions stays mentioned.
    if (mayBeHead) this.showTip();
    if (mayBeHead || this.isPartial) this.#takeBack = this.save();
    return this.#read(text);
  }

  #restore(): void {
    this.#takeBack?.();
    this.#takeBack = null;
  }

  /** What was shown as a table's head is a paragraph's line, until the line below it is read. */
  #revertHead(): boolean {
    const head = this.#head;
    if (!head) return false;
    head.takeBack?.();
    this.#head = this.#takeBack = null;
    this.#mayBeHead = false;
    this.addLine(head.text, head.start);
    this.#mayBeHead = true;
    return true;
  }

  /** More text of a line that is decided. */
  goOn(text: string): void {
    const { block, inlines } = this.tip;
    if (inlines) inlines.append(text);
    else if ('lines' in block) block.lines.push((block.lines.pop() ?? '') + text);
  }

  /** A line that is decided is over. */
  keepLine(): void {
    this.isDecided = false;
    this.#takeBack = null;
    this.commitLine();
  }

  end(): void {
    this.#restore();
    this.#revertHead();
    const { block } = this.tip;
    if (block.kind === 'code') block.isCut = true;
    this.closeTo(1);
    this.commitLine();
    this.document.settled = this.document.children.length;
  }

  /** Forgets the top-level blocks that the text from `offset` on may change; answers where the first of them starts. */
  truncate(offset: number): number {
    const { children } = this.document;
    const last = children.findLastIndex((block) => block.offset < offset);
    const kept = Math.max(0, last - 1);
    // Footnotes and definitions may stand before the first block.
    const from = last < 1 ? 0 : (children[kept]?.offset ?? 0);
    this.reset();
    this.#takeBack = this.#head = null;
    this.isDecided = false;
    children.length = this.document.settled = kept;
    const { footnotes } = this;
    footnotes.children = footnotes.children.filter((footnote) => footnote.offset < from);
    footnotes.settled = footnotes.children.length;
    return from;
  }

  #read(text: string): Outcome {
    const line = new Line(text);
    let depth = 1;
    while (depth < this.depth && this.#continues(this.at(depth), line)) depth++;
    const isMatched = depth === this.depth;
    const { kind } = this.tip.block;
    if (isMatched && kind === 'code') return this.#codeLine(line);
    if (isMatched && kind === 'math') return this.#mathLine(line);
    if (this.isPartial && this.#isHeld(line)) return 'held';
    return this.#readBlocks(line, depth, isMatched);
  }

  /** The deepest block is a paragraph, or a line of one that is shown as a table's head. */
  get #isInParagraph(): boolean {
    return this.tip.inlines !== null || this.#head !== null;
  }

  #isHeld(line: Line): boolean {
    if (line.isBlank) return true;
    const inParagraph = this.#isInParagraph;
    return (!line.isIndented || inParagraph) && isUndecided(line.content, inParagraph);
  }

  /** Whether the line continues an open block; what belongs to the block's marks is read. */
  #continues(open: OpenBlock, line: Line): boolean {
    switch (open.block.kind) {
      case 'quote':
        if (line.isIndented || !line.content.startsWith('>')) return false;
        line.read(1);
        line.skip(1);
        open.endLine = this.lineNumber;
        return true;
      case 'item':
      case 'footnote': {
        const goesOn = line.isBlank ? open.hasChild : line.indent >= open.indent;
        if (goesOn) line.skip(open.indent);
        return goesOn;
      }
      case 'code':
        return open.mark !== '' || line.isIndented || line.isBlank;
      case 'paragraph':
      case 'table':
      case 'math':
        return !line.isBlank;
      default:
        return true;
    }
  }

  #codeLine(line: Line): Outcome {
    const { tip } = this;
    const { lines } = tip.block as Code;
    if (tip.mark === '') {
      line.skip(CODE_INDENT);
      if (line.isBlank) {
        if (this.isPartial) return 'held';
        tip.blanks += `${line.rest}\n`;
        return 'open';
      }
      lines.push(...tip.blanks.split('\n').slice(0, -1));
      tip.blanks = '';
    } else if (!line.isIndented) {
      const fence = closingFence(line.content, tip.mark);
      if (this.isPartial && (fence > 0 || line.isBlank)) return 'held';
      if (fence >= tip.length) {
        tip.endLine = this.lineNumber;
        this.closeTo(this.depth - 1);
        return 'open';
      }
    }
    line.skip(tip.indent);
    tip.endLine = this.lineNumber;
    lines.push(line.rest);
    return 'decided';
  }

  #mathLine(line: Line): Outcome {
    const block = this.tip.block as MathBlock;
    const close = MATH_CLOSE[block.open];
    let text = trimEnd(line.rest);
    const isOver = text.endsWith(close);
    if (isOver) text = text.slice(0, -close.length);
    else if (this.isPartial && close.startsWith(text.slice(-1))) text = text.slice(0, -1);
    this.tip.endLine = this.lineNumber;
    if (trim(text) !== '') block.lines.push(text);
    else if (this.isPartial) return 'held';
    if (isOver && !this.isPartial) {
      block.complete = true;
      this.closeTo(this.depth - 1);
    }
    return 'open';
  }

  /** Reads the marks of new blocks, and the text behind them. */
  #readBlocks(line: Line, matched: number, isMatched: boolean): Outcome {
    const { tip } = this;
    let inParagraph = isMatched && this.#isInParagraph;
    let isLazy = !isMatched && this.#isInParagraph;
    let inTable = isMatched && !inParagraph && tip.block.kind === 'table';
    let depth = inTable || inParagraph ? this.depth - 1 : matched;
    while (!line.isBlank) {
      if (line.isIndented) {
        if (inParagraph || isLazy) break;
        return indentedCode(this, line, depth);
      }
      const leaf = leafBlock(this, line, depth, inParagraph);
      if (leaf) return leaf;
      if (!containerBlock(this, line, depth, inParagraph)) break;
      ({ depth } = this);
      inTable = inParagraph = isLazy = false;
    }
    if (line.isBlank) {
      this.closeTo(depth);
      return 'held';
    }
    if (isLazy) return this.#goOnWith(tip, line);
    if (inTable) return addRow(this, line.content, this.lineStart);
    if (inParagraph) return this.#paragraphLine(line);
    this.makeRoom(depth);
    if (this.#mayBeHead && headOf(this, line.content)) return this.#showHead(line);
    this.openParagraph(line.content);
    return this.shown('decided');
  }

  /** Closes what the line does not continue; a list too, since a block that is no item ends it. */
  makeRoom(depth: number): void {
    this.closeTo(depth);
    if (this.tip.block.kind === 'list') this.closeTo(depth - 1);
  }

  openParagraph(text: string, offset = this.lineStart): void {
    const { tip } = this;
    const block: Paragraph = { kind: 'paragraph', offset, inlines: [], stable: 0, revision: 0 };
    const mayBeTask = tip.block.kind === 'item' && !tip.hasChild;
    this.open(block, {
      inlines: new LeafInlines(block, text, this.references, this.options, mayBeTask),
    });
  }

  /** A leaf that is one line: a heading, or a table's cell. */
  lineInlines(leaf: Cell | Heading, text: string, mayGoOn: boolean): void {
    const inlines = new LeafInlines(leaf, text, this.references, this.options);
    inlines.refresh(mayGoOn);
    this.settleLeaf(inlines);
  }

  #goOnWith(paragraph: OpenBlock, line: Line): Outcome {
    paragraph.inlines?.addLine(line.content);
    paragraph.endLine = this.lineNumber;
    return 'decided';
  }

  #paragraphLine(line: Line): Outcome {
    const { content } = line;
    if (confirmTable(this, line)) return 'open';
    if (this.#mayBeHead && headOf(this, content)) {
      this.pop();
      return this.#showHead(line);
    }
    return this.#goOnWith(this.tip, line);
  }

  #showHead({ content }: Line): Outcome {
    const outcome = openTable(this, this.lineStart, null, content);
    return this.isPartial ? outcome : 'head';
  }

  /** A new block that shows nothing yet is held back. */
  shown(outcome: Outcome): Outcome {
    if (!this.isPartial) return outcome;
    this.showTip();
    const { block } = this.tip;
    const isEmpty = 'inlines' in block && block.inlines.length === 0;
    return isEmpty ? 'held' : outcome;
  }
}
