import { Fade } from '../fade.js';
import type { Renderer, RendererParts } from '../renderer.js';
import { mayJoin, mayLeaveOut } from './box-rules.js';
import { LeftOut } from './left-out.js';
import { beginLine, continueLine, lineOf, reopenLine, type Line } from './line.js';
import { NEXT_TRY, PIECE_LENGTH, cutLongLine } from './long-line/long-line.js';
import { Reflow } from './long-line/reflow.js';
import { SharedBlock } from './shared-block.js';

const BLOCKS_PER_GROUP = 200;
/** After this many blocks short lines share one, since a million blocks would fill the memory. */
const MANY_LINES = 20_000;

/**
 * Shows each line as a block, and adds text by `appendData` to the last Text node: the browser lays out only that block again,
 * and the reader's selection survives. Groups of blocks are skipped by the browser while off screen, so a frame costs the same
 * however long the text is.
 *
 * A line's block is created with the line's first character: as in `<pre>`, a final newline shows no empty line.
 */
export class TextRenderer implements Renderer {
  readonly #container: HTMLElement;
  readonly #fallback: HTMLElement;
  readonly #cursor: HTMLElement;
  readonly #reflow: Reflow;
  readonly #fade: Fade;
  readonly #leftOut: LeftOut;
  #length = 0;
  #group: HTMLElement | undefined;
  /** Number of blocks that still fit into the group. */
  #room = 0;
  /** Number of blocks so far. */
  #blocks = 0;
  /** Whether short lines share blocks in this group. */
  #shares = false;
  /** The last line. */
  #line: Line | undefined;
  /** The last line's block, if lines share it. */
  #shared: SharedBlock | undefined;
  /** Length of a line's last piece at which the next cut is tried. */
  #cutAt = PIECE_LENGTH;

  constructor({ container, fallback, cursor }: Omit<RendererParts, 'kit'>) {
    this.#container = container;
    this.#fallback = fallback;
    this.#cursor = cursor;
    this.#reflow = new Reflow(container);
    this.#fade = new Fade(container);
    this.#leftOut = new LeftOut(container);
    container.append(cursor);
  }

