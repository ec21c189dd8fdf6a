import { hasRtl } from '../direction.js';

/** Embeddings, overrides and isolates affect all text up to their end. */
const CONTROLS = /[\u202a-\u202e\u2066-\u2069]/;
const OPENING = /[([{]/g;
const CLOSING = /[)\]}]/g;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** The styles of a line that affect cuts. */
export interface LineStyle {
  readonly isRtl: boolean;
  readonly isHyphenated: boolean;
}

/**
 * Whether a cut into two boxes at the start of a visual line is invisible. Pure.
 *
 * Each box orders right-to-left text separately. A mark, number or bracket takes its direction from the letters around it, so in
 * mixed text the cut must be between two letters.
 */
export function isSafeCut(before: string, after: string, style: LineStyle): boolean {
  // A hyphen at the line's end depends on the letters after it.
  if (before.endsWith('\u00ad') || (style.isHyphenated && !/\s$/.test(before))) return false;
  if (CONTROLS.test(before)) return false;
  if (!style.isRtl && !hasRtl(before)) return true;
  return (
    /\p{L}\p{M}*\s+$/u.test(before.slice(-20)) &&
    /^\p{L}/u.test(after) &&
    count(before, OPENING) === count(before, CLOSING)
  );
}
