import { findStarts, readAddress } from './addresses.js';
import { ESCAPABLE } from './characters.js';
import { Delimiters, flanks, type Delimiter } from './delimiters.js';
import { decodeReference, REFERENCE } from './entities.js';
import { normalizeLabel, readLabel, readLinkTail, type Target } from './links.js';
import { Chain, DEEPEST, type Piece } from './pieces.js';
import { findMath, MATH_CLOSE } from './math.js';
import { isHalfTag } from './tags.js';
import { inlinesText } from './text.js';
import type { Inline, MathOpen } from './tree.js';

/** What the inlines of a leaf need to know of the rest of the text. */
export interface InlineContext {
  readonly gfm: boolean;
  readonly math: boolean;
  /** The target of a reference, by its normalised label. The context notes who asked in vain. */
  target(label: string): Target | undefined;
  /** The number of a footnote, or 0 when there is none of that label. */
  footnote(label: string): number;
}

export interface InlineOptions {
  context: InlineContext;
  /** More text may come: what may become a mark is held back, and what is open is closed. */
  open: boolean;
  /** The character before the text. */
  before: string;
}

/** A place in the text before which nothing can change any more. */
export interface Checkpoint {
  offset: number;
  piece: Piece;
}

/** A mark that was opened longer ago than this is text, until its end comes. */
export const PATIENCE = 400;
/** An address may be longer, since it is not shown. */
export const ADDRESS_PATIENCE = 1600;