  append(text: string, fadeFrom?: number): undefined {
    if (!text) return;
    // Set once, since the browser recalculates styles even if the value is the same.
    if (this.#length === 0) this.#fallback.hidden = true;
    this.#tidy();
    const line = this.#line;
    const fades = fadeFrom !== undefined;
    const before = fades && line ? ([line.text, line.text.length] as const) : undefined;
    let start = line && !line.newline ? continueLine(line, text) : 0;
    while (start < text.length) start = this.#addLines(text, start);
    this.#length += text.length;
    this.#placeCursor();
    if (fades) this.#fade.add(this.#rangeFrom(before), fadeFrom);
  }

  frame(time: number): boolean {
    return this.#fade.frame(time);
  }

  truncate(length: number): void {
    let surplus = this.#length - length;
    if (surplus <= 0) return;
    this.#length = length;
    this.#cursor.remove();
    for (;;) {
      const node = this.#lastText();
      if (!node) break;
      if (node.length > surplus) {
        node.deleteData(node.length - surplus, surplus);
        break;
      }
      surplus -= node.length;
      this.#remove(node);
    }
    this.#reopen();
    this.#placeCursor();
  }

  settle(): void {
    this.#leftOut.drawAll(this.#length);
  }

  clear(): void {
    this.#fade.end();
    this.#reflow.clear();
    this.#leftOut.stop();
    for (const group of this.#container.querySelectorAll(':scope > .group')) group.remove();
    this.#length = 0;
    this.#group = undefined;
    this.#reopen();
    this.#placeCursor();
    this.#fallback.hidden = false;
  }

  connect(): void {
    this.#reflow.connect();
  }

  disconnect(): void {
    this.#fade.end();
    this.#reflow.disconnect();
    this.#leftOut.stop();
  }

  /** The range from `start`, or from the beginning of the text, to the end. */
  #rangeFrom(start: readonly [Text, number] | undefined): Range {
    const range = document.createRange();
    range.selectNodeContents(this.#container);
    if (start) range.setStart(...start);
    // Ends within the text, so that text added later is not part of the range.
    if (this.#line) range.setEnd(this.#line.text, this.#line.text.length);
    return range;
  }

  /** Makes complete text that was drawn in the last frame cheaper to lay out. */
  #tidy(): void {
    // A hidden tab draws nothing, and measuring would force a layout.
    if (document.hidden || !this.#container.isConnected) return;
    this.#leftOut.leave((box) => mayLeaveOut(lineOf(box)));
    const line = this.#line;
    if (!line || line.newline || line.text.length < this.#cutAt) return;
    if (this.#reflow.isUnderWay) return;
    const { block, text } = line;
    line.text = cutLongLine(block, text);
    this.#cutAt = Math.max(PIECE_LENGTH, line.text.length + NEXT_TRY);
    if (line.text === text) return;
    const box = text.parentElement;
    const piece = box && box !== block ? box : undefined;
    this.#reflow.watch(piece);
    const bundle = piece?.parentElement;
    if (bundle && !bundle.contains(line.text)) this.#leftOut.add(bundle);
  }

  /**
   * Adds lines until the group is full; returns the start of the next line. Lines are created outside the document, since each
   * change inside makes the browser recalculate styles.
   */
  #addLines(text: string, from: number): number {
    if (this.#shared && this.#shared.line === this.#line) {
      const end = this.#shared.add(text, from);
      if (end > from) return end;
    }
    const group = this.#room > 0 && this.#group ? this.#group : this.#nextGroup();
    const blocks: HTMLElement[] = [];
    let start = from;
    while (start < text.length && this.#room > 0) {
      const { line, end } = this.#createBlock(text, start);
      blocks.push(line.block);
      this.#line = line;
      this.#room -= 1;
      start = end;
    }
    group.append(...blocks);
    if (!group.parentNode) this.#container.append(group);
    this.#blocks += blocks.length;
    this.#cutAt = PIECE_LENGTH;
    return start;
  }

  /** Creates the block of the line that begins at `start`; also returns the start of the next line. */
  #createBlock(text: string, start: number): { line: Line; end: number } {
    if (this.#shares) {
      const shared = new SharedBlock();
      const end = shared.add(text, start);
      this.#shared = end > start ? shared : undefined;
      if (this.#shared) return { line: shared.line, end };
    }
    return beginLine(text, start);
  }

  #nextGroup(): HTMLElement {
    const last = this.#group?.lastElementChild;
    this.#shares = this.#blocks >= MANY_LINES && last instanceof HTMLElement && mayJoin(last);
    if (this.#group) this.#leftOut.add(this.#group);
    this.#room = BLOCKS_PER_GROUP;
    this.#group = document.createElement('div');
    this.#group.className = 'group';
    return this.#group;
  }

  /** Puts the cursor inline after the last visible character; moves it only when the line changed. */
  #placeCursor(): void {
    if (!this.#line) this.#container.append(this.#cursor);
    else if (this.#cursor.previousSibling !== this.#line.text) this.#line.text.after(this.#cursor);
  }

  /** The last Text node of the text. Call it only while the cursor is removed. */
  #lastText(): Text | undefined {
    let node: Node | null | undefined = this.#group;
    while (node && !(node instanceof Text)) node = node.lastChild;
    return node ?? undefined;
  }

  /** Removes the last Text node, and boxes that become empty. */
  #remove(node: Text): void {
    let empty: Element | Text = node;
    let parent = empty.parentElement;
    while (parent && parent !== this.#container && parent.childNodes.length === 1) {
      empty = parent;
      parent = empty.parentElement;
    }
    if (empty === this.#group) {
      const before = empty.previousElementSibling;
      this.#group = before?.matches('.group') ? (before as HTMLElement) : undefined;
    }
    empty.remove();
  }

  /** Finds the line to continue after text was removed. */
  #reopen(): void {
    this.#leftOut.forget();
    this.#shared = undefined;
    this.#blocks = Math.min(this.#blocks, this.#length);
    this.#room = this.#group ? BLOCKS_PER_GROUP - this.#group.childElementCount : 0;
    const last = this.#lastText();
    const block = last?.parentElement?.closest<HTMLElement>('[part~=line]');
    if (!last || !block) {
      this.#line = undefined;
      return;
    }
    this.#line = reopenLine(block, last);
    this.#cutAt = PIECE_LENGTH;
    for (const box of [this.#group, this.#line.text.parentElement?.parentElement]) {
      box?.classList.remove('complete');
    }
  }
}
