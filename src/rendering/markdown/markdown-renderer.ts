import type { Fade } from '../fade.js';
import type { Renderer, RendererParts } from '../renderer.js';
import { toCopyHtml } from './copy-html.js';
import { CodeColors } from './code-colors.js';
import { ContainerView } from './container-view.js';
import { Context } from './context.js';
import { box } from './create.js';
import { placeCursor } from './cursor-place.js';
import { Groups } from './groups.js';
import { keepSelection } from './keep-selection.js';
import { markdownStyles } from './markdown.styles.js';
import { textOf } from './parser/text.js';
import type { Block, Leaf } from './parser/tree.js';
import { Widths } from './widths.js';

/** Least time between two calls of an author's function for a growing block, in milliseconds. */
const INTERVAL = 100;

/**
 * Shows Markdown while it is written. The parser builds a tree; the views of unsettled blocks bring their nodes up to date, and
 * touch only the differences. Settled blocks are looked at again only if a definition after them changes them.
 */
export class MarkdownRenderer implements Renderer {
  readonly #parts: RendererParts;
  readonly #fade: Fade;
  readonly #colors: CodeColors;
  readonly #widths: Widths;
  #context!: Context;
  #groups!: Groups;
  #document!: ContainerView;
  #source = '';
  /** Whether all text was typed and nothing is held back. */
  #isSettled = false;
  /** Time of the last call of an author's function for the growing block. */
  #asked = -Infinity;
  /** The Text node before the cursor. */
  #tail: Text | undefined;

  constructor(parts: RendererParts) {
    this.#parts = parts;
    this.#fade = new parts.kit.Fade(parts.container);
    this.#widths = new Widths(parts.container);
    this.#colors = new CodeColors(parts);
    this.#begin();
    this.connect();
  }

  /** The shown text, as plain text. */
  get renderedText(): string {
    const { document, footnotes } = this.#context.parser;
    return [document, footnotes].map(textOf).join('\n').trim();
  }

  toHtml(): string {
    const { element } = this.#context.footnotes;
    return toCopyHtml(this.#document.element) + (element.parentNode ? toCopyHtml(element) : '');
  }

  append(text: string, fadeFrom?: number): number {
    if (!text) return 0;
    if (!this.#source) {
      this.#parts.fallback.hidden = true;
      this.#parts.container.append(this.#document.element);
    }
    this.#tidy();
    if (this.#isSettled) this.#takeBack(this.#source.length);
    const context = this.#context;
    context.visible = 0;
    const tail = this.#tail;
    const length = tail?.length ?? 0;
    this.#source += text;
    const select = keepSelection(this.#document.element);
    this.#sync(context.parser.push(text));
    select?.();
    if (fadeFrom !== undefined) this.#fadeIn(tail, length, fadeFrom);
    return Math.max(0, context.visible);
  }

  frame(time: number): boolean {
    if (this.#context.growing && time !== Infinity && time - this.#asked >= INTERVAL) {
      this.#asked = time;
      this.#askGrowing();
    }
    return this.#fade.frame(time);
  }

  truncate(length: number): void {
    if (length < this.#source.length) this.#takeBack(length);
  }

  settle(): void {
    if (this.#isSettled || !this.#source) return;
    this.#isSettled = true;
    this.#sync(this.#context.parser.end());
    this.#askGrowing();
    this.#groups.leftOut.drawAll(this.#source.length);
  }

  clear(): void {
    this.#fade.end();
    this.#groups.leftOut.stop();
    this.#document.element.remove();
    this.#context.footnotes.element.remove();
    this.#colors.removeGone();
    this.#parts.fallback.hidden = false;
    this.#begin();
  }

  connect(): void {
    const { kit, container } = this.#parts;
    kit.adoptStyles(container, markdownStyles);
    this.#colors.connect();
    this.#widths.connect();
  }

  disconnect(): void {
    this.#fade.end();
    this.#colors.disconnect();
    this.#groups.leftOut.stop();
    this.#widths.stop();
  }

  /** Starts with an empty text. */
  #begin(): void {
    const { kit, container, cursor } = this.#parts;
    container.append(cursor);
    const element = box('div', 'markdown');
    const context = new Context(this.#parts, this.#colors, this.#widths);
    this.#context = context;
    this.#groups = new Groups(element, kit);
    const { document } = context.parser;
    this.#document = new ContainerView(context, undefined, document, element, this.#groups);
    this.#source = '';
    this.#isSettled = false;
    this.#tail = undefined;
  }

  /** Keeps the first `length` UTF-16 units, as if no more had been received. */
  #takeBack(length: number): void {
    const { parser } = this.#context;
    const select = keepSelection(this.#document.element);
    const from = parser.truncate(length);
    this.#isSettled = false;
    this.#groups.leftOut.stop();
    this.#source = this.#source.slice(0, length);
    // Removed blocks must be gone before other blocks take their places.
    this.#sync();
    this.#colors.removeGone();
    this.#sync(parser.push(this.#source.slice(from)));
    select?.();
  }

  /** @param relinked settled leaves that changed, since a definition after them was added or removed */
  #sync(relinked: readonly Leaf[] = []): void {
    const { parser, footnotes, leaves } = this.#context;
    this.#document.sync(parser.document);
    footnotes.sync(parser.footnotes);
    for (const leaf of relinked) leaves.get(leaf)?.sync(leaf);
    if (relinked.length > 0) footnotes.count();
    if (parser.footnotes.children.length === 0) footnotes.element.remove();
    else if (!footnotes.element.parentNode) this.#document.element.after(footnotes.element);
    this.#placeCursor();
  }

  #askGrowing(): void {
    this.#context.growing?.grown();
    this.#context.growing = undefined;
    this.#placeCursor();
  }

  #placeCursor(): void {
    const { parser, footnotes } = this.#context;
    const inNotes =
      parser.footnotes.children.length > 0 &&
      startOfLast(parser.footnotes) >= startOfLast(parser.document);
    const last = inNotes ? footnotes : this.#document;
    this.#tail = placeCursor(this.#parts.cursor, last.element);
  }

  /** Makes final blocks that were drawn in the last frame cheaper to lay out. */
  #tidy(): void {
    // In a hidden tab nothing was drawn, so measuring would force a layout.
    if (document.hidden) return;
    this.#groups.tidy();
    this.#context.tip?.cut();
  }

  #fadeIn(tail: Text | undefined, length: number, time: number): void {
    if (!this.#tail) return;
    const range = document.createRange();
    range.setEnd(this.#tail, this.#tail.length);
    if (tail?.isConnected) range.setStart(tail, Math.min(length, tail.length));
    else range.setStart(this.#document.element, 0);
    if (!range.collapsed) this.#fade.add(range, time);
  }
}

/** Returns the offset of the last block, at the deepest level. */
function startOfLast(block: Block): number {
  const last = 'children' in block ? block.children.at(-1) : undefined;
  return last ? startOfLast(last) : block.offset;
}
