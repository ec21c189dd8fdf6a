import { readdirSync, readFileSync } from 'node:fs';
import { tests } from 'commonmark-spec';
import {
  MarkdownParser,
  type ParserOptions,
} from '../../../../src/rendering/markdown/parser/parser.js';
import { textOf } from '../../../../src/rendering/markdown/parser/text.js';
import { treeToHtml } from '../../../../src/rendering/markdown/parser/html.js';

const tabs = (text: string) => text.replaceAll('→', '\t');

export const examples = tests.map(({ markdown, html, section, number }) => ({
  markdown: tabs(markdown),
  html: tabs(html),
  section,
  number,
}));

const folder = new URL('../documents/', import.meta.url);

/** Answers as language models write them. */
export const documents = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));

/** Reads a text in pieces of so many characters. */
export function stream(text: string, size = 1, options: ParserOptions = {}): MarkdownParser {
  const parser = new MarkdownParser(options);
  for (let index = 0; index < text.length; index += size)
    parser.push(text.slice(index, index + size));
  return parser;
}

export function parse(text: string, options: ParserOptions = {}): MarkdownParser {
  const parser = stream(text, Infinity, options);
  parser.end();
  return parser;
}

const BOOKKEEPING = new Set(['settled', 'stable', 'revision']);

/** The tree without what only tells how it came about. */
export const treeOf = ({ document, footnotes }: MarkdownParser) =>
  JSON.stringify([document.children, footnotes.children], (key, value: unknown) =>
    BOOKKEEPING.has(key) ? undefined : value,
  );

/** What a reader sees, without blanks. */
export const visible = ({ document, footnotes }: MarkdownParser) =>
  (textOf(document) + textOf(footnotes)).replace(/\s+/g, '');

/** The HTML of what is shown of a text that is not over. */
export const shown = (text: string, options: ParserOptions = {}) =>
  treeToHtml(stream(text, 1, options))
    .replace(/ rel="[^"]*"/g, '')
    .replaceAll('\n', '');

/** Pseudo-random numbers that can be told again. */
export function random(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}
