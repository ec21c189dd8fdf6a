import { escape, HtmlWriter, treeToHtml } from '../../../../src/rendering/markdown/parser/html.js';
import type { ParserOptions } from '../../../../src/rendering/markdown/parser/parser.js';
import type { Block, Item, List } from '../../../../src/rendering/markdown/parser/tree.js';
import { encodeHref } from '../../../../src/rendering/markdown/parser/url.js';
import { parse } from './support.js';

const isText = (block: Block | undefined) => block?.kind === 'paragraph';

/** Writes as the reference implementations do: every scheme, images, and no paragraphs in a tight list. */
class ReferenceWriter extends HtmlWriter {
  #isTight = false;

  protected override address(name: string, href: string | null): string {
    return href === null ? '' : ` ${name}="${escape(encodeHref(href))}"`;
  }

  protected override link(href: string | null, title: string, content: string): string {
    return `<a${this.address('href', href)}${this.title(title)}>${content}</a>`;
  }

  protected override list(list: List): string {
    const isTight = this.#isTight;
    this.#isTight = list.tight;
    const html = super.list(list).replace(' class="tight"', '');
    this.#isTight = isTight;
    return html;
  }

  protected override item(item: Item): string {
    if (!this.#isTight) return super.item(item);
    const { children } = item;
    const content = children
      .map((block) =>
        'inlines' in block && isText(block)
          ? `${this.inlines(block.inlines)}\n`
          : this.block(block),
      )
      .join('');
    const start = children.length === 0 || isText(children[0]) ? '' : '\n';
    return `<li>${start}${isText(children.at(-1)) ? content.trimEnd() : content}</li>\n`;
  }
}

/** The HTML of a text, as the reference implementations print it. */
export const referenceHtml = (text: string, options: ParserOptions = {}) =>
  treeToHtml(parse(text, options), {}, new ReferenceWriter({ images: true }));
