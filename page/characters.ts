const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Counts the characters that a reader sees: a family emoji is one. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}

export const characters = (count: number): string =>
  count === 1 ? '1 character' : `${count} characters`;
