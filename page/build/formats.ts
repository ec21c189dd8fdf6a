/** What each format is for, from docs/formats.md. */
import { columns, firstTable, readBlocks, section } from './markdown.js';

export function formatRows(): string {
  const table = firstTable(section(readBlocks('docs/formats.md'), 'The formats'));
  // Its links lead to other places of the same page.
  return columns(table, ['format', 'APIs'])
    .map(([name = '', apis = '']) => `<tr><th scope="row">${name}</th><td>${apis}</td></tr>`)
    .join('')
    .replaceAll('href="#', 'href="docs/formats.html#');
}
