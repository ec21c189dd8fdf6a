/** What CommonMark calls a Unicode whitespace character; the start and the end of the text count as one. */
export const isBlank = (character: string) => character === '' || /\s/.test(character);

const PUNCTUATION = /[\p{P}\p{S}]/u;
const CJK =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Bopo}\u3001-\u303f\u30fb\u30fc\uff01-\uffee]/u;
const WORD = /[\p{L}\p{N}]/u;

/** A character that a backslash makes literal: what is punctuation in ASCII. */
export const ESCAPABLE = /[!-/:-@[-`{-~]/;

// The classes of all of Unicode cost a millisecond when they are used first, and most texts need none of them.
export const isPunctuation = (character: string) =>
  (character < '\x80' ? ESCAPABLE : PUNCTUATION).test(character);
export const isCjk = (character: string) => character >= '\u02ea' && CJK.test(character);
/** A letter or digit of a script that puts blanks between words. */
export const isWord = (character: string) =>
  (character < '\x80' ? /[a-z\d]/i : WORD).test(character) && !isCjk(character);

/** What a pattern finds that looks from a place on, or at that place alone. */
export function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

/** The whole character that starts at `index`, also outside the BMP. */
export const characterAt = (text: string, index: number) =>
  Array.from(text.slice(index, index + 2))[0] ?? '';

/** The whole character that ends before `index`. */
export const characterBefore = (text: string, index: number) =>
  Array.from(text.slice(Math.max(0, index - 2), index)).at(-1) ?? '';

/** Without the blanks at its end. What CommonMark calls a blank there is a space or a tab, and no other blank of Unicode. */
export function trimEnd(text: string, blanks = ' \t'): string {
  let end = text.length;
  while (end > 0 && blanks.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Without the blanks at both its ends. */
export function trim(text: string): string {
  let start = 0;
  while (text[start] === ' ' || text[start] === '\t') start++;
  return trimEnd(text.slice(start));
}

/** Whether a new word starts at `index`, so that no address and no mark reaches over it. */
export function isBoundary(text: string, index: number): boolean {
  const before = text.charAt(index - 1);
  const after = text.charAt(index);
  if (before !== ' ') return isIdeograph(before) && isIdeograph(after);
  return !' \t'.includes(after) && !' \t\n'.includes(text.charAt(index - 2));
}

/** A character of a script without blanks, roughly. */
const isIdeograph = (character: string) =>
  (character >= '\u2e80' && character <= '\ud7ff') ||
  (character >= '\uf900' && character <= '\uffef');
