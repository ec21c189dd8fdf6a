import { ListBody } from './body.js';
import { ContainerView } from './container-view.js';
import type { Context } from './context.js';
import { create } from './create.js';
import type { Footnote, Footnotes } from './parser/tree.js';
import type { View } from './view.js';

/** Shows the footnotes, at the end of the text. */
export class FootnotesView extends ContainerView {
  readonly #items = new Map<string, HTMLLIElement>();
  /** For each label, the footnote reference that the reader followed last. */
  readonly #marks = new Map<string, HTMLElement>();

  constructor(context: Context, footnotes: Footnotes) {
    const section = create('section', 'footnotes');
    const list = create('ol');
    section.role = 'doc-endnotes';
    section.ariaLabel = context.strings.footnotes;
    section.append(list);
    super(context, undefined, footnotes, section, new ListBody(list, 1));
  }

  /** Gives each item the number of its references. */
  count(): void {
    for (const [label, item] of this.#items) item.value = this.context.parser.footnoteNumber(label);
  }

  mention(label: string, mark: HTMLElement): void {
    leadTo(mark, () => {
      this.#marks.set(label, mark);
      return this.#items.get(label);
    });
  }

  protected override createChild(footnote: Footnote): View {
    const { label } = footnote;
    const item = create('li', 'item');
    item.tabIndex = -1;
    item.value = this.context.parser.footnoteNumber(label);
    this.#items.set(label, item);
    const back = create('a', 'link back');
    back.href = '#';
    back.role = 'doc-backlink';
    back.ariaLabel = this.context.strings.footnoteBack;
    leadTo(back, () => {
      const mark = this.#marks.get(label);
      const first = `sup > [href="#footnote-${this.context.parser.footnoteNumber(label)}"]`;
      return mark?.isConnected
        ? mark
        : this.element.parentElement?.querySelector<HTMLElement>(first);
    });
    // The back link is no child block, so it is added directly, before the blocks.
    item.append(back);
    return new ContainerView(this.context, this, footnote, item);
  }
}

/** A fragment cannot point into a shadow tree: the link moves the focus, and the browser scrolls its target into view. */
function leadTo(link: HTMLElement, place: () => HTMLElement | null | undefined): void {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    place()?.focus();
  });
}
