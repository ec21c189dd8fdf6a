import type { Fade } from '../fade.js';
import type { Renderer, RendererParts } from '../renderer.js';
import { htmlOf } from './clipboard.js';
import { CodeColors } from './code-colors.js';
import { CodeView } from './code-view.js';
import { ContainerView } from './container-view.js';
import type { Context } from './context.js';
import { box, create } from './create.js';
import { placeCursor } from './cursor-place.js';
import { FootnotesView } from './footnotes-view.js';
import { Groups } from './groups.js';
import { guarded } from './guarded.js';
import { keepSelection } from './keep-selection.js';
import { LeafView } from './leaf-view.js';
import { ItemView, ListView } from './list-view.js';
import { MathView } from './math-view.js';
import { markdownStyles } from './markdown.styles.js';
import { MARKUP_ENGLISH, type MarkupOptions, type RenderedBlock } from './options.js';
import { MarkdownParser } from './parser/parser.js';
import { textOf } from './parser/text.js';
import type { Block, Leaf } from './parser/tree.js';
import { TableView } from './table-view.js';
import type { Parent, View } from './view.js';
import { Widths } from './widths.js';

/** How often an author's function is asked of a growing block at most, in milliseconds. */
const INTERVAL = 100;

/** The top of the text: each of its blocks has a direction of its own. */
class DocumentView extends ContainerView {
  override inherit(): undefined {
    return undefined;
  }
}

/**
 * Shows Markdown while it is written. The parser says what the text is now; the views of what may still change make the
 * nodes follow, and touch only what differs. What is settled is never looked at again.
 */
export class MarkdownRenderer implements Renderer {
  readonly #parts: RendererParts;
  readonly #fade: Fade;
  readonly #colors: CodeColors;
  readonly #widths: Widths;
  #parser = new MarkdownParser();
  #source = '';
  /** All was typed, and nothing is held back. */
  #isSettled = false;
  #groups!: Groups;
  #context!: Context;
  #document!: ContainerView;
  #footnotes!: FootnotesView;
  /** Final leaves that changed, since something was defined behind them. */
  readonly #relinked = new Set<Leaf>();
  /** When an author's function was asked of the growing block. */
  #asked = -Infinity;
  /** The Text node before the cursor. */
  #tail: Text | undefined;

  constructor(parts: RendererParts) {
    this.#parts = parts;
    this.#fade = new parts.kit.Fade(parts.container);
    this.#widths = new Widths(parts.container);
    this.#colors = new CodeColors(parts, () => this.#options);
    parts.container.append(parts.cursor);
    this.#createViews();
    this.connect();
  }

  /** What a reader sees, as plain text. */
  get renderedText(): string {
    const { document, footnotes } = this.#parser;
    return [document, footnotes].map(textOf).join('\n').trim();
  }

