import { MarkdownParser, type ParserOptions } from './parser.js';
import { mathSource, textOf } from './text.js';
import type { Block, Code, Footnotes, Inline, Item, List, Table } from './tree.js';
import { encodeHref, safeHref } from './url.js';

export interface HtmlOptions extends ParserOptions {
  /** Writes images as `<img>`, which contacts their servers; otherwise as links with the alternative text. Default: false. */
  images?: boolean;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escape = (text: string) =>
  text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '');

const TAGS = { emphasis: 'em', strong: 'strong', strikethrough: 'del' } as const;

export class HtmlWriter {
  #isInLink = false;

  readonly #images: boolean;

  constructor({ images = false }: HtmlOptions) {
    this.#images = images;
  }

  inlines(inlines: readonly Inline[]): string {
    return inlines.map((inline) => this.#inline(inline)).join('');
  }

  #inline(inline: Inline): string {
    switch (inline.kind) {
      case 'text':
        return escape(inline.text);
      case 'code':
        return `<code>${escape(inline.text)}</code>`;
      case 'math':
        return escape(mathSource(inline));
      case 'break':
        return inline.hard ? '<br />\n' : '\n';
      case 'checkbox':
        return `<input type="checkbox" disabled${inline.checked ? ' checked' : ''} /> `;
      case 'reference':
        return `<sup><a href="#footnote-${inline.number}">${inline.number}</a></sup>`;
      case 'link': {
        const isInLink = this.#isInLink;
        this.#isInLink = true;
        const content = this.inlines(inline.children);
        this.#isInLink = isInLink;
        return this.link(inline.href, inline.title, content);
      }
      case 'image': {
        const { src, title, alt } = inline;
        if (!this.#images) return this.link(src, title, escape(alt));
        const address = this.address('src', src);
        if (address === '') return escape(alt);
        return `<img${address} alt="${escape(alt)}"${this.title(title)} />`;
      }
      default: {
        const tag = TAGS[inline.kind];
        return `<${tag}>${this.inlines(inline.children)}</${tag}>`;
      }
    }
  }

  /** Returns the attribute with its address, or an empty string if the address is not safe. */
  protected address(name: string, href: string | null): string {
    const safe = href === null ? null : safeHref(href);
    return safe === null ? '' : ` ${name}="${escape(encodeHref(safe))}"`;
  }

  protected title(title: string): string {
    return title === '' ? '' : ` title="${escape(title)}"`;
  }

  protected link(href: string | null, title: string, content: string): string {
    // HTML does not allow links within links.
    if (this.#isInLink) return content;
    const address = this.address('href', href);
    return `<a${address}${this.title(title)} rel="noopener noreferrer nofollow">${content}</a>`;
  }

  blocks(blocks: readonly Block[]): string {
    return blocks.map((block) => this.block(block)).join('');
  }

  protected block(block: Block): string {
    switch (block.kind) {
      case 'paragraph':
        return `<p>${this.inlines(block.inlines)}</p>\n`;
      case 'heading':
        return `<h${block.level}>${this.inlines(block.inlines)}</h${block.level}>\n`;
      case 'rule':
        return '<hr />\n';
      case 'code':
        return this.#code(block);
      case 'math':
        return `<p>${escape(textOf(block))}</p>\n`;
      case 'quote':
        return `<blockquote>\n${this.blocks(block.children)}</blockquote>\n`;
      case 'list':
        return this.list(block);
      case 'table':
        return this.#table(block);
      case 'cell':
        return this.inlines(block.inlines);
      default:
        return this.blocks(block.children);
    }
  }

  #code({ language, lines }: Code): string {
    const attribute = language === '' ? '' : ` class="language-${escape(language)}"`;
    const text = lines.map((line) => `${line}\n`).join('');
    return `<pre><code${attribute}>${escape(text)}</code></pre>\n`;
  }

  protected list({ ordered, start, tight, children }: List): string {
    const tag = ordered ? 'ol' : 'ul';
    const name = tight ? ' class="tight"' : '';
    const number = ordered && start !== 1 ? ` start="${start}"` : '';
    const items = children.map((item) => this.item(item)).join('');
    return `<${tag}${number}${name}>\n${items}</${tag}>\n`;
  }

  protected item({ children }: Item): string {
    return `<li>${children.length > 0 ? '\n' : ''}${this.blocks(children)}</li>\n`;
  }

  #table({ align, children }: Table): string {
    const rows = children.map((row, index) => {
      const tag = index === 0 ? 'th' : 'td';
      const cells = row.children.map((cell, column) => {
        const side = align[column];
        const attribute = side ? ` align="${side}"` : '';
        return `<${tag}${attribute}>${this.inlines(cell.inlines)}</${tag}>\n`;
      });
      return `<tr>\n${cells.join('')}</tr>\n`;
    });
    const body = rows.length > 1 ? `<tbody>\n${rows.slice(1).join('')}</tbody>\n` : '';
    return `<table>\n<thead>\n${rows[0] ?? ''}</thead>\n${body}</table>\n`;
  }

  footnotes({ children }: Footnotes, numberOf: (label: string) => number): string {
    if (children.length === 0) return '';
    const items = children
      .map((footnote) => ({ footnote, number: numberOf(footnote.label) }))
      .sort((a, b) => a.number - b.number)
      .map(
        ({ footnote, number }) =>
          `<li id="footnote-${number}" value="${number}">\n${this.blocks(footnote.children)}</li>\n`,
      );
    return `<section class="footnotes">\n<ol>\n${items.join('')}</ol>\n</section>\n`;
  }
}

/** Returns the HTML of a block and its content. */
export const blockToHtml = (block: Block, options: HtmlOptions = {}) =>
  new HtmlWriter(options).blocks([block]);

/** Returns the HTML of a parser's tree. */
export const treeToHtml = (
  parser: MarkdownParser,
  options: HtmlOptions = {},
  writer = new HtmlWriter(options),
) =>
  writer.blocks(parser.document.children) +
  writer.footnotes(parser.footnotes, (label) => parser.footnoteNumber(label));

/** Returns the HTML of a finished text, for servers: the same rules as in the browser. */
export function toHtml(source: string, options: HtmlOptions = {}): string {
  const parser = new MarkdownParser(options);
  parser.push(source);
  parser.end();
  return treeToHtml(parser, options);
}
