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

/** What is defined anywhere in the text, and the leaves that ask for it. */
export class References {
  readonly #known = new Map<string, Known>();
  readonly #waiting = new Map<string, Set<LeafInlines>>();
  readonly #queue = new Set<LeafInlines>();
  #work = WORK_AT_FIRST;
  /** Where each footnote is first mentioned, in this order. */
  readonly #mentioned = new Map<string, number>();
  /** Their numbers; when the text is over, of those that are defined. */
  #numbers = new Map<string, number>();
  readonly #defined = new Map<string, number>();
  readonly #pointing = new Set<LeafInlines>();

  target(label: string): Target | undefined {
    return this.#known.get(label)?.target;
  }

  define(label: string, target: Target, key: string, offset: number): void {
    const known = this.#known.get(label);
    if (known && (known.key !== key || known.target.title === target.title)) return;
    this.#known.set(label, { target, key, offset });
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

  footnote(label: string, offset: number): number {
    if (!this.#mentioned.has(label)) {
      this.#mentioned.set(label, offset);
      this.#numbers.set(label, this.#mentioned.size);
    }
    return this.footnoteNumber(label);
  }

  /** How many footnotes were mentioned. */
  get mentions(): number {
    return this.#mentioned.size;
  }

  /** Forgets all mentions but the first: what mentioned the others is read again. */
  forgetMentions(kept: number): void {
    if (kept >= this.mentions) return;
    for (const label of [...this.#mentioned.keys()].slice(kept)) {
      this.#mentioned.delete(label);
      this.#numbers.delete(label);
    }
  }

  footnoteNumber(label: string): number {
    return this.#numbers.get(label) ?? 0;
  }

  defineFootnote(label: string, offset: number): void {
    this.footnote(label, offset);
    if (!this.#defined.has(label)) this.#defined.set(label, offset);
  }

  /** Reads leaves again for which a reference has come, as many as the new text pays for. */
  relink(length: number): Leaf[] {
    this.#work = Math.min(
      this.#work + length * WORK_PER_CHARACTER,
      Math.max(WORK_AT_FIRST, this.#largest()),
    );
    const leaves: Leaf[] = [];
    for (const inlines of this.#queue) {
      if (this.#work < inlines.text.length) break;
      this.#work -= inlines.text.length;
      this.#queue.delete(inlines);
      inlines.readAgain();
      leaves.push(inlines.leaf);
    }
    return leaves;
  }

  #largest(): number {
    for (const inlines of this.#queue) return inlines.text.length;
    return 0;
  }

  /** No definition will come any more: marks of footnotes that do not exist are text. */
  end(): Leaf[] {
    return this.#count([...this.#mentioned.keys()].filter((label) => this.#defined.has(label)));
  }

  /** Gives numbers to footnotes; answers all leaves that have changed. */
  #count(labels: string[]): Leaf[] {
    const before = this.#numbers;
    this.#numbers = new Map(labels.map((label, index) => [label, index + 1]));
    for (const leaf of this.#pointing)
      for (const label of leaf.footnotes)
        if (before.get(label) !== this.#numbers.get(label)) this.#queue.add(leaf);
    this.#work = Infinity;
    return this.relink(0);
  }

  /** Forgets what was defined from `offset` on; answers the leaves before it that have lost a target. */
  truncate(offset: number): Leaf[] {
    for (const leaves of this.#waiting.values())
      for (const leaf of leaves) if (leaf.leaf.offset >= offset) leaves.delete(leaf);
    for (const leaf of [...this.#queue, ...this.#pointing])
      if (leaf.leaf.offset >= offset) {
        this.#queue.delete(leaf);
        this.#pointing.delete(leaf);
      }
    for (const [label, known] of this.#known)
      if (known.offset >= offset) {
        this.#known.delete(label);
        for (const leaf of this.#waiting.get(label) ?? []) this.#queue.add(leaf);
      }
    for (const places of [this.#defined, this.#mentioned])
      for (const [label, at] of places) if (at >= offset) places.delete(label);
    const leaves = this.#count([...this.#mentioned.keys()]);
    this.#work = WORK_AT_FIRST;
    return leaves;
  }
}
