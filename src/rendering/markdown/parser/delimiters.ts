import {
  characterAt,
  characterBefore,
  isBlank,
  isCjk,
  isPunctuation,
  isWord,
} from './characters.js';
import { DEEPEST, type Chain, type Piece } from './pieces.js';
import type { Span } from './tree.js';

/** A run of `*`, `_` or `~` that may still become an opening or a closing mark. */
export interface Delimiter {
  readonly mark: string;
  /** The text that the run is as long as it is no mark. */
  readonly piece: Piece;
  readonly position: number;
  readonly length: number;
  /** How many of its characters are not yet part of a mark. */
  left: number;
  canOpen: boolean;
  canClose: boolean;
  /** Whether its end may be guessed: a mark within a word is shown as text until it is closed. */
  readonly hopeful: boolean;
  /** It has been looked at as a closing mark. */
  seen: boolean;
  previous: Delimiter | null;
  next: Delimiter | null;
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

const kindOf = (mark: string, length: number): Span['kind'] =>
  mark === '~' ? 'strikethrough' : length === 2 ? 'strong' : 'emphasis';

/** The delimiter stack of the specification's appendix. */
export class Delimiters {
  top: Delimiter | null = null;
  /** For each kind of closing mark: no opening one stands up to this position. */
  readonly #floors = new Map<string, number>();

  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  push(
    piece: Piece,
    mark: string,
    position: number,
    length: number,
    can: ReturnType<typeof flanks>,
  ) {
    const delimiter: Delimiter = {
      mark,
      piece,
      position,
      length,
      left: length,
      ...can,
      seen: false,
      previous: this.top,
      next: null,
    };
    if (this.top) this.top.next = delimiter;
    this.top = delimiter;
  }

  /** Finds the opening marks of the closing ones above `bottom` that have not been looked at. */
  resolve(bottom: Delimiter | null, floors = this.#floors): void {
    let closer: Delimiter | null = null;
    for (let each = this.top; each && each !== bottom && !each.seen; each = each.previous)
      closer = each;
    while (closer) {
      closer.seen = true;
      const opener: Delimiter | null = closer.canClose
        ? this.#openerOf(closer, bottom, floors)
        : null;
      if (opener && this.#match(opener, closer)) {
        if (closer.left > 0) continue;
      } else if (!closer.canOpen) this.#remove(closer);
      closer = closer.next;
    }
  }

  #openerOf(closer: Delimiter, bottom: Delimiter | null, floors: Map<string, number>) {
    const { mark, length, canOpen, left } = closer;
    const key = mark === '~' ? mark : `${mark}${canOpen}${length % 3}`;
    const floor = floors.get(key) ?? -1;
    let opener = closer.previous;
    for (; opener && opener !== bottom && opener.position > floor; opener = opener.previous) {
      if (opener.mark !== mark || !opener.canOpen) continue;
      if (mark === '~' ? opener.left === left : !this.#oddMatch(opener, closer)) return opener;
    }
    floors.set(key, closer.position - 1);
    return null;
  }

  /** Rule of three: such runs do not match when one of them could be both. */
  #oddMatch(opener: Delimiter, closer: Delimiter): boolean {
    return (
      (opener.canClose || closer.canOpen) &&
      (opener.length + closer.length) % 3 === 0 &&
      closer.length % 3 !== 0
    );
  }

  #match(opener: Delimiter, closer: Delimiter): boolean {
    const used = opener.left >= 2 && closer.left >= 2 ? 2 : 1;
    const chain = this.#chain;
    const depth = chain.depth(opener.piece, closer.piece) + 1;
    if (depth > DEEPEST) return false;
    const children = chain.collect(opener.piece, closer.piece.previous ?? opener.piece);
    const kind = kindOf(opener.mark, used);
    chain.replace(opener.piece, closer.piece, { kind, children }, depth);
    opener.next = closer;
    closer.previous = opener;
    this.#use(opener, kind === 'strikethrough' ? 2 : used);
    this.#use(closer, kind === 'strikethrough' ? 2 : used);
    return true;
  }

  #use(delimiter: Delimiter, count: number): void {
    delimiter.left -= count;
    delimiter.piece.inline = { kind: 'text', text: delimiter.mark.repeat(delimiter.left) };
    if (delimiter.left > 0) return;
    this.#chain.remove(delimiter.piece);
    this.#remove(delimiter);
  }

  #remove(delimiter: Delimiter): void {
    const { previous, next } = delimiter;
    if (previous) previous.next = next;
    if (next) next.previous = previous;
    else this.top = previous;
  }

  /** Forgets what stands above `bottom`: it is text. */
  drop(bottom: Delimiter | null): void {
    this.top = bottom;
    if (bottom) bottom.next = null;
  }

  /** The text goes on: what is open above `bottom`, from `since` on, is shown as if it closed here. */
  closeOpen(bottom: Delimiter | null, since: number): void {
    for (let each = this.top; each && each !== bottom; each = each.previous) {
      if (!each.canOpen || !each.hopeful || each.position < since) continue;
      while (each.left > 0) {
        const used = Math.min(each.left, 2);
        const depth = this.#chain.depth(each.piece, null) + 1;
        // What is around it would be deeper still.
        if (depth > DEEPEST) return this.drop(bottom);
        const children = this.#chain.collect(each.piece, this.#chain.last);
        if (children.length > 0)
          this.#chain.replace(each.piece, null, { kind: kindOf(each.mark, used), children }, depth);
        each.left -= used;
      }
      if (each.left === 0) this.#chain.remove(each.piece);
    }
    this.drop(bottom);
  }
}
