import { Fade } from '../fade.js';
import { NEXT_TRY, PIECE_LENGTH, cutLongLine, lastPieceOf } from './long-line/long-line.js';
import { Reflow } from './long-line/reflow.js';
import type { Renderer } from '../renderer.js';

const LINES_PER_GROUP = 200;

/** A line that is being written: its block, the last Text node, and the newline that ends it. */
interface Line {
  readonly block: HTMLElement;
  text: Text;
  newline: Text | undefined;
}

/**
 * A block per line, and `appendData` on the last one's Text node: the browser lays out again
 * just that block, and the reader's selection survives. Blocks stand in groups: the browser
 * leaves out what is off screen group by group, so a frame costs the same however long the text.
 *
 * The newline is a node of its own, so that the cursor can stand before it, after the last
 * visible character. The next line's block begins with its first character: text that ends in
 * a newline shows no empty line, as in `<pre>`.
 */
export class TextRenderer implements Renderer {
  readonly #container: HTMLElement;
  /** What stands in the container until the first text. */
  readonly #fallback: HTMLElement;
  readonly #cursor: HTMLElement;
  readonly #reflow: Reflow;
  readonly #fade: Fade;
  #length = 0;
  #group: HTMLElement | undefined;
  #linesInGroup = 0;
  /** The last line. */
  #line: Line | undefined;
  /** Groups and bundles that are complete, and are drawn once before they may be left out. */
  #complete: Element[] = [];
  /** The last piece of a line is looked at when it is this long. */
  #cutAt = PIECE_LENGTH;

  constructor(container: HTMLElement, fallback: HTMLElement, cursor: HTMLElement) {
    this.#container = container;
    this.#fallback = fallback;
    this.#cursor = cursor;
    this.#reflow = new Reflow(container);
    this.#fade = new Fade(container);
    container.append(cursor);
  }

  append(text: string, fadeFrom?: number): void {
    if (!text) return;
    this.#fallback.hidden = true;
    this.#tidy();
    const before = this.#line && ([this.#line.text, this.#line.text.length] as const);
    let start = this.#line && !this.#line.newline ? this.#goOn(this.#line, text) : 0;
    while (start < text.length) start = this.#addLines(text, start);
    this.#length += text.length;
    this.#placeCursor();
    if (fadeFrom !== undefined) this.#fade.add(this.#rangeFrom(before), fadeFrom);
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
    // The DOM at the end is the DOM while streaming: nothing to do.
  }

  clear(): void {
    this.#fade.end();
    this.truncate(0);
    this.#reflow.stop();
    this.#fallback.hidden = false;
  }

