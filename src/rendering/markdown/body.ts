import { box } from './create.js';

/** Elements in one group: the browser looks at each of them whenever the last one changes. */
const GROUP_SIZE = 24;

interface Grouping {
  /** Number of leading children outside any group. */
  readonly ungrouped?: number;
  /** Number of children in a group. */
  readonly size?: number;
  /** The parent of the groups, if not the element. */
  readonly outer?: Body;
  readonly createGroup?: () => HTMLElement;
}

/**
 * Holds the children of a block. Many children are put into groups, so that the browser lays out only the last group when text is
 * added: a frame costs the same however long the text is. The first children have no group, so that lists and quotes of ordinary
 * length need no extra boxes.
 */
export class Body {
  readonly #element: HTMLElement;
  readonly #grouping: Grouping;
  protected readonly groups: HTMLElement[] = [];
  /** Number of elements in the last group, or outside groups. */
  #count = 0;

  constructor(element: HTMLElement, grouping: Grouping = {}) {
    this.#element = element;
    this.#grouping = grouping;
  }

  /** The last group. */
  get group(): HTMLElement | undefined {
    return this.groups.at(-1);
  }

  append(child: HTMLElement): void {
    const { ungrouped = GROUP_SIZE, size = GROUP_SIZE } = this.#grouping;
    if (this.#count >= (this.group ? size : ungrouped)) {
      const { outer = this.#element, createGroup = () => box('div', 'blocks') } = this.#grouping;
      const group = createGroup();
      group.append(child);
      outer.append(group);
      this.groups.push(group);
      this.#count = 0;
    } else this.#last.append(child);
    this.#count += 1;
  }

  removeLast(): void {
    // By element, since the view of a settled child is not kept.
    this.#last.lastElementChild?.remove();
    this.#count -= 1;
    if (this.#count > 0 || !this.group) return;
    const group = this.groups.pop();
    if (this.#grouping.outer) this.#grouping.outer.removeLast();
    else group?.remove();
    this.#count = this.#last.childElementCount;
  }

  /** The parent of the last child. */
  get #last(): HTMLElement {
    return this.group ?? this.#element;
  }
}

/** Holds the items of a list; the groups of a long list are hidden from assistive technology. */
export class ListBody extends Body {
  readonly #list: HTMLElement;
  readonly #start: number;

  constructor(list: HTMLElement, start: number) {
    super(list);
    this.#list = list;
    this.#start = start;
  }

  override append(item: HTMLElement): void {
    super.append(item);
    const { group } = this;
    if (!group) return;
    this.#list.role = 'list';
    group.role = 'presentation';
    item.role = 'listitem';
    // Some browsers count items within a group only. A footnote has its number already.
    if (!item.previousSibling)
      (item as HTMLLIElement).value ||= this.#start + this.groups.length * GROUP_SIZE;
  }
}
