import type { Target } from './links.js';
import type { LeafInlines } from './leaf-inlines.js';
import type { Leaf } from './tree.js';

interface Known {
  readonly target: Target;
  /** Identifies the definition: only the first one of a label counts, but that one may be read again. */
  readonly key: string;
  readonly offset: number;
}

/** Number of characters of settled leaves that may be read again for each new character. */
const WORK_PER_CHARACTER = 16;
const WORK_AT_FIRST = 1 << 16;

interface FootnoteEntry {
  /** Offset of the block that mentions the footnote first. */
  readonly offset: number;
  /** Place in the order of first mention, from 1; 0 if the text ended without the definition. */
  number: number;
  /** Offset of the definition; `Infinity` until it is read. */
  defined: number;
}

/** Definitions and footnotes of the whole text, and the leaves that refer to them. */
export class References {
  readonly #known = new Map<string, Known>();
  readonly #waiting = new Map<string, Set<LeafInlines>>();
  /** Leaves to read again. */
  readonly #queue = new Set<LeafInlines>();
  /** Leaves that were read again and are not returned yet. */
  readonly #changed = new Set<Leaf>();
  /** Number of characters that may be read again now. */
  #work = WORK_AT_FIRST;
  /** By label, in the order of first mention. */
  readonly #footnotes = new Map<string, FootnoteEntry>();
  /** Settled leaves that mention footnotes. */
  readonly #pointing = new Set<LeafInlines>();

  target(label: string): Target | undefined {
    return this.#known.get(label)?.target;
  }

  define(label: string, target: Target, key: string, offset: number): void {
    const known = this.#known.get(label);
    if (known && (known.key !== key || known.target.title === target.title)) return;
    this.#known.set(label, { target, key, offset });
    this.#askAgain(label);
  }

  #askAgain(label: string): void {
    for (const leaf of this.#waiting.get(label) ?? []) this.#queue.add(leaf);
  }

  /** Registers a settled leaf, which is read again when one of its labels is defined. */
  wait(leaf: LeafInlines): void {
    for (const label of leaf.missing) {
      const leaves = this.#waiting.get(label);
      if (leaves) leaves.add(leaf);
      else this.#waiting.set(label, new Set([leaf]));
      if (this.#known.has(label)) this.#queue.add(leaf);
    }
    if (leaf.footnotes.size > 0) this.#pointing.add(leaf);
  }

  /** Registers a mention of a footnote; returns its number. */
  footnote(label: string, offset: number): number {
    if (!this.#footnotes.has(label))
      this.#footnotes.set(label, { offset, number: this.mentions + 1, defined: Infinity });
    return this.footnoteNumber(label);
  }

  /** Number of footnotes mentioned. */
  get mentions(): number {
    return this.#footnotes.size;
  }

  /** Forgets all footnotes but the first `kept`: the text that mentioned the others is read again. */
  forgetMentions(kept: number): void {
    if (kept < this.mentions)
      for (const label of [...this.#footnotes.keys()].slice(kept)) this.#footnotes.delete(label);
  }

  footnoteNumber(label: string): number {
    return this.#footnotes.get(label)?.number ?? 0;
  }

  defineFootnote(label: string, offset: number): void {
    this.footnote(label, offset);
    const footnote = this.#footnotes.get(label);
    if (footnote?.defined === Infinity) footnote.defined = offset;
  }

  /** Reads leaves again whose references were defined, as many as `length` new characters allow; returns the changed leaves. */
  relink(length: number): Leaf[] {
    const [next] = this.#queue;
    const most = Math.max(WORK_AT_FIRST, next?.text.length ?? 0);
    this.#work = Math.min(this.#work + length * WORK_PER_CHARACTER, most);
    return this.#readAgain();
  }

  #readAgain(): Leaf[] {
    for (const inlines of this.#queue) {
      if (this.#work < inlines.text.length) break;
      this.#work -= inlines.text.length;
      this.#queue.delete(inlines);
      inlines.readAgain();
      this.#changed.add(inlines.leaf);
    }
    const leaves = [...this.#changed];
    this.#changed.clear();
    return leaves;
  }

  /** Ends the text: references to footnotes without a definition become text. Returns the changed leaves. */
  end(): Leaf[] {
    this.#count(({ defined }) => defined < Infinity);
    this.#work = Infinity;
    return this.#readAgain();
  }

  /** Renumbers the footnotes that count; the others get 0. */
  #count(counts: (footnote: FootnoteEntry) => boolean): void {
    const changed = new Set<string>();
    let last = 0;
    for (const [label, footnote] of this.#footnotes) {
      const number = counts(footnote) ? ++last : 0;
      if (number !== footnote.number) changed.add(label);
      footnote.number = number;
    }
    for (const leaf of this.#pointing)
      for (const label of leaf.footnotes) if (changed.has(label)) this.#queue.add(leaf);
  }

  /** Forgets definitions from `offset` on. Earlier leaves that lose a target are among those returned next. */
  truncate(offset: number): void {
    for (const leaves of [...this.#waiting.values(), this.#queue, this.#pointing])
      for (const leaf of leaves) if (leaf.leaf.offset >= offset) leaves.delete(leaf);
    for (const [label, known] of this.#known)
      if (known.offset >= offset) {
        this.#known.delete(label);
        this.#askAgain(label);
      }
    for (const [label, footnote] of this.#footnotes) {
      if (footnote.defined >= offset) footnote.defined = Infinity;
      if (footnote.offset >= offset) this.#footnotes.delete(label);
    }
    this.#count(() => true);
    this.#work = Infinity;
    for (const leaf of this.#readAgain()) this.#changed.add(leaf);
    this.#work = WORK_AT_FIRST;
  }
}