  /** From a place to the end; from the beginning where there was no text before. */
  #rangeFrom(start: readonly [Text, number] | undefined): Range {
    const range = document.createRange();
    range.selectNodeContents(this.#container);
    if (start) range.setStart(...start);
    // Ends in the text itself, so that what is added there later is not part of it.
    if (this.#line) range.setEnd(this.#line.text, this.#line.text.length);
    return range;
  }

  /** What was drawn in the last frame and is complete may be left out from now on. */
  #tidy(): void {
    // In a hidden tab nothing was drawn, and to measure would be to lay it out.
    if (document.hidden) return;
    for (const element of this.#complete) element.classList.add('complete');
    this.#complete = [];
    const line = this.#line;
    if (!line || line.newline || line.text.length < this.#cutAt) return;
    if (this.#reflow.isUnderWay) return;
    const before = lastPieceOf(line.block);
    line.text = cutLongLine(line.block, line.text);
    const after = lastPieceOf(line.block);
    this.#cutAt = Math.max(PIECE_LENGTH, line.text.length + NEXT_TRY);
    if (before === after) return;
    if (before) this.#reflow.watch(before);
    const bundle = before?.parentElement;
    if (bundle && bundle !== after?.parentElement) this.#complete.push(bundle);
  }

  /** Adds to the line that is being written. Returns where the next one begins. */
  #goOn(line: Line, text: string): number {
    const { data, end, isLast } = lineAt(text, 0);
    if (data) line.text.appendData(data);
    if (!isLast) this.#line = undefined;
    else if (end > data.length) line.newline = addNewline(line);
    return end;
  }

  /**
   * Adds lines until the group is full. They are made before the document knows them: each change in
   * the document makes the browser look for their direction and style again.
   */
  #addLines(text: string, from: number): number {
    const lines: HTMLElement[] = [];
    let start = from;
    if (!this.#group || this.#linesInGroup >= LINES_PER_GROUP) {
      if (this.#group) this.#complete.push(this.#group);
      this.#group = document.createElement('div');
      this.#group.className = 'group';
      this.#linesInGroup = 0;
    }
    while (start < text.length && this.#linesInGroup < LINES_PER_GROUP) {
      const { data, end, isLast } = lineAt(text, start);
      const block = createLine();
      const line: Line = { block, text: document.createTextNode(data), newline: undefined };
      block.append(line.text);
      if (isLast && end > start + data.length) line.newline = addNewline(line);
      this.#line = isLast ? line : undefined;
      lines.push(block);
      this.#linesInGroup += 1;
      start = end;
    }
    this.#group.append(...lines);
    if (!this.#group.parentNode) this.#container.append(this.#group);
    this.#cutAt = PIECE_LENGTH;
    return start;
  }

  /** Inline after the last visible character. Moved only when the line changed. */
  #placeCursor(): void {
    if (!this.#line) this.#container.append(this.#cursor);
    else if (this.#cursor.previousSibling !== this.#line.text) this.#line.text.after(this.#cursor);
  }

  /** The last Text node with text. The cursor is out of the way. */
  #lastText(): Text | undefined {
    let node: Node | null | undefined = this.#group;
    while (node && !(node instanceof Text)) node = node.lastChild;
    return node ?? undefined;
  }

  /** Removes a last Text node, and the boxes that are empty then. */
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

  /** Finds the line to go on with after something was removed. */
  #reopen(): void {
    this.#complete = [];
    this.#linesInGroup = this.#group?.childElementCount ?? 0;
    const last = this.#lastText();
    const block = last?.parentElement?.closest<HTMLElement>('[part~=line]');
    if (!last || !block) {
      this.#line = undefined;
      return;
    }
    let text = last;
    let newline: Text | undefined;
    if (last.data.endsWith('\n')) {
      const before = last.previousSibling;
      const isApart = last.length === 1 && before instanceof Text;
      if (isApart) text = before;
      newline = isApart ? last : last.splitText(last.length - 1);
    }
    this.#line = { block, text, newline };
    this.#cutAt = PIECE_LENGTH;
    for (const box of [this.#group, text.parentElement?.parentElement]) {
      box?.classList.remove('complete');
    }
  }
}

let emptyLine: HTMLElement | undefined;

function createLine(): HTMLElement {
  if (!emptyLine) {
    emptyLine = document.createElement('div');
    emptyLine.part.add('line');
    // Each line takes its direction from its own first letter.
    emptyLine.dir = 'auto';
  }
  return emptyLine.cloneNode() as HTMLElement;
}

/**
 * The line that begins at a place: the data of its Text node, where the next one begins, and whether
 * nothing follows. A newline that something follows is part of the data; the cursor is elsewhere.
 */
function lineAt(text: string, start: number): { data: string; end: number; isLast: boolean } {
  const newline = text.indexOf('\n', start);
  if (newline < 0) return { data: text.slice(start), end: text.length, isLast: true };
  const end = newline + 1;
  const isLast = end === text.length;
  return { data: text.slice(start, isLast ? newline : end), end, isLast };
}

/** In a node of its own, so that the cursor can stand before it. */
function addNewline({ text }: Line): Text {
  const newline = document.createTextNode('\n');
  text.parentNode?.append(newline);
  return newline;
}
