import type { Direction } from '../plain/direction.js';
import { Body } from './body.js';
import type { Context } from './context.js';
import type { Block, Container, Item } from './parser/tree.js';
import type { View } from './view.js';

/** Shows a block that holds blocks. Settled children are never looked at again. */
export class ContainerView implements View {
  readonly element: HTMLElement;
  protected readonly context: Context;
  readonly #parent: ContainerView | undefined;
  readonly #body: Body;
  readonly #isDocument: boolean;
  #direction: Direction | undefined;
  /** Number of settled children. */
  #settled = 0;
  /** Views of the children after them. */
  readonly #open: { readonly key: string; readonly view: View }[] = [];

  constructor(
    context: Context,
    parent: ContainerView | undefined,
    block: Container,
    element: HTMLElement,
    body = new Body(element),
  ) {
    this.context = context;
    this.element = element;
    this.#parent = parent;
    this.#body = body;
    this.#isDocument = block.kind === 'document';
  }

  /**
   * Called by a child whose direction is known; returns the direction that the child inherits. A block takes the direction of its
   * first child that has one.
   */
  inherit(direction: Direction): Direction | undefined {
    // A top-level block does not inherit its direction.
    if (this.#isDocument) return undefined;
    if (!this.#direction) {
      const inherited = this.#parent?.inherit(direction);
      this.#direction = inherited ?? direction;
      if (!inherited) this.element.dir = direction;
    }
    return this.#direction;
  }

  sync(block: Container): void {
    const { children, settled } = block;
    // The number of settled children falls only when text was taken back.
    while (this.#settled > Math.min(settled, children.length)) this.#removeLast();
    children.slice(this.#settled).forEach((child, place) => this.#syncChild(child, place));
    while (this.#settled + this.#open.length > children.length) this.#removeLast();
    this.#open.splice(0, settled - this.#settled);
    this.#settled = settled;
    if (block.kind === 'list') this.element.classList.toggle('loose', !block.tight);
    if (block.kind === 'item') this.element.classList.toggle('task', isTask(block));
  }

  remove(): void {
    for (const { view } of this.#open) view.remove?.();
  }

  protected createChild(child: Block, _index: number): View {
    return this.context.createView(child, this);
  }

  #syncChild(child: Block, place: number): void {
    const key = keyOf(child);
    const open = this.#open[place];
    if (open?.key === key) return open.view.sync(child);
    const before = open?.view;
    const view = this.createChild(child, this.#settled + place);
    this.#open[place] = { key, view };
    if (before) view.adopt?.(before);
    // Filled before it is inserted, since each change in the document makes the browser match styles again.
    view.sync(child);
    if (before) {
      this.context.count('', before.element.textContent);
      before.element.replaceWith(view.element);
      before.remove?.();
    } else this.#body.append(view.element);
  }

  #removeLast(): void {
    const open = this.#open.pop();
    if (open) open.view.remove?.();
    else this.#settled -= 1;
    // After a rule, the cursor is the last element.
    this.context.cursor.remove();
    this.#body.removeLast();
  }
}

/** Whether an item is a task, whose checkbox replaces the bullet. */
function isTask({ children: [first] }: Item): boolean {
  return first?.kind === 'paragraph' && first.inlines[0]?.kind === 'checkbox';
}

/** Identifies a block: when the key at an index changes, another block is there, which needs a new view. */
function keyOf(block: Block): string {
  const detail = 'level' in block ? block.level : 'language' in block ? block.language : '';
  return `${block.kind} ${block.offset} ${detail}`;
}
