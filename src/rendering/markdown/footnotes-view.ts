import { ContainerView } from './container-view.js';
import type { Context } from './context.js';
import { create } from './create.js';
import { ListBody } from './list-view.js';
import type { Footnote } from './parser/tree.js';
import type { View } from './view.js';

/** The footnotes, at the end of the text. */
export class FootnotesView extends ContainerView {
  readonly #numbers = new Map<string, number>();
  readonly #items = new Map<string, HTMLLIElement>();

  constructor(context: Context) {
    const section = create('section', 'footnotes');
    const list = create('ol');
    section.role = 'doc-endnotes';
    section.ariaLabel = context.strings.footnotes;
    section.append(list);
    super(context, undefined, 'footnotes', section, new ListBody(list, 1));
  }

  /** A footnote is mentioned by its number, which is that of its item, too. */
  number(label: string, number: number): void {
    this.#numbers.set(label, number);
    const item = this.#items.get(label);
    if (item && item.value !== number) item.value = number;
  }

  show(label: string): void {
    const item = this.#items.get(label);
    if (!item) return;
    item.tabIndex = -1;
    item.focus();
  }

  protected override createChild(footnote: Footnote): View {
    const { label } = footnote;
    const item = create('li', 'item');
    const number = this.#numbers.get(label);
    if (number) item.value = number;
    this.#items.set(label, item);
    return new ContainerView(this.context, this, 'footnote', item);
  }
}
