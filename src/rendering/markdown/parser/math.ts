import type { MathOpen } from './tree.js';

export const MATH_CLOSE: Record<MathOpen, string> = { $$: '$$', '\\[': '\\]', '\\(': '\\)' };

/** A formula in a line is not longer than this. */
const LONGEST = 2000;

/**
 * Where the formula ends that starts at `from`, or null. A formula has a letter or a digit: escaped brackets with nothing but marks
 * between them are text. `ends` remembers what was found, so that many openings cost one search.
 */
export function findMath(
  text: string,
  from: number,
  open: MathOpen,
  ends: Map<string, number>,
): number | null {
  let end = ends.get(open) ?? -1;
  if (end < from) {
    const found = text.indexOf(MATH_CLOSE[open], from);
    end = found < 0 ? Infinity : found;
    ends.set(open, end);
  }
  const isFormula = end - from < LONGEST && /[\p{L}\p{N}]/u.test(text.slice(from, end));
  return isFormula ? end : null;
}
