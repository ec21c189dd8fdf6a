import type { LeafInlines } from './leaf-inlines.js';
import type { References } from './references.js';
import { container, type Block, type Document, type Footnote, type Footnotes } from './tree.js';

/** A block that later lines may continue, and the state for reading these lines. */
export interface OpenBlock {
  readonly block: Block;
  /** Whether a block was opened in it. */
  hasChild: boolean;
  /** The last line of the block and its children. */
  endLine: number;
  /** Of an item or a footnote: the columns before its content. Of fenced code: the columns before the fence. */
  readonly indent: number;
  /** Of a list: its bullet, or the character after its numbers. Of code: its fence; empty for indented code. */
  readonly mark: string;
  /** Of indented code: blank lines that belong to the code if more code follows. */
  blanks: string;
  /** Of a paragraph. */
  readonly inlines: LeafInlines | null;
  /** Of a table: number of cells added to rows that are too short. */
  filled: number;
}

const keepList = (list: unknown[], from = list.length) => {
  const last = list.slice(from);
  return () => {
    list.splice(from, Infinity, ...last);
  };
};

/** Saves the state of an open block; returns a function that restores it. */
function keep(open: OpenBlock): () => void {
  const { block } = open;
  const copy = { ...open };
  const isTight = block.kind === 'list' && block.tight;
  const putBack =
    'children' in block
      ? keepList(block.children, block.settled)
      : 'lines' in block && keepList(block.lines);
  return () => {
    Object.assign(open, copy);
    if (putBack) putBack();
    if (block.kind === 'list') block.tight = isTight;
    if ('complete' in block) block.complete = false;
  };
}

/** The path of open blocks, from the document to the deepest block. */
export class OpenPath {
  readonly document: Document = container('document', 0);
  readonly footnotes: Footnotes = container('footnotes', 0);
  /** Number of the line, to find blank lines between blocks. */
  lineNumber = 1;
  /** Offset of the line in the source. */
  lineStart = 0;
  /** Offset of the previous line. */
  previousStart = 0;
  #path: OpenBlock[] = [];
  #closed: Pick<OpenBlock, 'block' | 'inlines'>[] = [];

  constructor(readonly references: References) {
    this.reset();
  }

  reset(): void {
    this.#path = [this.#make(this.document)];
    this.#closed = [];
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
      hasChild: false,
      endLine: this.lineNumber,
      indent: 0,
      mark: '',
      blanks: '',
      inlines: null,
      filled: 0,
      ...more,
    };
  }

  /** Opens a block at `depth` and closes deeper ones; a list is closed too, unless the block is an item. */
  open(depth: number, block: Block, more: Partial<OpenBlock> = {}): void {
    this.closeTo(depth);
    if (this.tip.block.kind === 'list' && block.kind !== 'item') this.closeTip();
    const parent = this.tip;
    const afterGap = parent.hasChild && this.lineNumber - parent.endLine > 1;
    const list = parent.block.kind === 'item' ? this.at(this.depth - 2) : parent;
    if (afterGap && list.block.kind === 'list') list.block.tight = false;
    parent.hasChild = true;
    const open = this.#make(block, more);
    this.#path.push(open);
    if (!open.inlines) this.#addChild(parent, block);
  }

  #addChild(parent: OpenBlock, block: Block): void {
    const into = block.kind === 'footnote' ? this.footnotes : parent.block;
    if ('children' in into && into.children.at(-1) !== block)
      (into.children as Block[]).push(block);
  }

  /** Removes a block if it is the last child. */
  removeChild({ block: parent }: OpenBlock, block: Block): void {
    if ('children' in parent && parent.children.at(-1) === block) parent.children.pop();
  }

  /** Reads the new text of a paragraph, which becomes its parent's child once it has something to show. */
  #show({ inlines }: OpenBlock, parent: OpenBlock, mayGoOn: boolean): void {
    if (!inlines) return;
    inlines.refresh(mayGoOn);
    if (inlines.leaf.inlines.length > 0) this.#addChild(parent, inlines.leaf);
    // The paragraph was a definition so long that it was shown as text.
    else if (!mayGoOn) this.removeChild(parent, inlines.leaf);
  }

  /** Reads the new text of the deepest block. */
  showTip(): void {
    if (this.depth > 1) this.#show(this.tip, this.at(this.depth - 2), true);
  }

  /** Removes the deepest block from the path without closing it. */
  pop(): OpenBlock {
    const open = this.tip;
    this.#path.pop();
    this.tip.endLine = Math.max(this.tip.endLine, open.endLine);
    return open;
  }

  /** Closes blocks until the path has `depth` blocks. */
  closeTo(depth: number): void {
    while (this.depth > depth) this.closeTip();
  }

  closeTip(): void {
    this.close(this.pop());
  }

  /** Closes a block that was removed from the path. */
  close(open: OpenBlock): void {
    this.#show(open, this.tip, false);
    if (open.block.kind === 'code') open.block.complete = true;
    this.#closed.push(open);
  }

  /** Registers a leaf of one line, a heading or a cell, which is settled with the line. */
  settleLeaf(inlines: LeafInlines): void {
    this.#closed.push({ block: inlines.leaf, inlines });
  }

  /** Saves the open blocks; returns a function that undoes later changes. */
  save(): () => void {
    const path = [...this.#path];
    const { footnotes } = this;
    const parts = [...path.map(keep), keepList(footnotes.children, footnotes.settled)];
    const closed = this.#closed.length;
    return () => {
      this.#path = path;
      for (const putBack of parts) putBack();
      this.#closed.length = closed;
    };
  }

  /** Makes the line final: the blocks that it closed are settled. */
  commitLine(): void {
    for (const { block, inlines } of this.#closed) {
      if ('children' in block) block.settled = block.children.length;
      if (inlines) this.references.wait(inlines);
      if (block.kind === 'footnote') this.references.defineFootnote(block.label, block.offset);
    }
    this.#closed = [];
    this.tip.inlines?.defineEarly();
    this.#path.forEach(({ block }, index) => {
      if (!('children' in block)) return;
      const child = this.#path[index + 1];
      const isOpen = child !== undefined && block.children.at(-1) === child.block;
      block.settled = block.children.length - (isOpen ? 1 : 0);
    });
    const { children } = this.footnotes;
    const open = this.#path.find(({ block }) => block.kind === 'footnote');
    this.footnotes.settled = open ? children.lastIndexOf(open.block as Footnote) : children.length;
    this.lineNumber++;
    this.previousStart = this.lineStart;
  }
}
