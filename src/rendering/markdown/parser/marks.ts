import { trim, trimEnd } from './characters.js';

/** The marks that start a block, each looked for in a line behind its blanks. */

const HEADING = /^(#{1,6})(?:[ \t]+|$)/;
const FENCE = /^(`{3,})([^`]*)$|^(~{3,})(.*)$/;
const RULE = /^(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$/;
const UNDERLINE = /^(?:(=+)|-+)[ \t]*$/;
const LIST = /^(?:([-+*])|(\d{1,9})([.)]))(?=[ \t]|$)/;
const FOOTNOTE = /^\[\^([^\]\s[]{1,100})\]:/;
const MATH = /^(\$\$|\\\[)[ \t]*$/;

export function readHeading(content: string): { level: number; text: string } | null {
  const match = HEADING.exec(content);
  if (!match?.[1]) return null;
  const text = content.slice(match[0].length);
  return { level: match[1].length, text: withoutClosing(text) };
}

/** A heading's text without the hashes at its end. */
function withoutClosing(text: string): string {
  const trimmed = trimEnd(text);
  let end = trimmed.length;
  while (trimmed[end - 1] === '#') end--;
  if (end > 0 && !' \t'.includes(trimmed.charAt(end - 1))) return trimmed;
  return trimEnd(trimmed.slice(0, end));
}

export function readFence(content: string) {
  const match = FENCE.exec(content);
  if (!match) return null;
  const ticks = match[1] ?? match[3] ?? '';
  return { mark: ticks.charAt(0), length: ticks.length, info: trim(match[2] ?? match[4] ?? '') };
}

/** How long a closing fence is; 0: the line is none. */
export function closingFence(content: string, mark: string): number {
  const ticks = trimEnd(content);
  return ticks === mark.repeat(ticks.length) ? ticks.length : 0;
}

export const isRule = (content: string) => RULE.test(content);

/** The level of the heading whose underline this is, or 0. */
export function readUnderline(content: string): number {
  const match = UNDERLINE.exec(content);
  return match ? (match[1] ? 1 : 2) : 0;
}

export interface ListMark {
  ordered: boolean;
  start: number;
  /** The bullet, or what follows the number: items of one list have the same. */
  mark: string;
  length: number;
}

export function readListMark(content: string): ListMark | null {
  const match = LIST.exec(content);
  if (!match) return null;
  const ordered = match[2] !== undefined;
  const start = ordered ? Number(match[2]) : 1;
  return { ordered, start, mark: match[1] ?? match[3] ?? '', length: match[0].length };
}

export const readFootnote = (content: string) => {
  const match = FOOTNOTE.exec(content);
  return match?.[1] === undefined ? null : { label: match[1], length: match[0].length };
};

export const readMath = (content: string) => MATH.exec(content)?.[1] as '$$' | '\\[' | undefined;

const CONTAINER = /^(?:>|(?:[-+*]|\d{1,9}[.)])[ \t]|\[\^[^\]\s[]{1,100}\]:)[ \t]*/;
/** Marks that may still become something else: a rule, ticks, a number, the line under a table's head, a box, a footnote. */
const UNDECIDED =
  /^(?:[-*_+ \t]*|[|:\- \t]+|#{1,6}[ \t]*|`+|~+|\d{1,9}[.)]?[ \t]*|\$\$?[ \t]*|\\\[?[ \t]*|\[[ xX]?\]?[ \t]*|\[\^[^\]\s[]{0,100}\]?)$/;
const UNDERLINING = /^=+[ \t]*$/;
/** Marks of blocks within blocks are looked at so deep. */
const DEEPEST = 20;

/** Whether a line that is being written is nothing but marks, so that what it will be is not known. */
export function isUndecided(content: string, inParagraph: boolean): boolean {
  if (inParagraph && UNDERLINING.test(content)) return true;
  let rest = content;
  for (let depth = 0; depth < DEEPEST; depth++) {
    if (UNDECIDED.test(rest)) return true;
    const length = CONTAINER.exec(rest)?.[0].length ?? 0;
    if (length === 0) return false;
    rest = rest.slice(length);
  }
  return false;
}
