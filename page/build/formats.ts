/** The APIs of each format, from docs/formats.md. */
import { columns, firstTable, readBlocks, section } from './markdown.js';

export function formatRows(): string {
  const table = firstTable(section(readBlocks('docs/formats.md'), 'The formats'));
  // Links within docs/formats.md must lead to its page.
  return columns(table, ['format', 'APIs'])
    .map(([name = '', apis = '']) => `<tr><th scope="row">${name}</th><td>${apis}</td></tr>`)
    .join('')
    .replaceAll('href="#', 'href="docs/formats.html#');
}
