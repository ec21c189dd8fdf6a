import { trimEnd } from './characters.js';
import type { Inline } from './tree.js';

/** Inlines nest this deep at most: marks beyond it are text. */
const DEEPEST = 100;
/** Text is handed over in nodes of this length, so that what is compared and appended stays short. */
const LONGEST_TEXT = 1024;

/** An inline while its neighbours may still become its content: a link of a chain. */
export interface Piece {
  inline: Inline;
  /** How many levels of inlines it holds. */
  depth: number;
  previous: Piece | null;
  next: Piece | null;
}

/** Appends text to a list of inlines. Where text is cut into nodes depends on nothing but the text. */
export function appendText(list: Inline[], text: string): void {
  if (text === '') return;
  const last = list.at(-1);
  let rest = text;
  if (last?.kind === 'text') {
    rest = last.text + text;
    list.pop();
  }
  while (rest.length > LONGEST_TEXT) {
    const inPair = /[\ud800-\udbff]/.test(rest.charAt(LONGEST_TEXT - 1));
    const cut = inPair ? LONGEST_TEXT - 1 : LONGEST_TEXT;
    list.push({ kind: 'text', text: rest.slice(0, cut) });
    rest = rest.slice(cut);
  }
  list.push({ kind: 'text', text: rest });
}

export function appendInline(list: Inline[], inline: Inline): void {
  if (inline.kind === 'text') appendText(list, inline.text);
  else list.push(inline);
}

/** A chain of pieces with a first one that stands for its start. */
export class Chain {
  readonly start: Piece = {
    inline: { kind: 'text', text: '' },
    depth: 0,
    previous: null,
    next: null,
  };
  last = this.start;
  /** How many pieces were added: a measure of the work. */
  count = 0;

  add(inline: Inline, depth = 0): Piece {
    const piece: Piece = { inline, depth, previous: this.last, next: null };
    this.last.next = piece;
    this.last = piece;
    this.count++;
    return piece;
  }

  addText(text: string): Piece {
    return this.add({ kind: 'text', text });
  }

  addAddress(href: string | null, text: string): void {
    this.add({ kind: 'link', href, title: '', children: [{ kind: 'text', text }] }, 1);
  }

  /** Takes blanks away from the end of the text; answers how many. */
  trimEnd(blanks: string): number {
    const { inline } = this.last;
    if (inline.kind !== 'text') return 0;
    const text = trimEnd(inline.text, blanks);
    this.last.inline = { kind: 'text', text };
    return inline.text.length - text.length;
  }

  /** The inlines between two pieces, or behind the first one. */
  collect(from = this.start, to: Piece | null = null): Inline[] {
    const list: Inline[] = [];
    for (let piece = from.next; piece && piece !== to; piece = piece.next)
      appendInline(list, piece.inline);
    return list;
  }

  /** Puts one inline around all that stands between two pieces; answers whether it may be nested so deep. */
  wrap(from: Piece, to: Piece | null, make: (children: Inline[]) => Inline | null): boolean {
    let depth = 0;
    for (let piece = from.next; piece && piece !== to; piece = piece.next)
      depth = Math.max(depth, piece.depth);
    if (depth >= DEEPEST) return false;
    const inline = make(this.collect(from, to));
    if (!inline) return true;
    depth = 'children' in inline ? depth + 1 : 0;
    const piece: Piece = { inline, depth, previous: from, next: to };
    from.next = piece;
    if (to) to.previous = piece;
    else this.last = piece;
    return true;
  }

  remove(piece: Piece): void {
    const { previous, next } = piece;
    if (previous) previous.next = next;
    if (next) next.previous = previous;
    else this.last = previous ?? this.start;
  }
}
