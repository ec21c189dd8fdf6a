import { Chain } from './pieces.js';

/** A mark that was opened longer ago than this is text, until its end comes. */
export const PATIENCE = 400;
/** An address may be longer, since it is not shown. */
export const ADDRESS_PATIENCE = 1600;

/** Reads a text from its beginning to its end, and knows what may still become a mark when more text comes. */
export class InlineText {
  readonly chain = new Chain();
  /** Something was read as text since its end is not there yet, and nobody waits for it any more. */
  guessed = false;
  protected position = 0;

  /** @param open more text may come: what may become a mark is held back, and what is open is closed */
  constructor(
    protected readonly text: string,
    protected readonly open: boolean,
  ) {}

  /** What comes next stands for itself. */
  protected literal(length = 1): void {
    this.chain.addText(this.text.slice(this.position, this.position + length));
    this.position += length;
  }

  /** Shows nothing of what follows: it may become a mark. */
  protected holdBack(): void {
    this.position = this.text.length;
  }

  /** Whether the text goes on behind `end`, so that what ends there is not yet known. */
  protected mayGoOn(end: number): boolean {
    return this.open && end >= this.text.length;
  }

  protected isNear(position: number, patience = PATIENCE): boolean {
    return this.open && position >= this.text.length - patience;
  }

  /** Whether the end of what starts here is waited for. */
  protected mayEnd(start = this.position, patience = PATIENCE): boolean {
    const isNear = this.isNear(start, patience);
    this.guessed ||= this.open && !isNear;
    return isNear;
  }

  /** How often a character comes in a row. */
  protected runLength(mark: string): number {
    let end = this.position + 1;
    while (this.text[end] === mark) end++;
    return end - this.position;
  }
}
