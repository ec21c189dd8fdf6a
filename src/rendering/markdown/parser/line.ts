const TAB = 4;

/** A line that is read from the left. Tabs count as blanks up to the next multiple of four columns. */
export class Line {
  /** Where the next blank or other character is that is not yet read. */
  #offset = 0;
  #column = 0;
  /** Some columns of the tab at `offset` are read. */
  #inTab = false;
  /** Where the next character is that is no blank. */
  start = 0;
  /** So many columns of blanks stand before it. */
  indent = 0;

  constructor(readonly text: string) {
    this.#look();
  }

  get isBlank(): boolean {
    return this.start >= this.text.length;
  }

  /** Whether the next character starts indented code, where such may start. */
  get isIndented(): boolean {
    return this.indent >= TAB;
  }

  /** What follows the blanks. */
  get content(): string {
    return this.text.slice(this.start);
  }

  /** What follows, with its blanks. */
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

  /** Reads blanks, up to so many columns. */
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

  /** Reads all blanks, and so many characters behind them. */
  read(characters: number): void {
    this.#column += this.indent + characters;
    this.#offset = this.start + characters;
    this.#inTab = false;
    this.#look();
  }
}
