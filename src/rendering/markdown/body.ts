import { box } from './create.js';

/** Elements in one box: the browser looks at each of them whenever the last one changes. */
const GROUP_SIZE = 24;

/**
 * Where the children of a block stand. Many stand in groups, so that the browser lays out only the last group when text is
 * added: a frame costs the same however long the text is. The first ones stand in no group: lists and quotes of ordinary
 * length have no boxes that the text does not ask for.
 */
export class Body {
  readonly #element: HTMLElement;
  readonly #ungrouped: number;
  readonly #size: number;
  /** Where the groups stand, if not in the element. */
  readonly #outer: Body | undefined;
  readonly #groups: HTMLElement[] = [];
  /** Elements in the last group, or in none. */
  #count = 0;

  /**
   * @param ungrouped how many children stand in no group
   * @param size how many stand in one
   * @param outer where the groups stand, if they stand in groups too
   */
  constructor(element: HTMLElement, ungrouped = GROUP_SIZE, size = GROUP_SIZE, outer?: Body) {
    this.#element = element;
    this.#ungrouped = ungrouped;
    this.#size = size;
    this.#outer = outer;
  }

  /** The last group. */
  get group(): HTMLElement | undefined {
    return this.#groups.at(-1);
  }

  /** Returns the group it stands in, if any. */
  append(child: HTMLElement): HTMLElement | undefined {
    if (this.#count >= (this.group ? this.#size : this.#ungrouped)) {
      const group = box('div', 'blocks');
      group.append(child);
      (this.#outer ?? this.#element).append(group);
      this.#groups.push(group);
      this.#count = 0;
    } else this.#last.append(child);
    this.#count += 1;
    return this.group;
  }

  removeLast(): void {
    // Its view may be forgotten.
    this.#last.lastElementChild?.remove();
    this.#count -= 1;
    if (this.#count > 0 || !this.group) return;
    const group = this.#groups.pop();
    if (this.#outer) this.#outer.removeLast();
    else group?.remove();
    this.#count = this.#last.childElementCount;
  }

  /** What the last child stands in. */
  get #last(): HTMLElement {
    return this.group ?? this.#element;
  }
}
