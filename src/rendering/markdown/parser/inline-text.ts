import { nextStart, readAddress } from './addresses.js';
import { AUTOLINK, HALF_AUTOLINK, LINE_BREAK, MAIL_LINK, isHalfTag } from './angles.js';
import { ESCAPABLE, matchAt } from './characters.js';
import { decodeReference, REFERENCE } from './entities.js';
import type { Target } from './links.js';
import { findMath, MATH_CLOSE } from './math.js';
import type { ParserOptions } from './parser.js';
import { Chain, type Piece } from './pieces.js';
import type { MathOpen } from './tree.js';

/** What the inlines of a leaf need to know of the rest of the text. */
export interface InlineContext {
  readonly options: Required<ParserOptions>;
  /** The target of a reference, by its normalised label. The context notes who asked in vain. */
  target(label: string): Target | undefined;
  /** The number of a footnote, or 0 when there is none of that label. */
  footnote(label: string): number;
}

/** A place in the text before which nothing can change any more. */
export interface Checkpoint {
  offset: number;
  piece: Piece;
}

/** A mark that was opened longer ago than this is text, until its end comes. */
export const PATIENCE = 400;

const PLAIN = /[^\n\\`*_~![\]<&$]+/y;
const TICKS = /`+/g;
const HALF_REFERENCE = /^&(?:#(?:[xX][0-9a-fA-F]{0,6}|\d{0,7})|[a-zA-Z][a-zA-Z0-9]{0,31})?$/;
const REFERENCE_HERE = new RegExp(REFERENCE.source, 'y');

/** Reads what stands for itself: text, line breaks, code, formulas, addresses. */
export abstract class InlineText {
  readonly chain = new Chain();
  checkpoint: Checkpoint | null = null;
  /** Something was read as text since its end is not there yet, and nobody waits for it any more. */
  guessed = false;
  protected position = 0;
  /** Where a bare address may start next. */
  #start: number;
  /** Text from here on may still become part of a bare address. */
  #isUncertain = false;
  /** Where the plain text ends that has been looked through. */
  #plainEnd = 0;
  /** The last run of ticks of each length. */
  #lastTicks: Map<number, number> | undefined;
  readonly #mathEnds = new Map<string, number>();

  constructor(
    protected readonly text: string,
    protected readonly context: InlineContext,
    /** More text may come: what may become a mark is held back, and what is open is closed. */
    protected readonly open: boolean,
    /** The character before the text. */
    protected readonly before: string,
  ) {
    this.#start = context.options.gfm ? -1 : Infinity;
  }

  /** Whether no mark is open. */
  protected abstract isClear(): boolean;

  /** Whether what is read may be the text of a link. */
  protected abstract isInLink(): boolean;

  protected literal(length = 1): void {
    this.chain.addText(this.text.slice(this.position, this.position + length));
    this.position += length;
  }

  /** Shows nothing of what follows: it may become a mark. */
  protected holdBack(): void {
    this.position = this.text.length;
  }

  /** Whether the text goes on behind `end`, so that what ends there is not yet known. */
  protected mayGoOn(end: number): boolean {
    return this.open && end >= this.text.length;
  }

  protected isNear(position: number, patience = PATIENCE): boolean {
    return this.open && position >= this.text.length - patience;
  }

  /** Whether the end of what starts here is waited for. */
  protected mayEnd(start = this.position, patience = PATIENCE): boolean {
    const isNear = this.isNear(start, patience);
    this.guessed ||= this.open && !isNear;
    return isNear;
  }

  /** Takes the given characters away from the end of the last piece; answers what they were. */
  protected trimEnd(blanks: string): string {
    const { last } = this.chain;
    if (last.inline.kind !== 'text') return '';
    const { text } = last.inline;
    let end = text.length;
    while (end > 0 && blanks.includes(text.charAt(end - 1))) end--;
    if (end < text.length) last.inline = { kind: 'text', text: text.slice(0, end) };
    return text.slice(end);
  }

  protected lineBreak(): void {
    if (this.mayGoOn(this.position + 1)) return this.holdBack();
    this.chain.add({ kind: 'break', hard: this.trimEnd(' ').length >= 2 });
    this.position++;
  }

  protected backslash(): void {
    const { text, position } = this;
    if (this.mayGoOn(position + 1)) return this.holdBack();
    const next = text.charAt(position + 1);
    if (next === '\n') {
      this.chain.add({ kind: 'break', hard: true });
      this.position += 2;
    } else if (!((next === '(' || next === '[') && this.#math(`\\${next}`))) {
      const escapes = ESCAPABLE.test(next);
      this.chain.addText(escapes ? next : '\\');
      this.position += escapes ? 2 : 1;
    }
  }

  protected dollar(): void {
    const { text, position } = this;
    const double = text[position + 1] === '$';
    if (this.context.options.math && !double && this.mayGoOn(position + 1)) return this.holdBack();
    if (!(double && this.#math('$$'))) this.literal(double ? 2 : 1);
  }

  #math(open: MathOpen): boolean {
    if (!this.context.options.math) return false;
    const { text } = this;
    const from = this.position + open.length;
    const end = findMath(text, from, open, this.#mathEnds);
    if (end !== null) {
      this.chain.add({ kind: 'math', open, text: text.slice(from, end), complete: true });
      this.position = end + MATH_CLOSE[open].length;
      return true;
    }
    if (this.#mathEnds.get(open) !== Infinity || !this.mayEnd()) return false;
    const shown = text.slice(from).replace(/[\s$\\]+$/, '');
    if (shown !== '') this.chain.add({ kind: 'math', open, text: shown, complete: false });
    this.holdBack();
    return true;
  }

  protected codeSpan(): void {
    const { text } = this;
    const length = this.runLength('`');
    const from = this.position + length;
    if (this.mayGoOn(from)) return this.holdBack();
    const end = this.#closingTicks(from, length);
    if (end !== null) {
      const code = text.slice(from, end).replace(/\n/g, ' ');
      const padded = code.startsWith(' ') && code.endsWith(' ') && /[^ ]/.test(code);
      this.chain.add({ kind: 'code', text: padded ? code.slice(1, -1) : code });
      this.position = end + length;
    } else if (this.mayEnd()) {
      const code = text.slice(from).replace(/\n/g, ' ').replace(/`+$/, '').trim();
      if (code !== '') this.chain.add({ kind: 'code', text: code });
      this.holdBack();
    } else this.literal(length);
  }

  protected runLength(mark: string): number {
    let end = this.position + 1;
    while (this.text[end] === mark) end++;
    return end - this.position;
  }

  #closingTicks(from: number, length: number): number | null {
    const { text } = this;
    if (!this.#lastTicks) {
      this.#lastTicks = new Map();
      for (const run of text.matchAll(TICKS)) this.#lastTicks.set(run[0].length, run.index);
    }
    if ((this.#lastTicks.get(length) ?? -1) < from) return null;
    for (let index = text.indexOf('`', from); ;) {
      let end = index;
      while (text[end] === '`') end++;
      if (end - index === length) return index;
      index = text.indexOf('`', end);
    }
  }

  protected angle(): void {
    const { text, position } = this;
    for (const [pattern, prefix] of [
      [AUTOLINK, ''],
      [MAIL_LINK, 'mailto:'],
    ] as const) {
      const address = matchAt(pattern, text, position)?.[1];
      if (address === undefined) continue;
      this.#address(prefix + address, address);
      this.position = pattern.lastIndex;
      return;
    }
    if (this.context.options.gfm && matchAt(LINE_BREAK, text, position)) {
      this.chain.add({ kind: 'break', hard: true });
      this.position = LINE_BREAK.lastIndex;
    } else if (this.isNear(position) && isHalfTag(text.slice(position))) this.holdBack();
    else {
      if (matchAt(HALF_AUTOLINK, text, position)) this.mayEnd();
      this.literal();
    }
  }

  #address(href: string | null, text: string): void {
    this.chain.add({ kind: 'link', href, title: '', children: [{ kind: 'text', text }] }, 1);
  }

  protected entity(): void {
    const { text, position } = this;
    const reference = matchAt(REFERENCE_HERE, text, position)?.[0];
    const character = reference === undefined ? null : decodeReference(reference);
    if (reference !== undefined && character !== null) {
      this.chain.addText(character);
      this.position += reference.length;
    } else if (this.isNear(position, 40) && HALF_REFERENCE.test(text.slice(position)))
      this.holdBack();
    else this.literal();
  }

  protected plain(): void {
    const { text, position } = this;
    if (this.#plainEnd <= position) {
      matchAt(PLAIN, text, position);
      this.#plainEnd = PLAIN.lastIndex;
    }
    if (this.#start < position) this.#start = nextStart(text, position);
    if (this.#start === position) {
      this.#start = nextStart(text, position + 1);
      // A link's text holds no other link.
      const address = this.isInLink() ? null : readAddress(text, position);
      if (address === 'open' || address?.isOver === false) this.#isUncertain = true;
      if (address && address !== 'open') {
        this.#address(
          address.isOver || !this.open ? address.href : null,
          text.slice(position, address.end),
        );
        this.position = address.end;
        return;
      }
    }
    const end = Math.min(this.#plainEnd, this.#start);
    this.#note(position, end);
    this.literal(end - this.position);
  }

  /** Notes the last place in plain text before which all is decided, and cuts the text there. */
  #note(start: number, end: number): void {
    if (!this.open || this.#isUncertain || !this.isClear()) return;
    const { text } = this;
    for (let index = end - 1; index > start; index--) {
      if (!isBoundary(text, index)) continue;
      this.literal(index - start);
      this.checkpoint = { offset: index, piece: this.chain.last };
      return;
    }
  }
}

/** Whether a new word starts at `index`, so that no address and no mark reaches over it. */
function isBoundary(text: string, index: number): boolean {
  const before = text.charAt(index - 1);
  const after = text.charAt(index);
  if (before !== ' ') return isIdeograph(before) && isIdeograph(after);
  return !' \t'.includes(after) && !' \t\n'.includes(text.charAt(index - 2));
}

/** A character of a script without blanks, roughly. */
const isIdeograph = (character: string) =>
  (character >= '\u2e80' && character <= '\ud7ff') ||
  (character >= '\uf900' && character <= '\uffef');
