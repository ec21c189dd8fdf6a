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
  #group: HTMLElement | undefined;
  /** Elements in the last group, or in none. */
  #size = 0;

  /** @param ungrouped how many children stand in no group */
  constructor(element: HTMLElement, ungrouped = GROUP_SIZE) {
    this.#element = element;
    this.#ungrouped = ungrouped;
  }

  /** The last group. */
  get group(): HTMLElement | undefined {
    return this.#group;
  }

  /** Returns the group it stands in, if any. */
  append(child: HTMLElement): HTMLElement | undefined {
    if (this.#size >= (this.#group ? GROUP_SIZE : this.#ungrouped)) {
      this.#group = box('div', 'blocks');
      this.#group.append(child);
      this.#element.append(this.#group);
      this.#size = 0;
    } else (this.#group ?? this.#element).append(child);
    this.#size += 1;
    return this.#group;
  }

  removeLast(): void {
    // Its view may be forgotten.
    (this.#group ?? this.#element).lastElementChild?.remove();
    this.#size -= 1;
    if (this.#size > 0 || !this.#group) return;
    const before = this.#group.previousElementSibling as HTMLElement | null;
    this.#group.remove();
    this.#group = before?.className.startsWith('blocks') ? before : undefined;
    this.#size = (this.#group ?? this.#element).childElementCount;
  }
}
