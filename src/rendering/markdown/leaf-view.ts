import type { Context } from './context.js';
import { create } from './create.js';
import { syncInlines } from './inlines.js';
import { cutParagraph } from './long-paragraph.js';
import type { ContainerView } from './container-view.js';
import type { Leaf } from './parser/tree.js';
import type { View } from './view.js';

/** Number of characters in which a letter with a direction is searched for. */
const DIRECTION_LIMIT = 500;

type HeadingName = 'h1' | 'h2' | 'h3' | 'h4' | 'h5' | 'h6';

/** Shows a paragraph, a heading or a cell. */
export class LeafView implements View {
  readonly element: HTMLElement;
  readonly #context: Context;
  readonly #parent: ContainerView;
  #hasDirection = false;
  #leaf: Leaf | undefined;
  #revision: number | undefined;
  /** Number of inlines that need not be compared, and the node of the last one. */
  #stable = 0;
  #stableNode: ChildNode | null = null;
  /** The parent of new nodes: the element, or the last piece of a long paragraph. */
  #box: Element;

  constructor(context: Context, parent: ContainerView, leaf: Leaf, element = createLeaf(leaf)) {
    this.#context = context;
    this.#parent = parent;
    this.element = element;
    this.#box = element;
  }

  sync(leaf: Leaf): void {
    const { inlines, stable, revision } = leaf;
    if (leaf !== this.#leaf || revision !== this.#revision || stable < this.#stable) {
      this.#stable = 0;
      this.#stableNode = null;
      this.#join();
      this.#context.leaves.set(leaf, this);
    }
    this.#leaf = leaf;
    this.#revision = revision;
    this.#stableNode = syncInlines(
      this.#context,
      this.#box,
      inlines,
      this.#stable,
      this.#stableNode,
      stable,
    );
    this.#stable = stable;
    this.#context.tip = this;
    this.#findDirection();
  }

  adopt(before: View): void {
    if (!(before instanceof LeafView)) return;
    before.#join();
    this.element.append(...before.element.childNodes);
  }

  /** Cuts a paragraph that has become long; reads layout. */
  cut(): void {
    if (this.element.localName !== 'p' || !this.#stableNode) return;
    const cut = cutParagraph(this.#context.kit, this.element, this.#box, this.#stableNode);
    if (!cut) return;
    this.#box = cut.piece;
    this.#stableNode = cut.last;
    this.#context.widths.watch();
  }

  #join(): void {
    if (this.#box === this.element) return;
    this.#box = this.element;
    for (const piece of [...this.element.querySelectorAll(':scope > span:not([part])')]) {
      piece.replaceWith(...piece.childNodes);
    }
  }

  #findDirection(): void {
    if (this.#hasDirection) return;
    const text = this.element.textContent;
    const direction = this.#context.kit.directionOf(text);
    this.#hasDirection = direction !== undefined || text.length > DIRECTION_LIMIT;
    if (direction && this.#parent.inherit(direction) !== direction) this.element.dir = direction;
  }
}

function createLeaf(leaf: Leaf): HTMLElement {
  if (leaf.kind !== 'heading') return create('p', 'paragraph');
  const name = `h${leaf.level}`;
  return create(name as HeadingName, `heading ${name}`);
}
