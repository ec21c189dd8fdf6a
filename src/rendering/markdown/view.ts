import type { Block } from './parser/tree.js';

/** Shows one block, until another block takes its place. */
export interface View {
  /** The block's outermost element. */
  readonly element: HTMLElement;
  /** Shows the block as it is now. */
  sync(block: Block): void;
  /** Takes over nodes of the view that this one replaces. */
  adopt?(before: View): void;
  /** Called when the block is removed from the text. */
  remove?(): void;
}
