import type { Block } from './parser/tree.js';

/** Shows one block, as long as it stays the same block. */
export interface View {
  /** Its outermost element. */
  readonly element: HTMLElement;
  /** Shows the block as it is now. */
  sync(block: Block): void;
  /** Takes the place of another view, and what it can use of that one's nodes. */
  adopt?(before: View): void;
  /** It is removed from the text. */
  remove?(): void;
}
