import type { Target } from './links.js';
import type { LeafInlines } from './leaf-inlines.js';
import type { Leaf } from './tree.js';

interface Known {
  readonly target: Target;
  /** Of two definitions of a label the first one counts; this tells whether one is read again. */
  readonly key: string;
  readonly offset: number;
}

/** For each character that comes, so many characters of settled leaves may be read again. */
const WORK_PER_CHARACTER = 16;
const WORK_AT_FIRST = 1 << 16;

interface Note {
  /** Where it is first mentioned. */
  readonly offset: number;
  /** Counts in the order in which they are mentioned; 0: when the text was over, it was not defined. */
  number: number;
  /** Where its text starts; Infinity as long as that has not come. */
  defined: number;
}

/** What is defined anywhere in the text, and the leaves that ask for it. */
export class References {
  readonly #known = new Map<string, Known>();
  readonly #waiting = new Map<string, Set<LeafInlines>>();
  /** Leaves that are to be read again. */
  readonly #queue = new Set<LeafInlines>();
  /** Leaves that were read again since the last answer. */
  readonly #changed = new Set<Leaf>();
  /** So many characters may be read again now. */
  #work = WORK_AT_FIRST;
  /** In the order in which they are mentioned. */
  readonly #notes = new Map<string, Note>();
  /** Leaves that mention them. */
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

  /** A leaf is settled: it is read again when one of its labels is defined after all. */
  wait(leaf: LeafInlines): void {
    for (const label of leaf.missing) {
      const leaves = this.#waiting.get(label);
      if (leaves) leaves.add(leaf);
      else this.#waiting.set(label, new Set([leaf]));
      if (this.#known.has(label)) this.#queue.add(leaf);
    }
    if (leaf.footnotes.size > 0) this.#pointing.add(leaf);
  }

  /** A footnote is mentioned; answers its number. */
  footnote(label: string, offset: number): number {
    if (!this.#notes.has(label))
      this.#notes.set(label, { offset, number: this.mentions + 1, defined: Infinity });
    return this.footnoteNumber(label);
  }

  /** How many footnotes were mentioned. */
  get mentions(): number {
    return this.#notes.size;
  }

  /** Forgets all mentions but the first: what mentioned the others is read again. */
  forgetMentions(kept: number): void {
    if (kept < this.mentions)
      for (const label of [...this.#notes.keys()].slice(kept)) this.#notes.delete(label);
  }

  footnoteNumber(label: string): number {
    return this.#notes.get(label)?.number ?? 0;
  }

  defineFootnote(label: string, offset: number): void {
    this.footnote(label, offset);
    const note = this.#notes.get(label);
    if (note?.defined === Infinity) note.defined = offset;
  }

  /** Reads leaves again for which a reference has come, as many as the new text pays for; answers what has changed. */
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

  /** No definition will come any more: marks of footnotes that do not exist are text. */
  end(): Leaf[] {
    this.#count(({ defined }) => defined < Infinity);
    this.#work = Infinity;
    return this.#readAgain();
  }

  /** Gives numbers to footnotes anew. */
  #count(counts: (note: Note) => boolean): void {
    const changed = new Set<string>();
    let last = 0;
    for (const [label, note] of this.#notes) {
      const number = counts(note) ? ++last : 0;
      if (number !== note.number) changed.add(label);
      note.number = number;
    }
    for (const leaf of this.#pointing)
      for (const label of leaf.footnotes) if (changed.has(label)) this.#queue.add(leaf);
  }

  /** Forgets what was defined from `offset` on. The leaves before it that have lost a target are among the next that change. */
  truncate(offset: number): void {
    for (const leaves of [...this.#waiting.values(), this.#queue, this.#pointing])
      for (const leaf of leaves) if (leaf.leaf.offset >= offset) leaves.delete(leaf);
    for (const [label, known] of this.#known)
      if (known.offset >= offset) {
        this.#known.delete(label);
        this.#askAgain(label);
      }
    for (const [label, note] of this.#notes) {
      if (note.defined >= offset) note.defined = Infinity;
      if (note.offset >= offset) this.#notes.delete(label);
    }
    this.#count(() => true);
    this.#work = Infinity;
    for (const leaf of this.#readAgain()) this.#changed.add(leaf);
    this.#work = WORK_AT_FIRST;
  }
}
