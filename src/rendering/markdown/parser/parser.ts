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
  /** The line that is being written, as long as it is not decided what it is. */
  #line = '';
  /** Where it starts in the source. */
  #lineStart = 0;
  /** How long it is. */
  #length = 0;
  /** How much of it has been read. */
  #shown = 0;
  /** Leaves that lost a reference when text was forgotten. */
  #changed: Leaf[] = [];
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
    return [...this.#changed.splice(0), ...this.#references.relink(source.length)];
  }

  #endLine(text: string, lineEnd: number): void {
    const blocks = this.#blocks;
    const length = this.#length + text.length + lineEnd;
    if (blocks.isDecided) {
      blocks.goOn(text);
      blocks.keepLine();
    } else blocks.addLine(this.#line + text, this.#lineStart);
    this.#line = '';
    this.#length = this.#shown = 0;
    this.#lineStart += length;
  }

  #goOn(text: string): void {
    const blocks = this.#blocks;
    this.#length += text.length;
    if (blocks.isDecided) return blocks.goOn(text);
    this.#line += text;
    const grown = this.#length - this.#shown;
    if (grown === 0 || (this.#length > LONG_LINE && grown * 32 < this.#length)) return;
    blocks.showLine(this.#line, this.#lineStart);
    this.#shown = this.#length;
  }

  /** The text is over: what was held back is shown, and the tree is what a parse of the whole text gives. */
  end(): Leaf[] {
    if (this.#length > 0) this.#endLine('', 0);
    this.#blocks.end();
    const changed = [
      ...this.#changed,
      ...this.#references.relink(Infinity),
      ...this.#references.end(),
    ];
    return [...new Set(changed)];
  }

  /**
   * Forgets the text from `offset` on, and the blocks that it may have shaped: answers from where the source must be pushed again.
   * A block whose successor has begun is safe from what comes, so the one before the last is where parsing starts anew.
   */
  truncate(offset: number): number {
    const from = this.#blocks.truncate(offset);
    this.#changed = this.#references.truncate(from);
    this.#line = '';
    this.#length = this.#shown = 0;
    this.#lineStart = from;
    this.#afterReturn = false;
    return from;
  }
}
