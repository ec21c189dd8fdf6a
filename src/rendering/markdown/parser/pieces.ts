import { trimEnd } from './characters.js';
import type { Inline } from './tree.js';

/** Deepest nesting of inlines; deeper marks are text. */
const DEEPEST = 100;
/** Longest text inline, so that a renderer compares and appends only short text. */
const LONGEST_TEXT = 1024;

/** A node in a chain of inlines, some of which may still be wrapped in a span. */
export interface Piece {
  inline: Inline;
  /** Levels of spans within the inline, itself included. */
  depth: number;
  previous: Piece | null;
  next: Piece | null;
}

/** Appends text to a list of inlines. The text alone decides where it is split into inlines. */
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

/** A linked list of pieces; the first piece is empty and marks the start. */
export class Chain {
  readonly start: Piece = {
    inline: { kind: 'text', text: '' },
    depth: 0,
    previous: null,
    next: null,
  };
  last = this.start;
  /** Number of pieces added: a measure of the work. */
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

  /** Removes `blanks` from the end of the text; returns how many. */
  trimEnd(blanks: string): number {
    const { inline } = this.last;
    if (inline.kind !== 'text') return 0;
    const text = trimEnd(inline.text, blanks);
    this.last.inline = { kind: 'text', text };
    return inline.text.length - text.length;
  }

  /** Returns the inlines between two pieces, or all after the first one. */
  collect(from = this.start, to: Piece | null = null): Inline[] {
    const list: Inline[] = [];
    for (let piece = from.next; piece && piece !== to; piece = piece.next)
      appendInline(list, piece.inline);
    return list;
  }

  /** Wraps all between two pieces in one inline; returns false if that would nest too deep. */
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
