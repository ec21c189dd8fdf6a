import fc from 'fast-check';

/**
 * The seed of every property-based test of this page. A failing property prints it (`seed: …`);
 * to run with the same again, open the test page with `?seed=…`, or write it here.
 */
export const seed: number =
  Number(new URLSearchParams(location.search).get('seed') ?? '') || Date.now() % 2 ** 31;

fc.configureGlobal({ seed, numRuns: 100 });
console.info(`Random tests run with the seed ${seed}.`);

/** Characters that break naive code: pairs, joiners, marks, controls, jamo, flags, half pairs. */
export const NASTY_CHARACTERS: readonly string[] = [
  ...['a', 'b', ' ', '\n', '\r', '\r\n', '\t', 'é', 'ß', '字', 'か', '\u3099', '…', '\u2028'],
  ...['e\u0301', '\u0301', '\u0323', '\ufe0f', '\ufe0e', '\u200d', '\u200c', '\u20e3', '1', '#'],
  ...['👩', '👨', '👧', '🚀', '❤', '🏳', '🌈', '🏽', '🏿', '👍', '©', '\u{e0067}', '\u{e007f}'],
  ...['🇩', '🇪', '🇫', '🇷', '🇯', '🇵'],
  ...['क', '्', 'ष', 'ि', 'น', 'ำ', 'ก', 'า', '\u0e49', 'ᄒ', 'ᅡ', 'ᆫ', '한', '각', '\u0600', 'ب'],
  ...['\ud83d', '\udc69', '\ud83c', '\udffd'],
];

/** Texts of nasty characters. */
export const nastyText = (maxLength = 40): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...NASTY_CHARACTERS), { maxLength })
    .map((characters) => characters.join(''));

/** A text cut in pieces of 1 to `longest` UTF-16 units, surrogate pairs and clusters as well. */
export const pieces = (text: string, sizes: readonly number[]): string[] => {
  const result: string[] = [];
  for (let start = 0, turn = 0; start < text.length; turn++) {
    const size = Math.max(1, sizes[turn % Math.max(1, sizes.length)] ?? 1);
    result.push(text.slice(start, start + size));
    start += size;
  }
  return result;
};
