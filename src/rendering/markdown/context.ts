import type { Kit } from '../kit.js';
import type { FootnotesView } from './footnotes-view.js';
import type { Pieces } from './long-paragraph.js';
import type { LeafView } from './leaf-view.js';
import type { MarkupOptions, MarkupStrings, RenderedBlock } from './options.js';
import type { Block, Leaf } from './parser/tree.js';
import type { CodeColors } from './code-colors.js';
import type { Parent, View } from './view.js';

/** What the views of one renderer share. */
export interface Context {
  readonly cursor: HTMLElement;
  readonly kit: Kit;
  readonly options: MarkupOptions;
  readonly strings: MarkupStrings;
  /** The views of leaves, for those which change after they are settled. */
  readonly leaves: WeakMap<Leaf, LeafView>;
  readonly colors: CodeColors;
  readonly pieces: Pieces;
  /** The leaf that was written last. */
  tip: LeafView | undefined;
  readonly footnotes: FootnotesView;
  /** How many characters were shown. */
  visible: number;
  /** The text ends in a block that is not closed. */
  endsOpen: boolean;
  createView(block: Block, parent: Parent): View;
  /** The author's node for a block or a formula, if any. */
  render(block: RenderedBlock): Node | null;
}

/** The next node that shows text: the cursor stands between such nodes, but it is none of them. */
export const skipCursor = (node: ChildNode | null, { cursor }: Context): ChildNode | null =>
  node === cursor ? node.nextSibling : node;
