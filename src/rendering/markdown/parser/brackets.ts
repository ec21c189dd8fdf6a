import type { Delimiter, Delimiters } from './delimiters.js';
import type { Target } from './links.js';
import { DEEPEST, type Chain, type Piece } from './pieces.js';
import { inlinesText } from './text.js';
import type { Inline } from './tree.js';

/** An opening bracket that may still become the start of a link or of an image. */
export interface Bracket {
  readonly piece: Piece;
  readonly image: boolean;
  readonly position: number;
  readonly previous: Bracket | null;
  /** The delimiters below it belong to what is around it. */
  readonly bottom: Delimiter | null;
  /** Another bracket was opened behind it, so its text is no label. */
  holdsBracket: boolean;
}

/** The bracket stack of the specification's appendix. */
export class Brackets {
  top: Bracket | null = null;
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

  /** The bracket that the next closing one belongs to, if it may start a link or an image. */
  get active(): Bracket | null {
    const { top } = this;
    return top && (top.image || top.position > this.#lastLink) ? top : null;
  }

  /** The last piece is a bracket. */
  push(image: boolean, position: number): void {
    const { top: previous } = this;
    if (previous) previous.holdsBracket = true;
    const { last: piece } = this.#chain;
    const { top: bottom } = this.#delimiters;
    this.top = { piece, image, position, previous, bottom, holdsBracket: false };
  }

  pop(): void {
    this.top = this.top?.previous ?? null;
    // Within brackets the marks wait, since a link's text is a world of its own.
    if (!this.top) this.#delimiters.resolve(null);
  }

  /** Makes a link or an image of all that stands behind a bracket. Marks from `since` on are shown as if they closed here. */
  link(bracket: Bracket, target: Target | null, since = Infinity): void {
    const chain = this.#chain;
    const { piece, image, bottom } = bracket;
    this.#delimiters.resolve(bottom, new Map());
    this.#delimiters.closeOpen(bottom, since);
    const depth = chain.depth(piece, null) + 1;
    const children = chain.collect(piece, chain.last);
    if (depth <= DEEPEST) {
      const { href, title } = target ?? { href: null, title: '' };
      const inline: Inline = image
        ? { kind: 'image', src: href, title, alt: inlinesText(children) }
        : { kind: 'link', href, title, children };
      chain.replace(piece, null, inline, image ? 0 : depth);
      chain.remove(piece);
    }
    if (!image) this.#lastLink = bracket.position;
  }

  /** The text goes on: what is behind an open bracket, from `since` on, is shown as a link that leads nowhere yet. */
  closeOpen(since: number): void {
    for (; this.top; this.pop()) {
      const { active } = this;
      if (!active || (active !== this.pending && active.position < since)) continue;
      if (active.piece.next) this.link(active, null, since);
      else this.#chain.remove(active.piece);
    }
  }
}
