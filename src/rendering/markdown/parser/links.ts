import { trim } from './characters.js';
import { unescape } from './entities.js';

/** What stands between the parentheses of a link, or behind the colon of a reference. */
export interface Target {
  href: string;
  title: string;
}

/** A piece of syntax that was read: where it ends, or that the text ends before it does. */
export type Read<T> = (T & { end: number }) | 'incomplete' | null;

export const isRead = <T>(read: Read<T>): read is T & { end: number } =>
  read !== null && read !== 'incomplete';

/** Labels are this long at most, so that each bracket costs little. */
export const LONGEST_LABEL = 999;
/** Parentheses nest this deep in an address: deeper ones make no link. */
const DEEPEST_PARENTHESES = 32;

/** Behind blanks, of which one may be a line's end. */
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

/** `(address "title")`, from its parenthesis. */
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

/** `[label]`, from its bracket. */
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

/** Labels that mean the same are equal after this; an empty one is no label. */
export const normalizeLabel = (label: string) =>
  trim(label.replace(/[ \t\n]+/g, ' '))
    .toLowerCase()
    .toUpperCase();

export interface Definition extends Target {
  label: string;
  end: number;
}

/** Behind blanks, at a line's end or the text's: where the next line starts. */
function lineEnd(text: string, index: number): number | null {
  while (text[index] === ' ' || text[index] === '\t') index++;
  if (index >= text.length) return text.length;
  return text[index] === '\n' ? index + 1 : null;
}

/** `[label]: address "title"`, at the start of a text. The title may be on a later line, also one that is not `open` yet. */
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
