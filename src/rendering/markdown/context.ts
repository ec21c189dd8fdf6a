import type { Kit } from '../kit.js';
import type { RendererParts } from '../renderer.js';
import { ListBody } from './body.js';
import type { CodeColors } from './code-colors.js';
import { CodeView } from './code-view.js';
import { ContainerView } from './container-view.js';
import { create } from './create.js';
import { FootnotesView } from './footnotes-view.js';
import { guarded } from './guarded.js';
import { LeafView } from './leaf-view.js';
import {
  MARKUP_ENGLISH,
  type MarkupOptions,
  type MarkupStrings,
  type RenderedBlock,
} from './options.js';
import { MarkdownParser } from './parser/parser.js';
import type { Block, Leaf, List } from './parser/tree.js';
import { MathView, type RawView } from './raw-view.js';
import { TableView } from './table-view.js';
import type { View } from './view.js';
import type { Widths } from './widths.js';

/** The state that the views of one text share, and the factory of these views. */
export class Context {
  readonly parser = new MarkdownParser();
  readonly kit: Kit;
  readonly cursor: HTMLElement;
  readonly colors: CodeColors;
  readonly widths: Widths;
  readonly footnotes: FootnotesView;
  /** The views of leaves, since a leaf may change after it is settled. */
  readonly leaves = new WeakMap<Leaf, LeafView>();
  /** The view of the leaf that was written last. */
  tip: LeafView | undefined;
  /** The view of the incomplete code or formula, which an author's function may render. */
  growing: RawView | undefined;
  /** Number of graphemes shown since the counter was reset. */
  visible = 0;
  readonly #options: RendererParts['options'];

  constructor({ kit, cursor, options }: RendererParts, colors: CodeColors, widths: Widths) {
    this.kit = kit;
    this.cursor = cursor;
    this.#options = options;
    this.colors = colors;
    this.widths = widths;
    this.footnotes = new FootnotesView(this, this.parser.footnotes);
  }

  get options(): MarkupOptions {
    return this.#options?.() ?? {};
  }

  get strings(): MarkupStrings {
    return { ...MARKUP_ENGLISH, ...this.options.strings };
  }

  /** Counts text that was shown, and text that was removed. */
  count(shown: string, gone = ''): void {
    const { countGraphemes } = this.kit;
    this.visible += countGraphemes(shown) - countGraphemes(gone);
  }

  createView(block: Block, parent: ContainerView): View {
    switch (block.kind) {
      case 'paragraph':
      case 'heading':
        return new LeafView(this, parent, block);
      case 'list':
        return this.#createList(block, parent);
      case 'item':
        return new ContainerView(this, parent, block, create('li', 'item'));
      case 'quote':
        return new ContainerView(this, parent, block, create('blockquote', 'quote'));
      case 'table':
        return new TableView(this, parent, block);
      case 'code':
        return new CodeView(this, block);
      case 'math':
        return new MathView(this, block);
      case 'rule':
        return { element: create('hr', 'rule'), sync: () => undefined };
      default:
        // The parser never nests the other kinds, or their parents create the views.
        throw new TypeError(`A ${block.kind} within a block.`);
    }
  }

  #createList(list: List, parent: ContainerView): ContainerView {
    const { ordered, start } = list;
    const element = create(ordered ? 'ol' : 'ul', 'list');
    if (ordered && start !== 1) (element as HTMLOListElement).start = start;
    return new ContainerView(this, parent, list, element, new ListBody(element, start));
  }

  /** Puts the author's node for a block or a formula into its element; returns whether the author gave one. */
  render(element: HTMLElement, block: Omit<RenderedBlock, 'element'>): boolean {
    const { renderBlock } = this.options;
    const isShown = guarded('renderBlock', () => {
      const node = renderBlock?.({ ...block, element });
      if (!node || node === element) return false;
      if (node.parentNode !== element) element.replaceChildren(node);
      element.setAttribute('part', 'rendered');
      return true;
    });
    return isShown === true;
  }
}
