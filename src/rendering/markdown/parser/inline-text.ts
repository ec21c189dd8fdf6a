import { Chain } from './pieces.js';

/** An opener further back than this, in characters, is shown as text until its end comes. */
export const PATIENCE = 400;
/** Within an address the opener may be further back, since an address is not shown. */
export const ADDRESS_PATIENCE = 1600;

/** A text read from start to end, in which more text may still complete a mark. */
export class InlineText {
  readonly chain = new Chain();
  /** Whether a mark was read as text because its opener is too far back to wait for its end. */
  guessed = false;
  protected position = 0;

  /** @param open more text may come: a possible mark at the end is held back, and open marks are closed */
  constructor(
    protected readonly text: string,
    protected readonly open: boolean,
  ) {}

  /** Adds the next characters as text. */
  protected literal(length = 1): void {
    this.chain.addText(this.text.slice(this.position, this.position + length));
    this.position += length;
  }

  /** Hides the rest of the text, since it may become a mark. */
  protected holdBack(): void {
    this.position = this.text.length;
  }

  /** Whether more text may follow at `end`, so that a mark that ends there is not certain. */
  protected mayGoOn(end: number): boolean {
    return this.open && end >= this.text.length;
  }

  protected isNear(position: number, patience = PATIENCE): boolean {
    return this.open && position >= this.text.length - patience;
  }

  /** Whether to wait for the end of a mark that starts at `start`. */
  protected mayEnd(start = this.position, patience = PATIENCE): boolean {
    const isNear = this.isNear(start, patience);
    this.guessed ||= this.open && !isNear;
    return isNear;
  }

  /** Length of the run of `mark` at the position. */
  protected runLength(mark: string): number {
    let end = this.position + 1;
    while (this.text[end] === mark) end++;
    return end - this.position;
  }
}
