import { Body } from './body.js';
import { ContainerView } from './container-view.js';
import type { Context } from './context.js';
import { create } from './create.js';
import type { Item, List } from './parser/tree.js';
import type { Parent } from './view.js';

/** The items of a long list stand in groups, which assistive technology does not see. */
export class ListBody extends Body {
  readonly #list: HTMLElement;
  #next: number;

  constructor(list: HTMLElement, start: number) {
    super(list);
    this.#list = list;
    this.#next = start;
  }

  override append(item: HTMLElement): HTMLElement | undefined {
    const group = super.append(item);
    if (group) {
      this.#list.role = 'list';
      group.role = 'presentation';
      item.role = 'listitem';
      // Says it to browsers which count within a group only. A footnote has a number of its own.
      if (!item.previousSibling) (item as HTMLLIElement).value ||= this.#next;
    }
    this.#next += 1;
    return group;
  }

  override removeLast(): void {
    super.removeLast();
    this.#next -= 1;
  }
}

export class ItemView extends ContainerView {
  constructor(context: Context, parent: Parent, item: Item) {
    super(context, parent, item, create('li', 'item'));
  }

  override sync(item: Item): void {
    super.sync(item);
    const [first] = item.children;
    const isTask = first?.kind === 'paragraph' && first.inlines[0]?.kind === 'checkbox';
    // Its box stands in place of its bullet.
    if (isTask !== (this.element.className === 'task')) {
      this.element.className = isTask ? 'task' : '';
    }
  }
}

export class ListView extends ContainerView {
  constructor(context: Context, parent: Parent, list: List) {
    const { ordered, start } = list;
    const element = create(ordered ? 'ol' : 'ul', 'list');
    if (ordered && start !== 1) (element as HTMLOListElement).start = start;
    super(context, parent, list, element, new ListBody(element, start));
  }

  override sync(list: List): void {
    // Looser lists have more room between their items.
    if (!list.tight) this.element.classList.add('loose');
    super.sync(list);
  }
}
