const RTL =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u200f\u061c\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** Embeddings, overrides and isolates reach over everything up to their end. */
const CONTROLS = /[\u202a-\u202e\u2066-\u2069]/;
const OPENING = /[([{]/g;
const CLOSING = /[)\]}]/g;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/**
 * Whether a paragraph may be cut in two boxes at a place where a visual line begins, without
 * changing how it looks. Pure.
 *
 * Each box orders right-to-left text by itself. A mark, a number or a bracket takes its side from
 * the letters around it, so in mixed text the cut must stand between two letters.
 */
export function isSafeCut(before: string, after: string, isRtl: boolean): boolean {
  if (CONTROLS.test(before)) return false;
  if (!isRtl && !RTL.test(before)) return true;
  return (
    /\p{L}\p{M}*\s+$/u.test(before.slice(-20)) &&
    /^\p{L}/u.test(after) &&
    count(before, OPENING) === count(before, CLOSING)
  );
}
