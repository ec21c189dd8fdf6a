import { Body } from './body.js';
import type { Context } from './context.js';
import { count } from './create.js';
import type { Direction } from '../plain/direction.js';
import type { Block, Container } from './parser/tree.js';
import type { Parent, View } from './view.js';

/** A block that holds blocks. What is settled is never looked at again. */
export class ContainerView implements View, Parent {
  readonly element: HTMLElement;
  protected readonly context: Context;
  protected readonly body: Pick<Body, 'append' | 'removeLast'>;
  readonly #parent: Parent | undefined;
  readonly #kind: Block['kind'];
  readonly #offset: number;
  #direction: Direction | undefined;
  /** So many children are final, */
  #settled = 0;
  /** and these are the views of those behind. */
  readonly #open: View[] = [];

  constructor(
    context: Context,
    parent: Parent | undefined,
    { kind, offset }: Block,
    element: HTMLElement,
    body: ContainerView['body'] = new Body(element),
  ) {
    this.context = context;
    this.#parent = parent;
    this.#kind = kind;
    this.#offset = offset;
    this.element = element;
    this.body = body;
  }

  fits(block: Block): boolean {
    return block.kind === this.#kind && block.offset === this.#offset;
  }

  inherit(direction: Direction): Direction | undefined {
    if (!this.#direction) {
      const inherited = this.#parent?.inherit(direction);
      this.#direction = inherited ?? direction;
      if (!inherited) this.element.dir = direction;
    }
    return this.#direction;
  }

  sync(block: Block): void {
    // A rule holds nothing.
    const { children = [], settled = 0 } = block as Partial<Container>;
    // Less is final than before only where text was taken back.
    while (this.#settled > Math.min(settled, children.length)) this.#removeLast();
    children.slice(this.#settled).forEach((child, place) => this.#syncChild(child, place));
    while (this.#settled + this.#open.length > children.length) this.#removeLast();
    this.#open.splice(0, settled - this.#settled);
    this.#settled = settled;
  }

  remove(): void {
    for (const view of this.#open) view.remove?.();
  }

  protected createChild(child: Block, _index: number): View {
    return this.context.createView(child, this);
  }

  #syncChild(child: Block, place: number): void {
    const before = this.#open[place];
    if (before?.fits(child)) {
      before.sync(child);
      return;
    }
    const view = this.createChild(child, this.#settled + place);
    this.#open[place] = view;
    if (before) view.adopt?.(before);
    // Filled before the document knows it: each change there makes the browser look for styles again.
    view.sync(child);
    if (before) {
      count(this.context, '', before.element.textContent);
      before.element.replaceWith(view.element);
    } else this.body.append(view.element);
    before?.remove?.();
  }

  #removeLast(): void {
    const view = this.#open.pop();
    if (view) view.remove?.();
    else this.#settled -= 1;
    // Behind a rule it is the last element itself.
    this.context.cursor.remove();
    this.body.removeLast();
  }
}