  toHtml(): string {
    const { element } = this.#footnotes;
    return htmlOf(this.#document.element) + (element.parentNode ? htmlOf(element) : '');
  }

  append(text: string, fadeFrom?: number): number {
    if (!text) return 0;
    if (!this.#source) this.#parts.fallback.hidden = true;
    this.#tidy();
    if (this.#isSettled) this.#takeBack(this.#source.length);
    this.#context.visible = 0;
    const tail = this.#tail;
    const length = tail?.length ?? 0;
    this.#source += text;
    const select = keepSelection(this.#document.element);
    this.#sync(this.#parser.push(text));
    select?.();
    if (fadeFrom !== undefined) this.#fadeIn(tail, length, fadeFrom);
    return Math.max(0, this.#context.visible);
  }

  frame(time: number): boolean {
    if (this.#context.growing && time !== Infinity && time - this.#asked >= INTERVAL) {
      this.#asked = time;
      this.#askGrowing();
    }
    return this.#fade.frame(time);
  }

  truncate(length: number): void {
    if (length >= this.#source.length) return;
    this.#takeBack(length);
  }

  settle(): void {
    if (this.#isSettled || !this.#source) return;
    this.#isSettled = true;
    this.#sync(this.#parser.end());
    this.#askGrowing();
    this.#groups.drawAll(this.#source.length);
  }

  clear(): void {
    this.#fade.end();
    this.#groups.stop();
    this.#parser = new MarkdownParser();
    this.#source = '';
    this.#isSettled = false;
    this.#tail = undefined;
    this.#relinked.clear();
    const { container, fallback, cursor } = this.#parts;
    this.#document.element.remove();
    this.#footnotes.element.remove();
    this.#colors.removeGone();
    container.append(cursor);
    fallback.hidden = false;
    this.#createViews();
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
    this.#groups.stop();
    this.#widths.stop();
  }

  get #options(): MarkupOptions {
    return this.#parts.options?.() ?? {};
  }

  /** Keeps the first `length` units, as if no more had come. */
  #takeBack(length: number): void {
    const select = keepSelection(this.#document.element);
    const from = this.#parser.truncate(length);
    this.#isSettled = false;
    this.#groups.stop();
    this.#source = this.#source.slice(0, length);
    // What is gone must go before something else stands in its place. What was defined there is unknown again.
    this.#sync([...this.#relinked]);
    this.#colors.removeGone();
    this.#sync(this.#parser.push(this.#source.slice(from)));
    select?.();
  }

  #sync(relinked: readonly Leaf[]): void {
    const { document, footnotes } = this.#parser;
    this.#document.sync(document);
    this.#footnotes.sync(footnotes);
    for (const leaf of relinked) {
      this.#relinked.add(leaf);
      this.#context.leaves.get(leaf)?.sync(leaf);
    }
    if (relinked.length > 0) this.#footnotes.count();
    const { container } = this.#parts;
    if (!this.#document.element.parentNode) container.append(this.#document.element);
    if (footnotes.children.length === 0) this.#footnotes.element.remove();
    else if (!this.#footnotes.element.parentNode) container.append(this.#footnotes.element);
    this.#placeCursor();
  }

  #askGrowing(): void {
    this.#context.growing?.grown();
    this.#context.growing = undefined;
    this.#placeCursor();
  }

  #placeCursor(): void {
    const { document, footnotes } = this.#parser;
    const inNotes =
      footnotes.children.length > 0 && startOfLast(footnotes) >= startOfLast(document);
    const last = inNotes ? this.#footnotes : this.#document;
    this.#tail = placeCursor(this.#parts.cursor, last.element);
  }

  /** What was drawn in the last frame, and is final, costs less from now on. */
  #tidy(): void {
    // In a hidden tab nothing was drawn, and to measure would be to lay it out.
    if (document.hidden) return;
    this.#groups.tidy();
    this.#context.tip?.cut();
  }

  #fadeIn(tail: Text | undefined, length: number, time: number): void {
    const range = document.createRange();
    if (this.#tail) range.setEnd(this.#tail, this.#tail.length);
    else return;
    if (tail?.isConnected) range.setStart(tail, Math.min(length, tail.length));
    else range.setStart(this.#document.element, 0);
    if (!range.collapsed) this.#fade.add(range, time);
  }

  #createViews(): void {
    const { cursor, kit } = this.#parts;
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the context's getters need both
    const renderer = this;
    const context: Context = {
      cursor,
      kit,
      leaves: new WeakMap(),
      colors: this.#colors,
      visible: 0,
      tip: undefined,
      growing: undefined,
      widths: this.#widths,
      get options() {
        return renderer.#options;
      },
      get strings() {
        return { ...MARKUP_ENGLISH, ...renderer.#options.strings };
      },
      get footnotes() {
        return renderer.#footnotes;
      },
      footnoteNumber: (label) => this.#parser.footnoteNumber(label),
      createView: (block, parent) => createView(context, block, parent),
      render: (into, block) => this.#render(into, block),
    };
    this.#context = context;
    const { document, footnotes } = this.#parser;
    const element = box('div', 'markdown');
    this.#groups = new Groups(element, this.#parts.kit);
    this.#document = new DocumentView(context, undefined, document, element, this.#groups);
    this.#footnotes = new FootnotesView(context, footnotes);
  }

  #render(element: HTMLElement, block: Omit<RenderedBlock, 'element'>): boolean {
    const { renderBlock } = this.#options;
    const isShown = guarded('renderBlock', () => {
      const node = renderBlock?.({ ...block, element });
      if (!node || node === element) return false;
      if (node.parentNode !== element) element.replaceChildren(node);
      element.setAttribute('part', 'rendered');
      return true;
    });
    return isShown === true;
  }
}

/** Where the deepest of the last blocks starts. */
function startOfLast(block: Block): number {
  const last = 'children' in block ? block.children.at(-1) : undefined;
  return last ? startOfLast(last) : block.offset;
}

function createView(context: Context, block: Block, parent: Parent): View {
  switch (block.kind) {
    case 'quote':
      return new ContainerView(context, parent, block, create('blockquote', 'quote'));
    case 'item':
      return new ItemView(context, parent, block);
    case 'list':
      return new ListView(context, parent, block);
    case 'table':
      return new TableView(context, parent, block);
    case 'code':
      return new CodeView(context, block);
    case 'math':
      return new MathView(context);
    case 'rule':
      return new ContainerView(context, parent, block, create('hr', 'rule'));
    case 'paragraph':
    case 'heading':
    case 'cell':
      return new LeafView(context, parent, block);
    default:
      // The parser puts these into no other block.
      throw new TypeError(`A ${block.kind} within a block.`);
  }
}
