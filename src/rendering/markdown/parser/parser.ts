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

/** A longer unfinished line is read again only after it has grown by 1/32 of its length. */
const LONG_LINE = 1024;

/**
 * Parses Markdown that arrives in pieces. A complete line is final. An unfinished line is undone before more text is read, so the
 * tree equals that of a parse of the whole text.
 */
export class MarkdownParser {
  readonly #references = new References();
  readonly #blocks: BlockParser;
  /** The line that is being written. */
  #line = '';
  /** Offset of that line in the source. */
  #lineStart = 0;
  /** Length of that line when it was last read. */
  #shown = 0;
  /** The last character was a carriage return: a line feed after it belongs to the same line end. */
  #afterReturn = false;

  constructor(options: ParserOptions = {}) {
    const { gfm = true, math = true } = options;
    this.#blocks = new BlockParser(this.#references, { gfm, math });
  }

  get document(): Document {
    return this.#blocks.document;
  }

  /** The footnotes, in the order in which they were written. */
  get footnotes(): Footnotes {
    return this.#blocks.footnotes;
  }

  /** Returns the number of the footnote with a label; 0 for none. */
  footnoteNumber(label: string): number {
    return this.#references.footnoteNumber(label);
  }

  /** Adds text. Returns the settled leaves whose inlines have changed, because a reference was defined after them. */
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

  /**
   * Ends the text: held-back text is shown, and the tree equals that of a parse of the whole text. Returns leaves like `push()`.
   */
  end(): Leaf[] {
    if (this.#line !== '') this.#endLine('', 0);
    this.#blocks.end();
    return this.#references.end();
  }

  /**
   * Removes the text from `offset` on and the blocks that it may have shaped; returns the offset from which the source must be
   * pushed again. A block with a successor does not change any more, but the last block may vanish: parsing restarts at the one
   * before it.
   */
  truncate(offset: number): number {
    const from = this.#blocks.truncate(offset);
    this.#references.truncate(from);
    this.#begin(from);
    this.#afterReturn = false;
    return from;
  }
}
