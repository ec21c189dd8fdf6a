import type { Direction } from '../plain/direction.js';
import type { Block } from './parser/tree.js';

/** What a view stands in. */
export interface Parent {
  /**
   * A child found out its direction. Answers the one that it inherits: the parent takes the direction of the first child that has one.
   */
  inherit(direction: Direction): Direction | undefined;
}

/** Shows one block, as long as it stays the same kind of block. */
export interface View {
  /** Its outermost element. */
  readonly element: HTMLElement;
  /** Whether this view can show a block; otherwise another one takes its place. */
  fits(block: Block): boolean;
  /** Shows the block as it is now. */
  sync(block: Block): void;
  /** Takes the place of another view, and what it can use of that one's nodes. */
  adopt?(before: View): void;
  /** It is removed from the text. */
  remove?(): void;
}

/** A block that an author's function may show before it is complete. */
export interface GrowingView extends View {
  /** It has grown, and some time has passed since it was asked last. */
  grown(): void;
}
