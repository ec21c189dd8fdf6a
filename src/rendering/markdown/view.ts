import type { Block } from './parser/tree.js';

/** Shows one block, as long as it stays the same block. */
export interface View {
  readonly key: string;
  /** Its outermost element. */
  readonly element: HTMLElement;
  /** Shows the block as it is now. */
  sync(block: Block): void;
  /** Takes the place of another view, and what it can use of that one's nodes. */
  adopt?(before: View): void;
  /** It is removed from the text. */
  remove?(): void;
}

/** Where the block at a place has another key, it has turned out to be another block: it gets a view of its own. */
export function keyOf(block: Block): string {
  const detail = 'level' in block ? block.level : 'language' in block ? block.language : '';
  return [block.kind, block.offset, detail].join();
}
