import { box } from './create.js';

/** Elements in one box: the browser looks at each of them whenever the last one changes. */
const GROUP_SIZE = 24;

interface Grouping {
  /** How many children stand in no group. */
  readonly ungrouped?: number;
  /** How many stand in one. */
  readonly size?: number;
  /** What the groups stand in, if not in the element. */
  readonly outer?: Body;
  readonly createGroup?: () => HTMLElement;
}

/**
 * Where the children of a block stand. Many stand in groups, so that the browser lays out only the last group when text is
 * added: a frame costs the same however long the text is. The first ones stand in no group: lists and quotes of ordinary
 * length have no boxes that the text does not ask for.
 */
export class Body {
  readonly #element: HTMLElement;
  readonly #grouping: Grouping;
  protected readonly groups: HTMLElement[] = [];
  /** Elements in the last group, or in none. */
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
    // Its view may be forgotten.
    this.#last.lastElementChild?.remove();
    this.#count -= 1;
    if (this.#count > 0 || !this.group) return;
    const group = this.groups.pop();
    if (this.#grouping.outer) this.#grouping.outer.removeLast();
    else group?.remove();
    this.#count = this.#last.childElementCount;
  }

  /** What the last child stands in. */
  get #last(): HTMLElement {
    return this.group ?? this.#element;
  }
}

/** The items of a long list stand in groups, which assistive technology does not see. */
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
    // Says it to browsers which count within a group only. A footnote has a number of its own.
    if (!item.previousSibling)
      (item as HTMLLIElement).value ||= this.#start + this.groups.length * GROUP_SIZE;
  }
}
