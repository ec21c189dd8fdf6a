import type { Delimiters } from './delimiters.js';
import type { Target } from './links.js';
import type { Chain, Piece } from './pieces.js';
import { inlinesText } from './text.js';

/** An opening bracket that may still become the start of a link or of an image. */
export interface Bracket {
  readonly piece: Piece;
  readonly image: boolean;
  readonly position: number;
  /** Height of the delimiter stack when the bracket was opened. */
  readonly bottom: number;
  /** Whether its text holds another bracket, and so cannot be a label. */
  holdsBracket: boolean;
}

/** A target whose address may still be unknown. */
type PendingTarget = Pick<Target, 'title'> & { href: string | null };

/** The bracket stack of the specification's appendix. */
export class Brackets {
  readonly #stack: Bracket[] = [];
  /** The bracket of a link whose address is being written. */
  pending: Bracket | null = null;
  /** Position of the last link. Links do not nest, so brackets before it start no link. */
  #lastLink = -1;
  readonly #chain: Chain;
  readonly #delimiters: Delimiters;

  constructor(chain: Chain, delimiters: Delimiters) {
    this.#chain = chain;
    this.#delimiters = delimiters;
  }

  get isEmpty(): boolean {
    return this.#stack.length === 0;
  }

  /** The innermost open bracket, if it may start a link or an image. */
  get active(): Bracket | null {
    const top = this.#stack.at(-1);
    return top && (top.image || top.position > this.#lastLink) ? top : null;
  }

  /** Pushes the bracket that is the last piece. */
  push(image: boolean, position: number): void {
    const top = this.#stack.at(-1);
    if (top) top.holdsBracket = true;
    const { last: piece } = this.#chain;
    const { size: bottom } = this.#delimiters;
    this.#stack.push({ piece, image, position, bottom, holdsBracket: false });
  }

  pop(): void {
    this.#stack.pop();
    // Delimiters wait for the outermost bracket, since emphasis must not cross the edge of a link.
    if (this.isEmpty) this.#delimiters.resolve();
  }

  /** Wraps all pieces after a bracket in a link or an image. Delimiters from `since` on are shown as if they closed here. */
  link(bracket: Bracket, { href, title }: PendingTarget, since = Infinity): void {
    const { piece, image, bottom, position } = bracket;
    this.#delimiters.resolve(bottom, new Map());
    this.#delimiters.closeOpen(bottom, since);
    const isMade = this.#chain.wrap(piece, null, (children) =>
      image
        ? { kind: 'image', src: href, title, alt: inlinesText(children) }
        : { kind: 'link', href, title, children },
    );
    if (isMade) this.#chain.remove(piece);
    if (!image) this.#lastLink = position;
  }

  /** More text may come: the text after an open bracket, pending or from `since` on, is shown as a link without an address. */
  closeOpen(since: number): void {
    for (; !this.isEmpty; this.pop()) {
      const { active } = this;
      if (!active || (active !== this.pending && active.position < since)) continue;
      if (active.piece.next) this.link(active, { href: null, title: '' }, since);
      else this.#chain.remove(active.piece);
    }
  }
}
