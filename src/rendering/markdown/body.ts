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
  readonly #groups: HTMLElement[] = [];
  /** Where the groups stand. */
  readonly #outer: Body | undefined;
  /** Elements in the last group, or in none. */
  #size = 0;

  /**
   * @param ungrouped how many children stand in no group
   * @param ungroupedGroups how many groups stand in no group of groups
   */
  constructor(element: HTMLElement, ungrouped = GROUP_SIZE, ungroupedGroups = Infinity) {
    this.#element = element;
    this.#ungrouped = ungrouped;
    if (ungrouped < Infinity) this.#outer = new Body(element, ungroupedGroups);
  }

  /** The last group. */
  get group(): HTMLElement | undefined {
    return this.#groups.at(-1);
  }

  /** Returns the group it stands in, if any. */
  append(child: HTMLElement): HTMLElement | undefined {
    if (this.#size >= (this.group ? GROUP_SIZE : this.#ungrouped)) {
      const group = box('div', 'blocks');
      group.append(child);
      this.#outer?.append(group);
      this.#groups.push(group);
      this.#size = 0;
    } else this.#last.append(child);
    this.#size += 1;
    return this.group;
  }

  removeLast(): void {
    // Its view may be forgotten.
    this.#last.lastElementChild?.remove();
    this.#size -= 1;
    if (this.#size > 0 || !this.group) return;
    this.#outer?.removeLast();
    this.#groups.pop();
    this.#size = this.#last.childElementCount;
  }

  /** What the last child stands in. */
  get #last(): HTMLElement {
    return this.group ?? this.#element;
  }
}
