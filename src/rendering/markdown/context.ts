import type { Kit } from '../kit.js';
import type { FootnotesView } from './footnotes-view.js';
import type { LeafView } from './leaf-view.js';
import type { MarkupOptions, MarkupStrings, RenderedBlock } from './options.js';
import type { Block, Leaf } from './parser/tree.js';
import type { CodeColors } from './code-colors.js';
import type { Widths } from './widths.js';
import type { GrowingView, Parent, View } from './view.js';

/** What the views of one renderer share. */
export interface Context {
  readonly cursor: HTMLElement;
  readonly kit: Kit;
  readonly options: MarkupOptions;
  readonly strings: MarkupStrings;
  /** The views of leaves, for those which change after they are settled. */
  readonly leaves: WeakMap<Leaf, LeafView>;
  readonly colors: CodeColors;
  readonly widths: Widths;
  /** The leaf that was written last. */
  tip: LeafView | undefined;
  /** The block that is not complete, if an author's function may show it. */
  growing: GrowingView | undefined;
  readonly footnotes: FootnotesView;
  readonly footnoteNumber: (label: string) => number;
  /** How many characters were shown. */
  visible: number;
  createView(block: Block, parent: Parent): View;
  /** Puts the author's node for a block or a formula into its element. Answers whether there is one. */
  readonly render: (element: HTMLElement, block: Omit<RenderedBlock, 'element'>) => boolean;
}

/** The next node that shows text: the cursor stands between such nodes, but it is none of them. */
export const skipCursor = (node: ChildNode | null, { cursor }: Context): ChildNode | null =>
  node === cursor ? node.nextSibling : node;
