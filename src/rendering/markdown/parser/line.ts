const TAB = 4;

/** A line read from left to right. A tab counts as spaces up to the next multiple of four columns. */
export class Line {
  /** Index of the next unread character. */
  #offset = 0;
  #column = 0;
  /** Whether the tab at `#offset` is partly read. */
  #inTab = false;
  /** Index of the next character that is neither a space nor a tab. */
  start = 0;
  /** Unread columns of whitespace before `start`. */
  indent = 0;

  constructor(readonly text: string) {
    this.#look();
  }

  get isBlank(): boolean {
    return this.start >= this.text.length;
  }

  /** Whether the indent is that of indented code. */
  get isIndented(): boolean {
    return this.indent >= TAB;
  }

  /** The unread text without its leading whitespace. */
  get content(): string {
    return this.text.slice(this.start);
  }

  /** The unread text with its leading whitespace. */
  get rest(): string {
    if (!this.#inTab) return this.text.slice(this.#offset);
    return ' '.repeat(TAB - (this.#column % TAB)) + this.text.slice(this.#offset + 1);
  }

  #look(): void {
    let column = this.#column;
    this.start = this.#offset;
    for (; this.start < this.text.length; this.start++) {
      const character = this.text[this.start];
      if (character === ' ') column++;
      else if (character === '\t') column += TAB - (column % TAB);
      else break;
    }
    this.indent = column - this.#column;
  }

  /** Reads whitespace, up to `columns`. */
  skip(columns: number): void {
    for (let left = Math.min(columns, this.indent); left > 0;) {
      const width = this.text[this.#offset] === '\t' ? TAB - (this.#column % TAB) : 1;
      this.#inTab = width > left;
      this.#column += Math.min(width, left);
      if (!this.#inTab) this.#offset++;
      left -= width;
    }
    this.#look();
  }

  /** Reads all leading whitespace, and `characters` after it. */
  read(characters: number): void {
    this.#column += this.indent + characters;
    this.#offset = this.start + characters;
    this.#inTab = false;
    this.#look();
  }
}
