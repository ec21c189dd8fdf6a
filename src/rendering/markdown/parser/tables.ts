import { trim } from './characters.js';
import type { Align } from './tree.js';

const UNDER_HEAD = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** A row's cells: what stands between pipes that are not escaped. An escaped pipe is a pipe, also in code. */
export function splitRow(line: string): string[] {
  const cells: string[] = [];
  const text = trim(line);
  let start = text.startsWith('|') ? 1 : 0;
  for (let index = start; index <= text.length; index++) {
    const character = text[index];
    if (character === '\\') index++;
    else if (character === '|' || (character === undefined && index > start)) {
      cells.push(text.slice(start, index));
      start = index + 1;
    }
  }
  if (start < text.length) cells.push(text.slice(start));
  return cells.map((cell) => trim(cell).replace(/\\\|/g, '|'));
}

/** How the columns are aligned, if the line is one that stands under a table's head. */
export function readAlign(line: string): Align[] | null {
  if (!line.includes('-') || !UNDER_HEAD.test(line)) return null;
  return splitRow(line).map((cell) => {
    const left = cell.startsWith(':');
    if (cell.endsWith(':')) return left ? 'center' : 'right';
    return left ? 'left' : null;
  });
}
