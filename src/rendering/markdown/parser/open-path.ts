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
  /** Of a table whose head may be a paragraph's line, since the line under it has not come. */
  readonly head: TableHead | null;
  /** Of a table: so many cells were added to rows that are too short. */
  filled: number;
}

/** A line that is shown as a table's head. */
interface TableHead {
  readonly source: string;
  /** The lines before it. */
  readonly paragraph: OpenBlock | null;
  /** So many footnotes are mentioned before it. */
  readonly mentions: number;
}

/** What a line may change of the open blocks, as it was before the line. */
interface Snapshot {
  readonly path: OpenBlock[];
  readonly restore: (() => void)[];
  readonly mentions: number;
}

const keepChildren = (block: Block) => {
  if (!('children' in block)) return () => {};
  const children: Block[] = block.children;
  const { settled } = block;
  const open = children.slice(settled);
  return () => {
    children.length = settled;
    children.push(...open);
  };
};

const keepLines = (block: Block) => {
  if (!('lines' in block)) return () => {};
  const { length } = block.lines;
  const last = block.lines.slice(-1);
  return () => {
    block.lines.splice(Math.max(0, length - 1), Infinity, ...last);
    block.complete = false;
  };
};

/** Remembers an open block; answers how to put it back. */
function keep(open: OpenBlock): () => void {
  const { block } = open;
  const copy = { ...open };
  const children = keepChildren(block);
  const lines = keepLines(block);
  const tight = block.kind === 'list' && block.tight;
  const paragraph = open.head?.paragraph;
  const text = paragraph?.inlines?.keep();
  const attached = paragraph?.attached;
  return () => {
    Object.assign(open, copy);
    children();
    lines();
    if (block.kind === 'list') block.tight = tight;
    text?.();
    if (paragraph) paragraph.attached = attached === true;
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
  #snapshot: Snapshot | null = null;

  constructor(readonly references: References) {
    this.reset();
  }

  reset(): void {
    this.#path = [];
    this.#closed = [];
    this.#snapshot = null;
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
      head: null,
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

  /** Puts a block back on the path that was taken off. */
  putBack(open: OpenBlock): void {
    this.#path.push(open);
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

  /** Remembers the open blocks: the line that comes may have to be taken back. */
  save(): void {
    this.#snapshot = {
      path: [...this.#path],
      restore: [...this.#path.map(keep), keepChildren(this.footnotes)],
      mentions: this.references.mentions,
    };
  }

  /** Takes back what has been done since `save()`. */
  restore(): void {
    const snapshot = this.#snapshot;
    if (!snapshot) return;
    this.#snapshot = null;
    this.#path = snapshot.path;
    this.#closed = [];
    this.references.forgetMentions(snapshot.mentions);
    for (const restore of snapshot.restore) restore();
  }

  /** The line is over: what it closed is settled. */
  commitLine(): void {
    this.#snapshot = null;
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
    return child.head?.paragraph?.attached ? 2 : 1;
  }
}
