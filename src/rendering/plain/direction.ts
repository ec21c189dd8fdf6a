export type Direction = 'ltr' | 'rtl';

/** Letters, and the invisible directional marks. */
const STRONG = /[\p{L}\u200e\u200f\u061c]/u;
const RTL =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u200f\u061c\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * The direction of a line, by its first letter; undefined: no letter, so the line inherits the page's. With `dir=auto` a line
 * such as "2024" would be left-to-right on any page. Pure.
 */
export function directionOf(text: string): Direction | undefined {
  const letter = STRONG.exec(text)?.[0];
  if (letter === undefined) return undefined;
  return RTL.test(letter) ? 'rtl' : 'ltr';
}

/** Whether a text has right-to-left characters. Pure. */
export const hasRtl = (text: string): boolean => RTL.test(text);
