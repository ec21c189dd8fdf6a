/** The unit of typing: a character (grapheme), a word, or a line. */
export type Unit = 'grapheme' | 'word' | 'line';

/** Longest word that is waited for, in characters. */
const MAX_WORD = 200;

let segmenter: Intl.Segmenter | undefined;

/**
 * Returns the length of the whole units of a text. A word ends where the next one begins, so it includes the spaces and marks
 * after it; a line ends with its newline. Pure.
 */
export function wholeUnits(text: string, by: Unit): number {
  if (by === 'grapheme') return text.length;
  if (by === 'line') return text.lastIndexOf('\n') + 1;
  const start = Math.max(0, text.length - MAX_WORD);
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'word' });
  let end = 0;
  for (const { index, isWordLike } of segmenter.segment(text.slice(start))) {
    if (isWordLike && index > 0) end = start + index;
  }
  return end === 0 && text.length >= MAX_WORD ? text.length : end;
}
