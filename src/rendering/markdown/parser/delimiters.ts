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

/** A run of `*`, `_` or `~` that may still become an opening or a closing mark. */
export interface Delimiter {
  readonly mark: string;
  /** The text that the run is as long as it is no mark. */
  readonly piece: Piece;
  readonly position: number;
  readonly length: number;
  /** How many of its characters are not yet part of a mark. */
  left: number;
  readonly canOpen: boolean;
  readonly canClose: boolean;
  /** Whether its end may be guessed: a mark within a word is shown as text until it is closed. */
  readonly hopeful: boolean;
}

/** What the characters around a run allow, with the amendment for scripts that have no blanks: what is CJK is no punctuation. */
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
    hopeful: !isWord(previous),
  };
}

/** What marks of so many characters make of what stands between them. */
function spanOf(mark: string, length: number): (children: Inline[]) => Span | null {
  const kind = mark === '~' ? 'strikethrough' : length === 2 ? 'strong' : 'emphasis';
  return (children) => (children.length > 0 ? { kind, children } : null);
}

/** Rule of three: such runs do not match when one of them could be both. */
const isOddMatch = (opener: Delimiter, closer: Delimiter) =>
  (opener.canClose || closer.canOpen) &&
  (opener.length + closer.length) % 3 === 0 &&
  closer.length % 3 !== 0;

/** The delimiter stack of the specification's appendix. */
export class Delimiters {
  readonly #stack: Delimiter[] = [];
  /** So many of them have been looked at as closing marks; those that are left may open. */
  #resolved = 0;
  /** For each kind of closing mark: no opening one stands up to this position. */
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

  /** Finds the opening marks of the closing ones above `bottom` that have not been looked at. */
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

  /** Makes a span of what stands between a closing mark and its opening one; answers whether there is one. */
  #match(closer: Delimiter, bottom: number, floors: Map<string, number>): boolean {
    const stack = this.#stack;
    const index = this.#openerOf(closer, bottom, floors);
    const opener = stack[index];
    if (!opener) return false;
    const used = opener.left >= 2 && closer.left >= 2 ? 2 : 1;
    if (!this.#chain.wrap(opener.piece, closer.piece, spanOf(closer.mark, used))) return false;
    // What stands between them is text.
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
      if (opener.mark === mark && !isOddMatch(opener, closer)) return index;
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
   * The marks above `bottom` find no other. The text goes on: those from `since` on are shown as if they closed here; the others
   * are text.
   */
  closeOpen(bottom: number, since: number): void {
    // Of what is nested too deep, what is around it would be deeper still.
    let isTooDeep = false;
    while (this.size > bottom) {
      const delimiter = this.#stack.pop();
      if (!delimiter?.hopeful || delimiter.position < since) continue;
      const { piece, mark } = delimiter;
      for (let { left } = delimiter; left > 0 && !isTooDeep; left -= 2)
        isTooDeep = !this.#chain.wrap(piece, null, spanOf(mark, Math.min(left, 2)));
      if (!isTooDeep) this.#chain.remove(piece);
    }
  }
}
