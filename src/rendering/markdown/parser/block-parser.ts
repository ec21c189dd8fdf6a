import { trim, trimEnd } from './characters.js';
import { LeafInlines } from './leaf-inlines.js';
import { Line } from './line.js';
import { containerBlock, isUndecided, leafBlock } from './block-starts.js';
import { OpenPath, type OpenBlock } from './open-path.js';
import type { ParserOptions } from './parser.js';
import type { References } from './references.js';
import { MATH_CLOSE } from './text.js';
import { addRow, confirmTable, looksLikeHead, openTable } from './tables.js';
import { leaf, type Cell, type Code, type Heading, type MathBlock } from './tree.js';

/** Indent of indented code, in columns. */
const CODE_INDENT = 4;

/**
 * How an unfinished line is read. *held*: the line shows nothing, since it may still become anything. *decided*: the rest of the
 * line is text of the deepest block. *open*: the line is read again when more text comes. *head*: the line is shown as a table's
 * head, and is read again with the next line.
 */
export type Outcome = 'held' | 'decided' | 'open' | 'head';

/** Reads lines into blocks. */
export class BlockParser extends OpenPath {
  /** Whether the line being read is unfinished. */
  isPartial = false;
  /** Whether the rest of the line is text of the deepest block. */
  isDecided = false;
  /** Undoes the line being read. */
  #takeBack: (() => void) | null = null;
  /** Number of footnotes mentioned before that line. */
  #mentions = 0;
  /** A finished line that is shown as a table's head until the next line decides. */
  #head: { text: string; start: number; takeBack: (() => void) | null; mentions: number } | null =
    null;
  /** Whether a line that starts with a pipe may be shown as a table's head. */
  #mayBeHead = true;

  constructor(
    references: References,
    readonly options: Required<ParserOptions>,
  ) {
    super(references);
  }

  /** Reads a finished line. */
  addLine(text: string, start: number): void {
    this.#restore();
    this.#revertHead();
    this.isPartial = false;
    const outcome = this.#begin(text, start);
    if (outcome === 'head')
      this.#head = { text, start, takeBack: this.#takeBack, mentions: this.#mentions };
    else this.commitLine();
    this.#takeBack = null;
  }

  /** Reads an unfinished line, which is undone before more text is read. */
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
    if (this.isPartial || text.includes('|')) {
      this.#takeBack = this.save();
      this.#mentions = this.references.mentions;
    }
    return this.#read(text);
  }

  #restore(): void {
    if (this.#takeBack) this.references.forgetMentions(this.#mentions);
    this.#takeBack?.();
    this.#takeBack = null;
  }

  /** Reads the line shown as a table's head again, as a paragraph's line; returns whether there was one. */
  #revertHead(): boolean {
    const head = this.#head;
    if (!head) return false;
    this.#head = null;
    this.#takeBack = head.takeBack;
    this.#mentions = head.mentions;
    this.#mayBeHead = false;
    this.addLine(head.text, head.start);
    this.#mayBeHead = true;
    return true;
  }

  /** Adds text to a decided line. */
  goOn(text: string): void {
    const { block, inlines } = this.tip;
    if (inlines) inlines.append(text);
    else if ('lines' in block) block.lines.push((block.lines.pop() ?? '') + text);
  }

  /** Ends a decided line. */
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

  /** Removes the top-level blocks that the text from `offset` on may change; returns the offset of the first one. */
  truncate(offset: number): number {
    const { children } = this.document;
    const last = children.findLastIndex((block) => block.offset < offset);
    const kept = Math.max(0, last - 1);
    // Footnotes and definitions may precede the first block.
    const from = last < 1 ? 0 : (children[kept]?.offset ?? 0);
    this.reset();
    this.#takeBack = this.#head = null;
    this.isDecided = false;
    children.length = this.document.settled = kept;
    this.footnotes.children = this.footnotes.children.filter(({ offset }) => offset < from);
    this.footnotes.settled = this.footnotes.children.length;
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

  /** Whether the deepest block is a paragraph, or a paragraph's line is shown as a table's head. */
  get #isInParagraph(): boolean {
    return this.tip.inlines !== null || this.#head !== null;
  }

  #isHeld(line: Line): boolean {
    if (line.isBlank) return true;
    const inParagraph = this.#isInParagraph;
    return (!line.isIndented || inParagraph) && isUndecided(line.content, inParagraph);
  }

  /** Whether the line continues an open block; if so, the block's marks are read. */
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
      const ticks = trimEnd(line.content);
      const mayClose = ticks === tip.mark.charAt(0).repeat(ticks.length);
      if (this.isPartial && mayClose) return 'held';
      if (mayClose && ticks.length >= tip.mark.length) {
        tip.endLine = this.lineNumber;
        this.closeTip();
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
      this.closeTip();
    }
    return 'open';
  }

  /** Reads the marks of new blocks, and the text after them. */
  #readBlocks(line: Line, matched: number, isMatched: boolean): Outcome {
    const { tip } = this;
    let inParagraph = isMatched && this.#isInParagraph;
    let isLazy = !isMatched && this.#isInParagraph;
    let inTable = isMatched && !inParagraph && tip.block.kind === 'table';
    let depth = inTable || inParagraph ? this.depth - 1 : matched;
    while (!line.isBlank) {
      if (line.isIndented) {
        if (inParagraph || isLazy) break;
        line.skip(CODE_INDENT);
        const { lineStart: offset } = this;
        const lines = [line.rest];
        this.open(depth, { kind: 'code', offset, language: '', lines, complete: false });
        return 'decided';
      }
      const outcome = leafBlock(this, line, depth, inParagraph);
      if (outcome) return outcome;
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
    if (inParagraph && confirmTable(this, line)) return 'open';
    if (this.#mayBeHead && looksLikeHead(this, line.content)) {
      if (inParagraph) {
        // Footnotes mentioned in the paragraph before the head stay mentioned.
        this.showTip();
        this.#mentions = this.references.mentions;
        this.pop();
      }
      const outcome = openTable(this, depth, this.lineStart, line.content);
      return this.isPartial ? outcome : 'head';
    }
    return inParagraph ? this.#goOnWith(tip, line) : this.#paragraph(line.content, depth);
  }

  /** Opens a paragraph, which is held back while it shows nothing. */
  #paragraph(text: string, depth: number): Outcome {
    this.closeTo(depth);
    const { block: parent, hasChild } = this.tip;
    const block = leaf('paragraph', this.lineStart);
    const mayBeTask = this.options.gfm && parent.kind === 'item' && !hasChild;
    const inlines = new LeafInlines(block, text, this.references, this.options, mayBeTask);
    this.open(depth, block, { inlines });
    if (!this.isPartial) return 'decided';
    this.showTip();
    return block.inlines.length > 0 ? 'decided' : 'held';
  }

  /** Reads the inlines of a leaf of one line: a heading or a table's cell. */
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
}
