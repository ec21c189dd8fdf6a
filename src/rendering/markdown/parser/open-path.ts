import type { LeafInlines } from './leaf-inlines.js';
import type { References } from './references.js';
import type { Block, Document, Footnotes } from './tree.js';

/** A block that later lines may still continue, and what its lines need to know. */
export interface OpenBlock {
  readonly block: Block;
  /** It stands among its parent's children; a paragraph does so once it has something to show. */
  attached: boolean;
  /** A block was opened in it. */
  hasChild: boolean;
  /** The last line that belongs to it or to what is in it. */
  endLine: number;
  /** Of an item or a footnote: the columns before its content. Of a fence: the columns before its ticks. */
  readonly indent: number;
  /** Of a list: its bullet, or what follows its numbers. Of a fence: its character; none for indented code. */
  readonly mark: string;
  /** Of a fence: how many ticks it takes to close it. */
  readonly length: number;
  /** Of indented code: blank lines that belong to it if another line follows. */
  blanks: string;
  /** Of a paragraph. */
  readonly inlines: LeafInlines | null;
  /** Of a table: so many cells were added to rows that are too short. */
  filled: number;
}

/** Remembers what a line that is taken back may have changed of a block; answers how to put it back. */
function keep(block: Block): () => void {
  if ('inlines' in block) return () => {};
  const copy = { ...block };
  const content: unknown[] =
    'children' in block ? block.children : 'lines' in block ? block.lines : [];
  const from = 'settled' in block ? block.settled : content.length;
  const open = content.slice(from);
  return () => {
    Object.assign(block, copy);
    content.splice(from, Infinity, ...open);
  };
}

/** The blocks that are open, from the document to the deepest one, and how they open and close. */
export class OpenPath {
  readonly document: Document = { kind: 'document', offset: 0, children: [], settled: 0 };
  readonly footnotes: Footnotes = { kind: 'footnotes', offset: 0, children: [], settled: 0 };
  /** Counts lines, to find the blank ones between blocks. */
  lineNumber = 1;
  /** Where the line starts in the source. */
  lineStart = 0;
  /** Where the line before it starts. */
  previousStart = 0;
  #path: OpenBlock[] = [];
  #closed: OpenBlock[] = [];

  constructor(readonly references: References) {
    this.reset();
  }

  reset(): void {
    this.#path = [];
    this.#closed = [];
    this.#path.push(this.#make(this.document));
  }

  get depth(): number {
    return this.#path.length;
  }

  get tip(): OpenBlock {
    return this.at(this.#path.length - 1);
  }

  at(depth: number): OpenBlock {
    const open = this.#path[depth];
    if (!open) throw new RangeError('No open block there');
    return open;
  }

  #make(block: Block, more: Partial<OpenBlock> = {}): OpenBlock {
    return {
      block,
      attached: false,
      hasChild: false,
      endLine: this.lineNumber,
      indent: 0,
      mark: '',
      length: 0,
      blanks: '',
      inlines: null,
      filled: 0,
      ...more,
    };
  }

  /** Opens a block in the deepest one. */
  open(block: Block, more: Partial<OpenBlock> = {}): OpenBlock {
    const parent = this.tip;
    const afterGap = parent.hasChild && this.lineNumber - parent.endLine > 1;
    const list = parent.block.kind === 'item' ? this.at(this.depth - 2) : parent;
    if (afterGap && list.block.kind === 'list') list.block.tight = false;
    parent.hasChild = true;
    const open = this.#make(block, more);
    this.#path.push(open);
    if (!open.inlines) this.#attach(open, parent);
    return open;
  }

  #attach(open: OpenBlock, parent: OpenBlock): void {
    if (open.attached) return;
    open.attached = true;
    const container = open.block.kind === 'footnote' ? this.footnotes : parent.block;
    if ('children' in container) (container.children as Block[]).push(open.block);
  }

  /** Reads what is new in a paragraph, and shows it once there is something to show. */
  show(open: OpenBlock, parent: OpenBlock, mayGoOn: boolean): void {
    if (!open.inlines) return;
    open.inlines.refresh(mayGoOn);
    if (open.inlines.leaf.inlines.length > 0) this.#attach(open, parent);
    // A definition so long that it was shown as text.
    else if (open.attached && !mayGoOn) this.removeLast(parent);
  }

  /** Reads what is new in the deepest block. */
  showTip(): void {
    if (this.depth > 1) this.show(this.tip, this.at(this.depth - 2), true);
  }

  /** Takes the deepest block off the path without closing it. */
  pop(): OpenBlock {
    const open = this.tip;
    this.#path.pop();
    this.tip.endLine = Math.max(this.tip.endLine, open.endLine);
    return open;
  }

  /** Closes blocks until the path is so deep. */
  closeTo(depth: number): void {
    while (this.depth > depth) this.close(this.pop());
  }

  /** Closes a block that was taken off the path. */
  close(open: OpenBlock): void {
    const { block } = open;
    this.show(open, this.tip, false);
    if ('lines' in block && block.kind === 'code') block.complete = true;
    this.#closed.push(open);
  }

  /** Leaves that are over and whose blocks never were on the path: headings, cells. */
  settleLeaf(inlines: LeafInlines): void {
    this.#closed.push(this.#make(inlines.leaf, { inlines }));
  }

  /** Takes the last child out of a block, as long as it is not settled. */
  removeLast(parent: OpenBlock): void {
    if ('children' in parent.block) parent.block.children.pop();
  }

  /** Remembers the open blocks; answers how to take back what is done from here on. */
  save(): () => void {
    const path = [...this.#path];
    const copies = path.map((open) => ({ ...open }));
    const blocks = [...path.map(({ block }) => block), this.footnotes].map(keep);
    const closed = this.#closed.length;
    const { mentions } = this.references;
    return () => {
      this.#path = path;
      path.forEach((open, index) => Object.assign(open, copies[index]));
      for (const putBack of blocks) putBack();
      this.#closed.length = closed;
      this.references.forgetMentions(mentions);
    };
  }

  /** The line is over: what it closed is settled. */
  commitLine(): void {
    for (const { block, inlines } of this.#closed) {
      if ('children' in block) block.settled = block.children.length;
      if (inlines) this.references.wait(inlines);
      if (block.kind === 'footnote') this.references.defineFootnote(block.label, block.offset);
    }
    this.#closed = [];
    this.tip.inlines?.defineEarly();
    let openFootnotes = Infinity;
    this.#path.forEach(({ block }, index) => {
      if ('children' in block) block.settled = block.children.length - this.#openChildren(index);
      if (block.kind === 'footnote')
        openFootnotes = Math.min(openFootnotes, this.footnotes.children.lastIndexOf(block));
    });
    this.footnotes.settled = Math.min(openFootnotes, this.footnotes.children.length);
    this.lineNumber++;
    this.previousStart = this.lineStart;
  }

  /** How many of the last children of a block on the path may still change. */
  #openChildren(depth: number): number {
    const child = this.#path[depth + 1];
    if (!child?.attached || child.block.kind === 'footnote') return 0;
    return 1;
  }
}
