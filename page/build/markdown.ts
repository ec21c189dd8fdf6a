/** Reads parts of the docs for the page, with the project's own Markdown parser. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blockToHtml } from '../../src/rendering/markdown/parser/html.js';
import { MarkdownParser } from '../../src/rendering/markdown/parser/parser.js';
import { textOf } from '../../src/rendering/markdown/parser/text.js';
import type { Block, Cell, Table } from '../../src/rendering/markdown/parser/tree.js';

const root = join(import.meta.dirname, '../..');

/** Returns the blocks of a file of this repository. */
export function readBlocks(file: string): readonly Block[] {
  const parser = new MarkdownParser();
  parser.push(readFileSync(join(root, file), 'utf8'));
  parser.end();
  return parser.document.children;
}

/** Returns the blocks between a heading and the next one. */
export function section(blocks: readonly Block[], title: string): readonly Block[] {
  const start = blocks.findIndex((block) => block.kind === 'heading' && textOf(block) === title);
  if (start < 0) throw new Error(`The docs have no section "${title}".`);
  const rest = blocks.slice(start + 1);
  const end = rest.findIndex(({ kind }) => kind === 'heading');
  return end < 0 ? rest : rest.slice(0, end);
}

export function firstTable(blocks: readonly Block[]): Table {
  const table = blocks.find((block) => block.kind === 'table');
  if (!table) throw new Error('The docs have no table there.');
  return table;
}

export const text = (cell: Cell | undefined): string => (cell ? textOf(cell) : '');
const html = (cell: Cell | undefined): string => (cell ? blockToHtml(cell) : '');

/** Returns the columns of a table with the given heads, as rows of HTML. */
export function columns(table: Table, heads: readonly string[]): string[][] {
  const [head, ...rows] = table.children;
  const places = heads.map((name) => {
    const place = (head?.children ?? []).findIndex((cell) => text(cell).trim() === name);
    if (place < 0) throw new Error(`The docs' table has no column "${name}".`);
    return place;
  });
  return rows.map((row) => places.map((place) => html(row.children[place])));
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escape = (value: string): string =>
  value.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '');
