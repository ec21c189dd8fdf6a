import { nextStart, readAddress } from './addresses.js';
import { AUTOLINK, HALF_AUTOLINK, LINE_BREAK, MAIL_LINK, isHalfTag } from './angles.js';
import { Brackets, type Bracket } from './brackets.js';
import { ESCAPABLE, isBoundary, matchAt } from './characters.js';
import { Delimiters, flanks } from './delimiters.js';
import { decodeReference, HALF_REFERENCE, REFERENCE } from './entities.js';
import { ADDRESS_PATIENCE, InlineText, PATIENCE } from './inline-text.js';
import type { LeafInlines } from './leaf-inlines.js';
import { isRead, LONGEST_LABEL, readLabel, readLinkTail, type Target } from './links.js';
import type { Chain, Piece } from './pieces.js';
import { MATH_CLOSE } from './text.js';
import type { MathOpen } from './tree.js';

/** Longest inline formula, in characters. */
const LONGEST_FORMULA = 2000;

const PLAIN = /[^\n\\`*_~![\]<&$]+/y;
const TICKS = /`+/g;
const FOOTNOTE = /\[\^([^\]\s[]{1,100})\]/y;
const HALF_FOOTNOTE = /^\[\^[^\]\s[]{0,100}$/;

/** Parses the inlines of a text in one pass; delimiters and brackets are paired by stacks. */
export class InlineParser extends InlineText {
  /** An offset before which nothing can change any more, and the piece that ends there. */
  checkpoint: { offset: number; piece: Piece } | null = null;
  readonly #leaf: LeafInlines;
  readonly #before: string;
  readonly #delimiters = new Delimiters(this.chain);
  readonly #brackets = new Brackets(this.chain, this.#delimiters);
  /** Next position at which a bare address may start. */
  #start: number;
  /** A bare address may still change, so no later checkpoint is set. */
  #isUncertain = false;
  /** End of the plain text that has been scanned. */
  #plainEnd = 0;
  /** Lengths of backtick runs that do not occur again. */
  readonly #goneTicks = new Set<number>();

  /** @param before the character before the text */
  constructor(text: string, leaf: LeafInlines, open: boolean, before: string) {
    super(text, open);
    this.#leaf = leaf;
    this.#before = before;
    this.#start = leaf.options.gfm ? -1 : Infinity;
  }

  /** Whether the text ends in the address of a link. */
  get inAddress(): boolean {
    return this.#brackets.pending !== null;
  }

  parse(): Chain {
    const { length } = this.text;
    while (this.position < length) this.#step();
    this.chain.trimEnd(' \t');
    const since = this.open ? length - PATIENCE : Infinity;
    if (this.open) this.#brackets.closeOpen(since);
    this.#delimiters.resolve();
    this.#delimiters.closeOpen(0, since);
    return this.chain;
  }

  #step(): void {
    const mark = this.text.charAt(this.position);
    switch (mark) {
      case '\n':
        return this.#lineBreak();
      case '\\':
        return this.#backslash();
      case '`':
        return this.#codeSpan();
      case '*':
      case '_':
        return this.#delimiterRun(mark);
      case '~':
        return this.#leaf.options.gfm ? this.#delimiterRun(mark) : this.literal();
      case '!':
      case '[':
        return this.#openBracket();
      case ']':
        return this.#closeBracket();
      case '<':
        return this.#angle();
      case '&':
        return this.#entity();
      case '$':
        return this.#dollar();
      default:
        return this.#plain();
    }
  }

  #lineBreak(): void {
    if (this.mayGoOn(this.position + 1)) return this.holdBack();
    this.chain.add({ kind: 'break', hard: this.chain.trimEnd(' ') >= 2 });
    this.position++;
  }

  #backslash(): void {
    if (this.mayGoOn(this.position + 1)) return this.holdBack();
    const next = this.text.charAt(this.position + 1);
    if (next === '\n') this.chain.add({ kind: 'break', hard: true });
    else if ((next === '(' || next === '[') && this.#math(`\\${next}`)) return;
    else if (ESCAPABLE.test(next)) this.chain.addText(next);
    else return this.literal();
    this.position += 2;
  }

  #dollar(): void {
    const end = this.position + 1;
    const isDouble = this.text[end] === '$';
    if (this.#leaf.options.math && this.mayGoOn(end)) return this.holdBack();
    if (!(isDouble && this.#math('$$'))) this.literal(isDouble ? 2 : 1);
  }

  #math(open: MathOpen): boolean {
    if (!this.#leaf.options.math) return false;
    const from = this.position + open.length;
    const close = MATH_CLOSE[open];
    const rest = this.text.slice(from, from + LONGEST_FORMULA + 1);
    const length = rest.indexOf(close);
    if (length >= 0) {
      const text = rest.slice(0, length);
      // A formula holds a letter or a digit; without one, the brackets are escaped text.
      if (!/[\p{L}\p{N}]/u.test(text)) return false;
      this.chain.add({ kind: 'math', open, text, complete: true });
      this.position = from + length + close.length;
      return true;
    }
    if (!this.mayEnd()) return false;
    const text = rest.replace(/[\s$\\]+$/, '');
    if (text !== '') this.chain.add({ kind: 'math', open, text, complete: false });
    this.holdBack();
    return true;
  }

  #codeSpan(): void {
    const length = this.runLength('`');
    const from = this.position + length;
    if (this.mayGoOn(from)) return this.holdBack();
    const end = this.#closingTicks(from, length);
    if (end === null && !this.mayEnd()) return this.literal(length);
    let text = this.text.slice(from, end ?? undefined).replace(/\n/g, ' ');
    if (end === null) text = text.replace(/`+$/, '').trim();
    else if (text.startsWith(' ') && text.endsWith(' ') && /[^ ]/.test(text))
      text = text.slice(1, -1);
    if (text !== '' || end !== null) this.chain.add({ kind: 'code', text });
    this.position = end === null ? this.text.length : end + length;
  }

  #closingTicks(from: number, length: number): number | null {
    if (this.#goneTicks.has(length)) return null;
    TICKS.lastIndex = from;
    for (let run = TICKS.exec(this.text); run; run = TICKS.exec(this.text))
      if (run[0].length === length) return run.index;
    this.#goneTicks.add(length);
    return null;
  }

  #delimiterRun(mark: string): void {
    const start = this.position;
    const length = this.runLength(mark);
    const end = start + length;
    if (this.mayGoOn(end)) return this.holdBack();
    this.literal(length);
    const can = flanks(this.text, start, end, this.#before);
    if ((!can.canOpen && !can.canClose) || (mark === '~' && length !== 2)) return;
    const { last: piece } = this.chain;
    this.#delimiters.push({ mark, piece, position: start, length, left: length, ...can });
    if (can.canClose && this.#brackets.isEmpty) this.#delimiters.resolve();
  }

  #openBracket(): void {
    const start = this.position;
    const image = this.text[start] === '!';
    if (this.mayGoOn(start + 1)) return this.holdBack();
    if (image && this.text[start + 1] !== '[') return this.literal();
    if (!image && this.#leaf.options.gfm && this.#footnote()) return;
    this.literal(image ? 2 : 1);
    this.#brackets.push(image, start);
  }

  #footnote(): boolean {
    const start = this.position;
    if (this.text[start + 1] !== '^') return false;
    if (this.isNear(start) && HALF_FOOTNOTE.test(this.text.slice(start))) {
      this.holdBack();
      return true;
    }
    const label = matchAt(FOOTNOTE, this.text, start)?.[1];
    const number = label === undefined ? 0 : this.#leaf.footnote(label);
    if (label === undefined || number === 0) return false;
    this.chain.add({ kind: 'reference', label, number });
    this.position = FOOTNOTE.lastIndex;
    return true;
  }

  #closeBracket(): void {
    const end = ++this.position;
    const bracket = this.#brackets.active;
    const target = bracket && this.#linkTarget(bracket);
    if (target === 'incomplete') {
      this.#brackets.pending = bracket;
      return this.holdBack();
    }
    if (bracket && target) this.#brackets.link(bracket, target);
    else {
      this.chain.addText(']');
      this.position = end;
    }
    this.#brackets.pop();
  }

  /** Returns the target of the link whose closing bracket was just read, and moves the position after the link. */
  #linkTarget({ position: start, image, holdsBracket }: Bracket): Target | 'incomplete' | null {
    const text = this.text;
    const position = this.position;
    if (this.mayGoOn(position) && this.isNear(start)) return 'incomplete';
    const tail = text[position] === '(' ? readLinkTail(text, position) : null;
    if (isRead(tail)) {
      this.position = tail.end;
      return tail;
    }
    if (tail && this.mayEnd(start, ADDRESS_PATIENCE)) return tail;
    const label = text[position] === '[' ? readLabel(text, position) : null;
    const name = text.slice(start + (image ? 2 : 1), position - 1);
    if (isRead(label)) {
      this.position = label.end;
      if (label.label !== '') return this.#leaf.target(label.label);
    } else if (label && this.mayEnd(start)) return label;
    return holdsBracket || name.length > LONGEST_LABEL ? null : this.#leaf.target(name);
  }

  #angle(): void {
    const text = this.text;
    const position = this.position;
    const address = matchAt(AUTOLINK, text, position) ?? matchAt(MAIL_LINK, text, position);
    if (address) {
      const [whole, shown = ''] = address;
      this.chain.addAddress(shown.includes(':') ? shown : `mailto:${shown}`, shown);
      this.position += whole.length;
    } else if (this.#leaf.options.gfm && matchAt(LINE_BREAK, text, position)) {
      this.chain.add({ kind: 'break', hard: true });
      this.position = LINE_BREAK.lastIndex;
    } else if (this.isNear(position) && isHalfTag(text.slice(position))) this.holdBack();
    else {
      if (matchAt(HALF_AUTOLINK, text, position)) this.mayEnd();
      this.literal();
    }
  }

  #entity(): void {
    const position = this.position;
    const reference = matchAt(REFERENCE, this.text, position)?.[0];
    const character = reference === undefined ? null : decodeReference(reference);
    if (reference !== undefined && character !== null) {
      this.chain.addText(character);
      this.position += reference.length;
    } else if (this.isNear(position, 40) && HALF_REFERENCE.test(this.text.slice(position)))
      this.holdBack();
    else this.literal();
  }

  #plain(): void {
    const text = this.text;
    const position = this.position;
    if (this.#plainEnd <= position) {
      matchAt(PLAIN, text, position);
      this.#plainEnd = PLAIN.lastIndex;
    }
    if (this.#start < position) this.#start = nextStart(text, position);
    if (this.#start === position) {
      this.#start = nextStart(text, position + 1);
      // Links do not nest.
      const address = this.#brackets.active ? null : readAddress(text, position);
      if (address === 'open' || address?.isOver === false) this.#isUncertain = true;
      if (address && address !== 'open') {
        const { href, end, isOver } = address;
        this.chain.addAddress(isOver || !this.open ? href : null, text.slice(position, end));
        this.position = end;
        return;
      }
    }
    const end = Math.min(this.#plainEnd, this.#start);
    if (this.open && !this.#isUncertain) this.#note(position, end);
    this.literal(end - this.position);
  }

  /** Sets the checkpoint at the last word of plain text outside all marks, and splits the text there. */
  #note(start: number, end: number): void {
    if (!this.#brackets.isEmpty || this.#delimiters.size > 0) return;
    let offset = end - 1;
    while (offset > start && !isBoundary(this.text, offset)) offset--;
    if (offset <= start) return;
    this.literal(offset - start);
    this.checkpoint = { offset, piece: this.chain.last };
  }
}
