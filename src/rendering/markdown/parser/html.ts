import { MarkdownParser, type ParserOptions } from './parser.js';
import { mathSource, textOf } from './text.js';
import type { Block, Code, Footnotes, Inline, List, Table } from './tree.js';
import { encodeHref, safeHref } from './url.js';

export interface HtmlOptions extends ParserOptions {
  /** Images are images; without it they are links with the alternative text, since an image calls its server. */
  images?: boolean;
  /** As the reference implementations print it: every scheme, images, and no paragraphs in a tight list. */
  reference?: boolean;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '');

const TAGS = { emphasis: 'em', strong: 'strong', strikethrough: 'del' } as const;

class Writer {
  private inLink = false;

  constructor(private readonly options: HtmlOptions) {}

  inlines(inlines: readonly Inline[]): string {
    return inlines.map((inline) => this.inline(inline)).join('');
  }

  private inline(inline: Inline): string {
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
        const { inLink } = this;
        this.inLink = true;
        const content = this.inlines(inline.children);
        this.inLink = inLink;
        return this.link(inline.href, inline.title, content);
      }
      case 'image': {
        const { src, title, alt } = inline;
        if (!this.options.images && !this.options.reference)
          return this.link(src, title, escape(alt));
        const href = this.href(src);
        if (href === null) return escape(alt);
        return `<img src="${href}" alt="${escape(alt)}"${this.title(title)} />`;
      }
      default: {
        const tag = TAGS[inline.kind];
        return `<${tag}>${this.inlines(inline.children)}</${tag}>`;
      }
    }
  }

  private href(href: string | null): string | null {
    const safe = href === null || this.options.reference ? href : safeHref(href);
    return safe === null ? null : escape(encodeHref(safe));
  }

  private title(title: string): string {
    return title === '' ? '' : ` title="${escape(title)}"`;
  }

  private link(target: string | null, title: string, content: string): string {
    // HTML has no links within links.
    if (this.inLink && !this.options.reference) return content;
    const href = this.href(target);
    const rel = this.options.reference ? '' : ' rel="noopener noreferrer nofollow"';
    return `<a${href === null ? '' : ` href="${href}"`}${this.title(title)}${rel}>${content}</a>`;
  }

  blocks(blocks: readonly Block[], tight = false): string {
    return blocks.map((block) => this.block(block, tight)).join('');
  }

  private block(block: Block, tight: boolean): string {
    switch (block.kind) {
      case 'paragraph': {
        const content = this.inlines(block.inlines);
        return tight ? `${content}\n` : `<p>${content}</p>\n`;
      }
      case 'heading':
        return `<h${block.level}>${this.inlines(block.inlines)}</h${block.level}>\n`;
      case 'rule':
        return '<hr />\n';
      case 'code':
        return this.code(block);
      case 'math':
        return `<p>${escape(textOf(block))}</p>\n`;
      case 'quote':
        return `<blockquote>\n${this.blocks(block.children)}</blockquote>\n`;
      case 'list':
        return this.list(block);
      case 'table':
        return this.table(block);
      case 'cell':
        return this.inlines(block.inlines);
      default:
        return this.blocks(block.children);
    }
  }

  private code({ language, lines }: Code): string {
    const attribute = language === '' ? '' : ` class="language-${escape(language)}"`;
    const text = lines.map((line) => `${line}\n`).join('');
    return `<pre><code${attribute}>${escape(text)}</code></pre>\n`;
  }

  private list({ ordered, start, tight, children }: List): string {
    const bare = tight && this.options.reference === true;
    const tag = ordered ? 'ol' : 'ul';
    const name = tight && !bare ? ' class="tight"' : '';
    const number = ordered && start !== 1 ? ` start="${start}"` : '';
    const items = children.map((item) => {
      const content = this.blocks(item.children, bare);
      const first = item.children[0];
      const isInline = first === undefined || (bare && first.kind === 'paragraph');
      const last = item.children.at(-1);
      const end = bare && last?.kind === 'paragraph' ? content.trimEnd() : content;
      return `<li>${isInline ? '' : '\n'}${end}</li>\n`;
    });
    return `<${tag}${number}${name}>\n${items.join('')}</${tag}>\n`;
  }

  private table({ align, children }: Table): string {
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

/** The HTML of a block, with what is in it. */
export const blockToHtml = (block: Block, options: HtmlOptions = {}) =>
  new Writer(options).blocks([block]);

/** The HTML of what a parser has read. */
export function treeToHtml(parser: MarkdownParser, options: HtmlOptions = {}): string {
  const writer = new Writer(options);
  return (
    writer.blocks(parser.document.children) +
    writer.footnotes(parser.footnotes, (label) => parser.footnoteNumber(label))
  );
}

/** The HTML of a finished text, for servers: the same rules as in the browser. */
export function toHtml(source: string, options: HtmlOptions = {}): string {
  const parser = new MarkdownParser(options);
  parser.push(source);
  parser.end();
  return treeToHtml(parser, options);
}
