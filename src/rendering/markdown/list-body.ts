import { Body } from './body.js';

/** The items of a long list stand in groups, which assistive technology does not see. */
export class ListBody extends Body {
  readonly #list: HTMLElement;
  #next: number;

  constructor(list: HTMLElement, start: number) {
    super(list);
    this.#list = list;
    this.#next = start;
  }

  override append(item: HTMLElement): void {
    super.append(item);
    const { group } = this;
    if (group) {
      this.#list.role = 'list';
      group.role = 'presentation';
      item.role = 'listitem';
      // Says it to browsers which count within a group only. A footnote has a number of its own.
      if (!item.previousSibling) (item as HTMLLIElement).value ||= this.#next;
    }
    this.#next += 1;
  }

  override removeLast(): void {
    super.removeLast();
    this.#next -= 1;
  }
}
