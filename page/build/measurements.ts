/** The comparison, from docs/performance.md, which is the only source of measurements. */
import { columns, firstTable, readBlocks, section, text } from './markdown.js';
import { textOf } from '../../src/rendering/markdown/parser/text.js';
import type { Block } from '../../src/rendering/markdown/parser/tree.js';

const DOC = 'docs/performance.md';
/** The streams that the page shows of the table of paces. */
const STREAMS = [/^steady/, /^bursts of/];
const OURS = 'this element';

const blocks = readBlocks(DOC);

const words = (part: readonly Block[]): string => part.map((block) => textOf(block)).join('\n');

/** Returns the value that a pattern captures in the docs. */
function find(pattern: RegExp, part: readonly Block[] = blocks): string {
  const found = pattern.exec(words(part))?.[1];
  if (found === undefined) throw new Error(`${DOC} does not say ${String(pattern)}.`);
  return found;
}

function body(rows: readonly (readonly string[])[]): string {
  return rows
    .map(([name = '', ...cells]) => {
      const mark = name.includes(OURS) ? ' class="ours"' : '';
      return `<tr${mark}><th scope="row">${name}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
    })
    .join('');
}

/** Returns one `<tbody>` for each stream. */
export function paceBodies(): string {
  const table = firstTable(section(blocks, 'The pace'));
  const rows = columns(table, ['', 'lag ms', 'unevenness', 'frozen', 'drain ms']);
  const contenders = table.children.slice(1).map((row, index) => ({
    stream: text(row.children[0]).trim(),
    name: text(row.children[1]).trim(),
    cells: rows[index]?.slice(1) ?? [],
  }));
  return STREAMS.map((stream) => {
    const start = contenders.findIndex((each) => stream.test(each.stream));
    if (start < 0) throw new Error(`${DOC} has no stream ${String(stream)}.`);
    const next = contenders.findIndex((each, index) => index > start && each.stream !== '');
    const these = contenders.slice(start, next < 0 ? undefined : next);
    const head = `<tr><th scope="rowgroup" colspan="5">${these[0]?.stream ?? ''}</th></tr>`;
    const rest = body(these.map(({ name, cells }) => [name, ...cells]));
    return `<tbody>${head}${rest}</tbody>`;
  }).join('');
}

const COST = section(blocks, 'The same tokens, as fast as the socket allows');

export function costRows(): string {
  const heads = ['contender', 'busy ms', '× floor', 'dropped', 'kB gzip'];
  return body(columns(firstTable(COST), heads));
}

/** Numbers and dates for the sentences around the tables. */
export const figures = {
  'pace-date': () => find(/measured on (\d{4}-\d\d-\d\d)/, section(blocks, 'The pace')),
  'cost-date': () => find(/measured on (\d{4}-\d\d-\d\d)/, COST),
  browser: () => find(/in (headless \w+ \d+)/),
  'size-date': () => find(/On (\d{4}-\d\d-\d\d) the file for a CDN/, section(blocks, 'Size')),
  'size-cdn': () => find(/the file for a CDN is ([\d.]+) kB/, section(blocks, 'Size')),
  'size-markdown': () => find(/Markdown beside it ([\d.]+)/, section(blocks, 'Size')),
} as const;
