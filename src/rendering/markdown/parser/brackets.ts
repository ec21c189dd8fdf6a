import type { Delimiters } from './delimiters.js';
import type { Target } from './links.js';
import type { Chain, Piece } from './pieces.js';
import { inlinesText } from './text.js';

/** An opening bracket that may still become the start of a link or of an image. */
export interface Bracket {
  readonly piece: Piece;
  readonly image: boolean;
  readonly position: number;
  /** So many delimiters before it belong to what is around it. */
  readonly bottom: number;
  /** Another bracket was opened behind it, so its text is no label. */
  holdsBracket: boolean;
}

/** The target may not be known yet. */
type PendingTarget = Pick<Target, 'title'> & { href: string | null };

/** The bracket stack of the specification's appendix. */
export class Brackets {
  readonly #stack: Bracket[] = [];
  /** The bracket of a link whose address is being written. */
  pending: Bracket | null = null;
  /** Where the last link started. Links do not nest, so brackets before it open none. */
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

  /** The bracket that the next closing one belongs to, if it may start a link or an image. */
  get active(): Bracket | null {
    const top = this.#stack.at(-1);
    return top && (top.image || top.position > this.#lastLink) ? top : null;
  }

  /** The last piece is a bracket. */
  push(image: boolean, position: number): void {
    const top = this.#stack.at(-1);
    if (top) top.holdsBracket = true;
    const { last: piece } = this.#chain;
    const { size: bottom } = this.#delimiters;
    this.#stack.push({ piece, image, position, bottom, holdsBracket: false });
  }

  pop(): void {
    this.#stack.pop();
    // Within brackets the marks wait, since a link's text is a world of its own.
    if (this.isEmpty) this.#delimiters.resolve();
  }

  /** Makes a link or an image of all that stands behind a bracket. Marks from `since` on are shown as if they closed here. */
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

  /** The text goes on: what is behind an open bracket, from `since` on, is shown as a link that leads nowhere yet. */
  closeOpen(since: number): void {
    for (; !this.isEmpty; this.pop()) {
      const { active } = this;
      if (!active || (active !== this.pending && active.position < since)) continue;
      if (active.piece.next) this.link(active, { href: null, title: '' }, since);
      else this.#chain.remove(active.piece);
    }
  }
}