const PLAIN = /[^\n\\`*_~!\[\]<&$]+/y;
const TICKS = /`+/g;
const AUTOLINK = /<([a-z][a-z0-9+.-]{1,31}:[^\s<>\u0000-\u0020]*)>/iy; // eslint-disable-line no-control-regex -- as specified
const MAIL_LINK =
  /<([\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*)>/iy;
const LINE_BREAK = /<br\s*\/?>/iy;
const FOOTNOTE = /\[\^([^\]\s[]{1,100})\]/y;
const HALF_FOOTNOTE = /^\[\^[^\]\s[]{0,100}$/;
const HALF_REFERENCE = /^&(?:#(?:[xX][0-9a-fA-F]{0,6}|\d{0,7})|[a-zA-Z][a-zA-Z0-9]{0,31})?$/;
const REFERENCE_HERE = new RegExp(REFERENCE.source, 'y');

interface Bracket {
  readonly piece: Piece;
  readonly image: boolean;
  readonly position: number;
  readonly previous: Bracket | null;
  /** The delimiters below it belong to what is around it. */
  readonly bottom: Delimiter | null;
  /** Another bracket was opened behind it, so its text is no label. */
  holdsBracket: boolean;
}

/** Reads the inlines of a text, once. */
export class InlineParser {
  readonly chain = new Chain();
  checkpoint: Checkpoint | null = null;
  private position = 0;
  private readonly delimiters = new Delimiters(this.chain);
  private brackets: Bracket | null = null;
  /** Where the last link started. Links do not nest, so brackets before it open none. */
  private lastLink = -1;
  /** The bracket of a link whose address is being written. */
  pending: Bracket | null = null;
  private readonly starts: number[];
  private nextStart = 0;
  /** The last run of ticks of each length. */
  private lastTicks: Map<number, number> | undefined;
  private readonly mathEnds = new Map<string, number>();

  constructor(
    private readonly text: string,
    private readonly options: InlineOptions,
  ) {
    this.starts = options.context.gfm ? findStarts(text) : [];
  }

  parse(): Inline[] {
    const { text } = this;
    while (this.position < text.length) this.step();
    this.trimEnd(' \t');
    if (this.options.open) this.closeOpen();
    this.delimiters.resolve(null);
    if (this.options.open) this.delimiters.closeOpen(null, text.length - PATIENCE);
    return this.chain.collect(this.chain.start, this.chain.last);
  }

  private step(): void {
    switch (this.text[this.position]) {
      case '\n':
        return this.lineBreak();
      case '\\':
        return this.backslash();
      case '`':
        return this.codeSpan();
      case '*':
      case '_':
        return this.delimiterRun();
      case '~':
        return this.options.context.gfm ? this.delimiterRun() : this.literal();
      case '!':
      case '[':
        return this.openBracket();
      case ']':
        return this.closeBracket();
      case '<':
        return this.angle();
      case '&':
        return this.entity();
      case '$':
        return this.dollar();
      default:
        return this.plain();
    }
  }

  private literal(length = 1): void {
    this.chain.addText(this.text.slice(this.position, this.position + length));
    this.position += length;
  }

  /** Shows nothing of what follows: it may become a mark. */
  private holdBack(): void {
    this.position = this.text.length;
  }

  /** Whether the text goes on behind `end`, so that what ends there is not yet known. */
  private mayGoOn(end: number): boolean {
    return this.options.open && end >= this.text.length;
  }

  private isNear(position: number, patience = PATIENCE): boolean {
    return this.options.open && position >= this.text.length - patience;
  }

  /** Takes the given characters away from the end of the last piece; answers what they were. */
  private trimEnd(blanks: string): string {
    const { last } = this.chain;
    if (last.inline.kind !== 'text') return '';
    const { text } = last.inline;
    let end = text.length;
    while (end > 0 && blanks.includes(text.charAt(end - 1))) end--;
    if (end < text.length) last.inline = { kind: 'text', text: text.slice(0, end) };
    return text.slice(end);
  }

  private lineBreak(): void {
    if (this.mayGoOn(this.position + 1)) return this.holdBack();
    this.chain.add({ kind: 'break', hard: this.trimEnd(' ').length >= 2 });
    this.position++;
  }

  private backslash(): void {
    const { text, position } = this;
    if (this.mayGoOn(position + 1)) return this.holdBack();
    const next = text.charAt(position + 1);
    if (next === '\n') {
      this.chain.add({ kind: 'break', hard: true });
      this.position += 2;
    } else if (!((next === '(' || next === '[') && this.math(`\\${next}`))) {
      const escapes = ESCAPABLE.test(next);
      this.chain.addText(escapes ? next : '\\');
      this.position += escapes ? 2 : 1;
    }
  }

  private dollar(): void {
    const { text, position } = this;
    const double = text[position + 1] === '$';
    if (this.options.context.math && !double && this.mayGoOn(position + 1)) return this.holdBack();
    if (!(double && this.math('$$'))) this.literal(double ? 2 : 1);
  }

  private math(open: MathOpen): boolean {
    if (!this.options.context.math) return false;
    const { text } = this;
    const from = this.position + open.length;
    const end = findMath(text, from, open, this.mathEnds);
    if (end !== null) {
      this.chain.add({ kind: 'math', open, text: text.slice(from, end), complete: true });
      this.position = end + MATH_CLOSE[open].length;
      return true;
    }
    if (!this.isNear(this.position) || this.mathEnds.get(open) !== Infinity) return false;
    const shown = text.slice(from).replace(/[\s$\\]+$/, '');
    if (shown !== '') this.chain.add({ kind: 'math', open, text: shown, complete: false });
    this.holdBack();
    return true;
  }

  private codeSpan(): void {
    const { text } = this;
    const length = this.runLength('`');
    const from = this.position + length;
    if (this.mayGoOn(from)) return this.holdBack();
    const end = this.closingTicks(from, length);
    if (end !== null) {
      const code = text.slice(from, end).replace(/\n/g, ' ');
      const padded = code.startsWith(' ') && code.endsWith(' ') && code.trim() !== '';
      this.chain.add({ kind: 'code', text: padded ? code.slice(1, -1) : code });
      this.position = end + length;
    } else if (this.isNear(this.position)) {
      const code = text.slice(from).replace(/\n/g, ' ').replace(/`+$/, '').trim();
      if (code !== '') this.chain.add({ kind: 'code', text: code });
      this.holdBack();
    } else this.literal(length);
  }

  private runLength(mark: string): number {
    let end = this.position + 1;
    while (this.text[end] === mark) end++;
    return end - this.position;
  }

  private closingTicks(from: number, length: number): number | null {
    const { text } = this;
    if (!this.lastTicks) {
      this.lastTicks = new Map();
      for (const run of text.matchAll(TICKS)) this.lastTicks.set(run[0].length, run.index);
    }
    if ((this.lastTicks.get(length) ?? -1) < from) return null;
    for (let index = text.indexOf('`', from); ;) {
      let end = index;
      while (text[end] === '`') end++;
      if (end - index === length) return index;
      index = text.indexOf('`', end);
    }
  }

  private delimiterRun(): void {
    const { text, position } = this;
    const mark = text.charAt(position);
    const length = this.runLength(mark);
    const end = position + length;
    if (this.mayGoOn(end)) return this.holdBack();
    this.literal(length);
    const can = flanks(text, position, end, this.options.before);
    if ((!can.canOpen && !can.canClose) || (mark === '~' && length !== 2)) return;
    this.delimiters.push(this.chain.last, mark, position, length, can);
    // Within brackets the marks wait, since a link's text is a world of its own.
    if (can.canClose && !this.brackets) this.delimiters.resolve(null);
  }

  private openBracket(): void {
    const { text, position } = this;
    const image = text[position] === '!';
    if (this.mayGoOn(position + 1)) return this.holdBack();
    if (image && text[position + 1] !== '[') return this.literal();
    if (!image && this.options.context.gfm && this.footnote()) return;
    this.literal(image ? 2 : 1);
    if (this.brackets) this.brackets.holdsBracket = true;
    this.brackets = {
      piece: this.chain.last,
      image,
      position,
      previous: this.brackets,
      bottom: this.delimiters.top,
      holdsBracket: false,
    };
  }

  private footnote(): boolean {
    const { text, position } = this;
    if (text[position + 1] !== '^') return false;
    if (this.isNear(position) && HALF_FOOTNOTE.test(text.slice(position))) {
      this.holdBack();
      return true;
    }
    FOOTNOTE.lastIndex = position;
    const match = FOOTNOTE.exec(text);
    const label = match?.[1] ?? '';
    const number = match ? this.options.context.footnote(label) : 0;
    if (number === 0) return false;
    this.chain.add({ kind: 'reference', label, number });
    this.position = FOOTNOTE.lastIndex;
    return true;
  }

  private isActive({ image, position }: Bracket): boolean {
    return image || position > this.lastLink;
  }

  private closeBracket(): void {
    const { position, brackets: bracket } = this;
    this.position++;
    if (bracket && this.isActive(bracket)) {
      const target = this.linkTarget(bracket);
      if (target === 'incomplete') {
        this.pending = bracket;
        return this.holdBack();
      }
      if (target) return this.link(bracket, target);
    }
    this.chain.addText(']');
    this.position = position + 1;
    if (!bracket) return;
    this.brackets = bracket.previous;
    if (!this.brackets) this.delimiters.resolve(null);
  }

  /** Where the link leads whose closing bracket has just been read; the position goes behind it. */
  private linkTarget(bracket: Bracket): Target | 'incomplete' | null {
    const { text, position } = this;
    const { context } = this.options;
    if (this.mayGoOn(position) && this.isNear(bracket.position)) return 'incomplete';
    if (text[position] === '(') {
      const tail = readLinkTail(text, position);
      if (tail === 'incomplete') {
        if (this.isNear(bracket.position, ADDRESS_PATIENCE)) return tail;
      } else if (tail) {
        this.position = tail.end;
        return tail;
      }
    }
    const inner = text.slice(bracket.position + (bracket.image ? 2 : 1), position - 1);
    const label = text[position] === '[' ? readLabel(text, position) : null;
    if (label === 'incomplete' && this.isNear(bracket.position)) return label;
    const explicit = label !== null && label !== 'incomplete';
    if (explicit) this.position = label.end;
    if (explicit && label.label !== '') return context.target(normalizeLabel(label.label)) ?? null;
    if (bracket.holdsBracket || inner.length > 999) return null;
    const name = normalizeLabel(inner);
    return name === '' ? null : (context.target(name) ?? null);
  }

  /** Makes a link or an image of all that stands behind its bracket. */
  private link(bracket: Bracket, target: { href: string | null; title: string }): void {
    const { chain, delimiters } = this;
    const { piece, image, bottom } = bracket;
    delimiters.resolve(bottom, new Map());
    if (this.options.open && target.href === null)
      delimiters.closeOpen(bottom, this.text.length - PATIENCE);
    delimiters.drop(bottom);
    this.brackets = bracket.previous;
    const depth = chain.depth(piece, null) + 1;
    const children = chain.collect(piece, chain.last);
    if (depth <= DEEPEST) {
      const { href, title } = target;
      const inline: Inline = image
        ? { kind: 'image', src: href, title, alt: inlinesText(children) }
        : { kind: 'link', href, title, children };
      chain.replace(piece, null, inline, image ? 0 : depth);
      chain.remove(piece);
    }
    if (!image) this.lastLink = bracket.position;
    if (!this.brackets) delimiters.resolve(null);
  }

  /** The text goes on: what is behind an open bracket is shown as a link that leads nowhere yet. */
  private closeOpen(): void {
    for (let bracket = this.brackets; bracket; bracket = this.brackets) {
      const hasText = bracket.piece.next !== null;
      if (this.isActive(bracket) && (bracket === this.pending || this.isNear(bracket.position))) {
        if (hasText) this.link(bracket, { href: null, title: '' });
        else this.chain.remove(bracket.piece);
      }
      this.brackets = bracket.previous;
    }
  }

  private angle(): void {
    const { text, position } = this;
    for (const [pattern, prefix] of [
      [AUTOLINK, ''],
      [MAIL_LINK, 'mailto:'],
    ] as const) {
      pattern.lastIndex = position;
      const address = pattern.exec(text)?.[1];
      if (address === undefined) continue;
      this.address(prefix + address, address);
      this.position = pattern.lastIndex;
      return;
    }
    LINE_BREAK.lastIndex = position;
    if (this.options.context.gfm && LINE_BREAK.test(text)) {
      this.chain.add({ kind: 'break', hard: true });
      this.position = LINE_BREAK.lastIndex;
    } else if (this.isNear(position) && isHalfTag(text.slice(position))) this.holdBack();
    else this.literal();
  }

  private address(href: string | null, text: string): void {
    this.chain.add({ kind: 'link', href, title: '', children: [{ kind: 'text', text }] }, 1);
  }

  private entity(): void {
    const { text, position } = this;
    REFERENCE_HERE.lastIndex = position;
    const reference = REFERENCE_HERE.exec(text)?.[0];
    const character = reference === undefined ? null : decodeReference(reference);
    if (reference !== undefined && character !== null) {
      this.chain.addText(character);
      this.position += reference.length;
    } else if (this.isNear(position, 40) && HALF_REFERENCE.test(text.slice(position)))
      this.holdBack();
    else this.literal();
  }

  private plain(): void {
    const { text, position } = this;
    PLAIN.lastIndex = position;
    PLAIN.test(text);
    let end = PLAIN.lastIndex;
    while ((this.starts[this.nextStart] ?? Infinity) < position) this.nextStart++;
    const start = this.starts[this.nextStart] ?? Infinity;
    if (start === position) {
      this.nextStart++;
      // A link's text holds no other link.
      const address =
        this.brackets && this.isActive(this.brackets) ? null : readAddress(text, position);
      if (address) {
        this.address(
          address.isOver || !this.options.open ? address.href : null,
          text.slice(position, address.end),
        );
        this.position = address.end;
        return;
      }
      end = Math.min(end, this.starts[this.nextStart] ?? Infinity);
    } else end = Math.min(end, start);
    this.note(position, end);
    this.literal(end - this.position);
  }

  /** Notes the last place in plain text before which all is decided, and cuts the text there. */
  private note(start: number, end: number): void {
    if (!this.options.open || this.brackets || this.delimiters.top) return;
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
