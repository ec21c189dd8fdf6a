import { trim } from './characters.js';
import { unescape } from './entities.js';

/** The address and title of a link, or of a reference's definition. */
export interface Target {
  href: string;
  title: string;
}

/** A construct with its end; `'incomplete'` if the text ends before it does, null if there is none. */
export type Read<T> = (T & { end: number }) | 'incomplete' | null;

export const isRead = <T>(read: Read<T>): read is T & { end: number } =>
  read !== null && read !== 'incomplete';

/** Longest label, as in CommonMark, so that each bracket costs little. */
export const LONGEST_LABEL = 999;
/** Deepest nesting of parentheses in an address; deeper ones make no link. */
const DEEPEST_PARENTHESES = 32;

/** Returns the index after whitespace, line ends included. */
export function skipBlanks(text: string, index: number): number {
  while (index < text.length && ' \t\n'.includes(text.charAt(index))) index++;
  return index;
}

function readDestination(text: string, start: number): Read<{ value: string }> {
  let index = start;
  if (text[index] === '<') {
    for (index++; index < text.length; index++) {
      const character = text[index];
      if (character === '>')
        return { value: unescape(text.slice(start + 1, index)), end: index + 1 };
      if (character === '\n' || character === '<') return null;
      if (character === '\\') index++;
    }
    return 'incomplete';
  }
  let depth = 0;
  for (; index < text.length; index++) {
    const character = text.charAt(index);
    if (character <= ' ' || character === '\x7f') break;
    if (character === '\\' && text.charAt(index + 1) > ' ') index++;
    else if (character === '(' && ++depth > DEEPEST_PARENTHESES) return null;
    else if (character === ')' && --depth < 0) break;
  }
  if (depth > 0) return index >= text.length ? 'incomplete' : null;
  return { value: unescape(text.slice(start, index)), end: Math.min(index, text.length) };
}

const CLOSING: Record<string, string> = { '"': '"', "'": "'", '(': ')' };

function readTitle(text: string, start: number): Read<{ value: string }> {
  const open = text.charAt(start);
  const close = CLOSING[open];
  if (close === undefined) return null;
  for (let index = start + 1; index < text.length; index++) {
    const character = text[index];
    if (character === close)
      return { value: unescape(text.slice(start + 1, index)), end: index + 1 };
    if (character === '(' && open === '(') return null;
    if (character === '\\') index++;
  }
  return 'incomplete';
}

/** Reads `(address "title")` from its parenthesis on. */
export function readLinkTail(text: string, start: number): Read<Target> {
  let index = skipBlanks(text, start + 1);
  const destination = readDestination(text, index);
  if (!isRead(destination)) return destination;
  index = skipBlanks(text, destination.end);
  let title = '';
  if (index > destination.end && index < text.length && text[index] !== ')') {
    const read = readTitle(text, index);
    if (!isRead(read)) return read;
    title = read.value;
    index = skipBlanks(text, read.end);
  }
  if (index >= text.length) return 'incomplete';
  return text[index] === ')' ? { href: destination.value, title, end: index + 1 } : null;
}

/** Reads `[label]` from its bracket on. */
export function readLabel(text: string, start: number): Read<{ label: string }> {
  const limit = Math.min(text.length, start + LONGEST_LABEL + 2);
  for (let index = start + 1; index < limit; index++) {
    const character = text[index];
    if (character === ']') return { label: text.slice(start + 1, index), end: index + 1 };
    if (character === '[') return null;
    if (character === '\\') index++;
  }
  return limit === text.length ? 'incomplete' : null;
}

/** Makes equivalent labels equal; an empty result is no label. */
export const normalizeLabel = (label: string) =>
  trim(label.replace(/[ \t\n]+/g, ' '))
    .toLowerCase()
    .toUpperCase();

export interface Definition extends Target {
  label: string;
  end: number;
}

/** Returns the start of the next line, or null if this line holds more than spaces and tabs. */
function lineEnd(text: string, index: number): number | null {
  while (text[index] === ' ' || text[index] === '\t') index++;
  if (index >= text.length) return text.length;
  return text[index] === '\n' ? index + 1 : null;
}

/** Reads `[label]: address "title"` at the start of a text. `open`: more text may come, such as the end of the title. */
export function readDefinition(text: string, open: boolean): Read<Definition> {
  if (!text.startsWith('[')) return null;
  const label = readLabel(text, 0);
  if (!isRead(label)) return label;
  const name = normalizeLabel(label.label);
  if (name === '') return null;
  if (label.end >= text.length) return 'incomplete';
  if (text[label.end] !== ':') return null;
  const from = skipBlanks(text, label.end + 1);
  if (from >= text.length) return 'incomplete';
  const destination = readDestination(text, from);
  if (!isRead(destination)) return destination;
  if (destination.end === from) return null;
  const withoutTitle = lineEnd(text, destination.end);
  const definition = { label: name, href: destination.value, title: '' };
  const titleAt = skipBlanks(text, destination.end);
  const title = titleAt > destination.end ? readTitle(text, titleAt) : null;
  if (title === 'incomplete' && (open || withoutTitle === null)) return title;
  const withTitle = isRead(title) ? lineEnd(text, title.end) : null;
  if (isRead(title) && withTitle !== null)
    return { ...definition, title: title.value, end: withTitle };
  return withoutTitle === null ? null : { ...definition, end: withoutTitle };
}
