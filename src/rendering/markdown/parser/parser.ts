import { BlockParser } from './block-parser.js';
import { References } from './references.js';
import type { Document, Footnotes, Leaf } from './tree.js';

export interface ParserOptions {
  /** Tables, task lists, strikethrough, bare addresses, footnotes, `<br>`. Default: true. */
  gfm?: boolean;
  /** `$$…$$`, `\(…\)` and `\[…\]` are formulas. Default: true. */
  math?: boolean;
}

const LINE_END = /\r\n|[\n\r]/g;

/** A line that is not over and longer than this is read again only when it has grown by a part of its length. */
const LONG_LINE = 1024;

/**
 * Markdown that comes in pieces. A complete line goes in for good. The line that is being written goes in for the time being: before
 * more text comes, the open blocks are put back to what they were, so the tree equals that of a parse of the whole text.
 */
export class MarkdownParser {
  readonly #references = new References();
  readonly #blocks: BlockParser;
  /** The line that is being written. */
  #line = '';
  /** Where it starts in the source. */
  #lineStart = 0;
  /** How much of it has been read. */
  #shown = 0;
  /** The last character was a carriage return: a line feed behind it belongs to it. */
  #afterReturn = false;

  constructor(options: ParserOptions = {}) {
    const { gfm = true, math = true } = options;
    this.#blocks = new BlockParser(this.#references, { gfm, math });
  }

  get document(): Document {
    return this.#blocks.document;
  }

  /** In the order in which they were written. */
  get footnotes(): Footnotes {
    return this.#blocks.footnotes;
  }

  /** The number of a footnote, by its label. */
  footnoteNumber(label: string): number {
    return this.#references.footnoteNumber(label);
  }

  /** Takes more text. Answers settled leaves whose inlines have changed, because a reference was defined after them. */
  push(source: string): Leaf[] {
    if (source === '') return [];
    const text = source.replaceAll('\0', '\ufffd');
    let start = 0;
    if (this.#afterReturn && text.startsWith('\n')) {
      start = 1;
      this.#lineStart++;
    }
    LINE_END.lastIndex = start;
    for (let end = LINE_END.exec(text); end; end = LINE_END.exec(text)) {
      this.#endLine(text.slice(start, end.index), end[0].length);
      start = LINE_END.lastIndex;
    }
    this.#afterReturn = text.endsWith('\r');
    this.#goOn(text.slice(start));
    this.#blocks.showTip();
    return this.#references.relink(source.length);
  }

  #endLine(text: string, lineEnd: number): void {
    const blocks = this.#blocks;
    this.#line += text;
    if (blocks.isDecided) {
      blocks.goOn(text);
      blocks.keepLine();
    } else blocks.addLine(this.#line, this.#lineStart);
    this.#begin(this.#lineStart + this.#line.length + lineEnd);
  }

  #begin(lineStart: number): void {
    this.#line = '';
    this.#shown = 0;
    this.#lineStart = lineStart;
  }

  #goOn(text: string): void {
    const blocks = this.#blocks;
    this.#line += text;
    if (blocks.isDecided) return blocks.goOn(text);
    const { length } = this.#line;
    const grown = length - this.#shown;
    if (grown === 0 || (length > LONG_LINE && grown * 32 < length)) return;
    blocks.showLine(this.#line, this.#lineStart);
    this.#shown = length;
  }

  /** The text is over: what was held back is shown, and the tree is what a parse of the whole text gives. */
  end(): Leaf[] {
    if (this.#line !== '') this.#endLine('', 0);
    this.#blocks.end();
    return this.#references.end();
  }

  /**
   * Forgets the text from `offset` on, and the blocks that it may have shaped: answers from where the source must be pushed again.
   * A block whose successor has begun is safe from what comes, so the one before the last is where parsing starts anew.
   */
  truncate(offset: number): number {
    const from = this.#blocks.truncate(offset);
    this.#references.truncate(from);
    this.#begin(from);
    this.#afterReturn = false;
    return from;
  }
}
