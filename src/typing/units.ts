/** What is shown at once: a character (grapheme), a word, or a line. */
export type Unit = 'grapheme' | 'word' | 'line';

/** No word is waited for longer than this many characters. */
const MAX_WORD = 200;

let segmenter: Intl.Segmenter | undefined;

/**
 * How much of a text is whole units: a word ends where the next one begins, so the space and the
 * marks behind it come with it; a line ends with its newline. Pure.
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
