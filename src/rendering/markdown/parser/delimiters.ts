import {
  characterAt,
  characterBefore,
  isBlank,
  isCjk,
  isPunctuation,
  isWord,
} from './characters.js';
import type { Chain, Piece } from './pieces.js';
import type { Inline, Span } from './tree.js';

/** A run of `*`, `_` or `~` that may still open or close a span. */
export interface Delimiter {
  readonly mark: string;
  /** The piece that shows the run as text. */
  readonly piece: Piece;
  readonly position: number;
  readonly length: number;
  /** Number of its characters that are not yet part of a mark. */
  left: number;
  readonly canOpen: boolean;
  readonly canClose: boolean;
  /** Whether it may be shown as a span before it is closed: a mark within a word stays text until then. */
  readonly mayShow: boolean;
}

/**
 * Whether a run can open and close, by the characters around it. CJK text has no spaces, so CJK characters count as no
 * punctuation.
 */
export function flanks(text: string, start: number, end: number, before: string) {
  const previous = start > 0 ? characterBefore(text, start) : before;
  const next = characterAt(text, end);
  const blankBefore = isBlank(previous);
  const blankAfter = isBlank(next);
  const markBefore = isPunctuation(previous);
  const markAfter = isPunctuation(next);
  const left =
    !blankAfter && (!markAfter || isCjk(next) || blankBefore || markBefore || isCjk(previous));
  const right =
    !blankBefore && (!markBefore || isCjk(previous) || blankAfter || markAfter || isCjk(next));
  const underscore = text[start] === '_';
  return {
    canOpen: left && (!underscore || !right || markBefore),
    canClose: right && (!underscore || !left || markAfter),
    mayShow: !isWord(previous),
  };
}

/** Returns a function that wraps inlines in the span of a mark of `length` characters; null for no inlines. */
function spanOf(mark: string, length: number): (children: Inline[]) => Span | null {
  const kind = mark === '~' ? 'strikethrough' : length === 2 ? 'strong' : 'emphasis';
  return (children) => (children.length > 0 ? { kind, children } : null);
}

/** The specification's "multiple of 3" rule for runs of which one can both open and close. */
const breaksRuleOfThree = (opener: Delimiter, closer: Delimiter) =>
  (opener.canClose || closer.canOpen) &&
  (opener.length + closer.length) % 3 === 0 &&
  closer.length % 3 !== 0;

/** The delimiter stack of the specification's appendix. */
export class Delimiters {
  readonly #stack: Delimiter[] = [];
  /** Height of the stack that has been resolved: these runs can only open. */
  #resolved = 0;
  /** For each kind of closer: no opener matches it up to this position. */
  readonly #floors = new Map<string, number>();
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  get size(): number {
    return this.#stack.length;
  }

  push(delimiter: Delimiter): void {
    this.#stack.push(delimiter);
  }

  /** Matches the closers above `bottom` that are not resolved yet with their openers. */
  resolve(bottom = 0, floors = this.#floors): void {
    const stack = this.#stack;
    const from = Math.max(bottom, this.#resolved);
    for (const closer of from < stack.length ? stack.splice(from) : []) {
      let goesOn = closer.canClose;
      while (goesOn) goesOn = this.#match(closer, bottom, floors) && closer.left > 0;
      if (closer.left > 0 && closer.canOpen) stack.push(closer);
    }
    if (bottom === 0) this.#resolved = stack.length;
  }

  /** Wraps the pieces between a closer and its opener in a span; returns whether it did. */
  #match(closer: Delimiter, bottom: number, floors: Map<string, number>): boolean {
    const stack = this.#stack;
    const index = this.#openerOf(closer, bottom, floors);
    const opener = stack[index];
    if (!opener) return false;
    const used = opener.left >= 2 && closer.left >= 2 ? 2 : 1;
    if (!this.#chain.wrap(opener.piece, closer.piece, spanOf(closer.mark, used))) return false;
    // Runs between the two stay text.
    stack.length = index + (opener.left > used ? 1 : 0);
    this.#use(opener, used);
    this.#use(closer, used);
    return true;
  }

  #openerOf(closer: Delimiter, bottom: number, floors: Map<string, number>): number {
    const { mark, length, canOpen, position } = closer;
    const key = `${mark}${canOpen}${length % 3}`;
    const floor = floors.get(key) ?? -1;
    for (let index = this.size - 1; index >= bottom; index--) {
      const opener = this.#stack[index];
      if (!opener || opener.position <= floor) break;
      if (opener.mark === mark && !breaksRuleOfThree(opener, closer)) return index;
    }
    floors.set(key, position - 1);
    return -1;
  }

  #use(delimiter: Delimiter, count: number): void {
    const { piece, mark } = delimiter;
    delimiter.left -= count;
    piece.inline = { kind: 'text', text: mark.repeat(delimiter.left) };
    if (delimiter.left === 0) this.#chain.remove(piece);
  }

  /**
   * Empties the stack above `bottom`. Runs from `since` on are shown as spans that close here, since more text may come; others
   * are text.
   */
  closeOpen(bottom: number, since: number): void {
    // Around a span that is nested too deep, another one would be even deeper.
    let isTooDeep = false;
    while (this.size > bottom) {
      const delimiter = this.#stack.pop();
      if (!delimiter?.mayShow || delimiter.position < since) continue;
      const { piece, mark } = delimiter;
      for (let { left } = delimiter; left > 0 && !isTooDeep; left -= 2)
        isTooDeep = !this.#chain.wrap(piece, null, spanOf(mark, Math.min(left, 2)));
      if (!isTooDeep) this.#chain.remove(piece);
    }
  }
}
