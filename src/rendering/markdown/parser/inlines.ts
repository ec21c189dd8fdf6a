import { matchAt } from './characters.js';
import { Delimiters, flanks, type Delimiter } from './delimiters.js';
import { InlineText, PATIENCE } from './inline-text.js';
import { isRead, normalizeLabel, readLabel, readLinkTail, type Target } from './links.js';
import { DEEPEST, type Piece } from './pieces.js';
import { inlinesText } from './text.js';
import type { Inline } from './tree.js';

/** An address may be longer than PATIENCE, since it is not shown. */
export const ADDRESS_PATIENCE = 1600;

const FOOTNOTE = /\[\^([^\]\s[]{1,100})\]/y;
const HALF_FOOTNOTE = /^\[\^[^\]\s[]{0,100}$/;

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

/** Reads the inlines of a text, once: what stands for itself, and the marks and brackets that pair. */
export class InlineParser extends InlineText {
  readonly #delimiters = new Delimiters(this.chain);
  #brackets: Bracket | null = null;
  /** Where the last link started. Links do not nest, so brackets before it open none. */
  #lastLink = -1;
  /** The bracket of a link whose address is being written. */
  pending: Bracket | null = null;

  protected isClear(): boolean {
    return !this.#brackets && !this.#delimiters.top;
  }

  protected isInLink(): boolean {
    return this.#brackets !== null && this.#isActive(this.#brackets);
  }

  parse(): Inline[] {
    const { text } = this;
    while (this.position < text.length) this.#step();
    this.trimEnd(' \t');
    if (this.open) this.#closeOpen();
    this.#delimiters.resolve(null);
    if (this.open) this.#delimiters.closeOpen(null, text.length - PATIENCE);
    return this.chain.collect(this.chain.start, this.chain.last);
  }

  #step(): void {
    switch (this.text[this.position]) {
      case '\n':
        return this.lineBreak();
      case '\\':
        return this.backslash();
      case '`':
        return this.codeSpan();
      case '*':
      case '_':
        return this.#delimiterRun();
      case '~':
        return this.context.options.gfm ? this.#delimiterRun() : this.literal();
      case '!':
      case '[':
        return this.#openBracket();
      case ']':
        return this.#closeBracket();
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

  #delimiterRun(): void {
    const { text, position } = this;
    const mark = text.charAt(position);
    const length = this.runLength(mark);
    const end = position + length;
    if (this.mayGoOn(end)) return this.holdBack();
    this.literal(length);
    const can = flanks(text, position, end, this.before);
    if ((!can.canOpen && !can.canClose) || (mark === '~' && length !== 2)) return;
    this.#delimiters.push(this.chain.last, mark, position, length, can);
    // Within brackets the marks wait, since a link's text is a world of its own.
    if (can.canClose && !this.#brackets) this.#delimiters.resolve(null);
  }

  #openBracket(): void {
    const { text, position } = this;
    const image = text[position] === '!';
    if (this.mayGoOn(position + 1)) return this.holdBack();
    if (image && text[position + 1] !== '[') return this.literal();
    if (!image && this.context.options.gfm && this.#footnote()) return;
    this.literal(image ? 2 : 1);
    if (this.#brackets) this.#brackets.holdsBracket = true;
    this.#brackets = {
      piece: this.chain.last,
      image,
      position,
      previous: this.#brackets,
      bottom: this.#delimiters.top,
      holdsBracket: false,
    };
  }

  #footnote(): boolean {
    const { text, position } = this;
    if (text[position + 1] !== '^') return false;
    if (this.isNear(position) && HALF_FOOTNOTE.test(text.slice(position))) {
      this.holdBack();
      return true;
    }
    const match = matchAt(FOOTNOTE, text, position);
    const label = match?.[1] ?? '';
    const number = match ? this.context.footnote(label) : 0;
    if (number === 0) return false;
    this.chain.add({ kind: 'reference', label, number });
    this.position = FOOTNOTE.lastIndex;
    return true;
  }

  #isActive({ image, position }: Bracket): boolean {
    return image || position > this.#lastLink;
  }

  #closeBracket(): void {
    const { position } = this;
    const bracket = this.#brackets;
    this.position++;
    if (bracket && this.#isActive(bracket)) {
      const target = this.#linkTarget(bracket);
      if (target === 'incomplete') {
        this.pending = bracket;
        return this.holdBack();
      }
      if (target) return this.#link(bracket, target);
    }
    this.chain.addText(']');
    this.position = position + 1;
    if (!bracket) return;
    this.#brackets = bracket.previous;
    if (!this.#brackets) this.#delimiters.resolve(null);
  }

  /** Where the link leads whose closing bracket has just been read; the position goes behind it. */
  #linkTarget(bracket: Bracket): Target | 'incomplete' | null {
    const { text, position, context } = this;
    if (this.mayGoOn(position) && this.isNear(bracket.position)) return 'incomplete';
    if (text[position] === '(') {
      const tail = readLinkTail(text, position);
      if (tail === 'incomplete') {
        if (this.mayEnd(bracket.position, ADDRESS_PATIENCE)) return tail;
      } else if (tail) {
        this.position = tail.end;
        return tail;
      }
    }
    const inner = text.slice(bracket.position + (bracket.image ? 2 : 1), position - 1);
    const label = text[position] === '[' ? readLabel(text, position) : null;
    if (label === 'incomplete' && this.mayEnd(bracket.position)) return label;
    if (isRead(label)) {
      this.position = label.end;
      if (label.label !== '') return context.target(normalizeLabel(label.label)) ?? null;
    }
    if (bracket.holdsBracket || inner.length > 999) return null;
    const name = normalizeLabel(inner);
    return name === '' ? null : (context.target(name) ?? null);
  }

  /** Makes a link or an image of all that stands behind its bracket. */
  #link(bracket: Bracket, target: { href: string | null; title: string }): void {
    const { chain } = this;
    const delimiters = this.#delimiters;
    const { piece, image, bottom } = bracket;
    delimiters.resolve(bottom, new Map());
    if (this.open && target.href === null)
      delimiters.closeOpen(bottom, this.text.length - PATIENCE);
    delimiters.drop(bottom);
    this.#brackets = bracket.previous;
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
    if (!image) this.#lastLink = bracket.position;
    if (!this.#brackets) delimiters.resolve(null);
  }

  /** The text goes on: what is behind an open bracket is shown as a link that leads nowhere yet. */
  #closeOpen(): void {
    for (let bracket = this.#brackets; bracket; bracket = this.#brackets) {
      const hasText = bracket.piece.next !== null;
      if (this.#isActive(bracket) && (bracket === this.pending || this.isNear(bracket.position))) {
        if (hasText) this.#link(bracket, { href: null, title: '' });
        else this.chain.remove(bracket.piece);
      }
      this.#brackets = bracket.previous;
    }
  }
}
