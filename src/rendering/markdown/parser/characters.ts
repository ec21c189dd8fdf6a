/** Whether a character is Unicode whitespace; the start and the end of the text count as whitespace, as in CommonMark. */
export const isBlank = (character: string) => character === '' || /\s/.test(character);

const PUNCTUATION = /[\p{P}\p{S}]/u;
const CJK =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Bopo}\u3001-\u303f\u30fb\u30fc\uff01-\uffee]/u;
const WORD = /[\p{L}\p{N}]/u;

/** ASCII punctuation, which a backslash makes literal. */
export const ESCAPABLE = /[!-/:-@[-`{-~]/;

// Unicode classes cost a millisecond at first use, and most texts need none of them.
export const isPunctuation = (character: string) =>
  (character < '\x80' ? ESCAPABLE : PUNCTUATION).test(character);
export const isCjk = (character: string) => character >= '\u02ea' && CJK.test(character);
/** A letter or digit of a script with spaces between words. */
export const isWord = (character: string) =>
  (character < '\x80' ? /[a-z\d]/i : WORD).test(character) && !isCjk(character);

/** Runs a global or sticky pattern from `index`. */
export function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

/** The code point that starts at `index`, as a string. */
export const characterAt = (text: string, index: number) =>
  Array.from(text.slice(index, index + 2))[0] ?? '';

/** The code point that ends before `index`, as a string. */
export const characterBefore = (text: string, index: number) =>
  Array.from(text.slice(Math.max(0, index - 2), index)).at(-1) ?? '';

/** Removes trailing `blanks`. CommonMark strips spaces and tabs, and no other Unicode whitespace. */
export function trimEnd(text: string, blanks = ' \t'): string {
  let end = text.length;
  while (end > 0 && blanks.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Removes leading and trailing spaces and tabs. */
export function trim(text: string): string {
  let start = 0;
  while (text[start] === ' ' || text[start] === '\t') start++;
  return trimEnd(text.slice(start));
}

/** Whether a word starts at `index`, so that no address and no delimiter run extends across it. */
export function isBoundary(text: string, index: number): boolean {
  const before = text.charAt(index - 1);
  const after = text.charAt(index);
  if (before !== ' ') return isIdeograph(before) && isIdeograph(after);
  return !' \t'.includes(after) && !' \t\n'.includes(text.charAt(index - 2));
}

/** Roughly: whether a character belongs to a script without spaces. */
const isIdeograph = (character: string) =>
  (character >= '\u2e80' && character <= '\ud7ff') ||
  (character >= '\uf900' && character <= '\uffef');
