import type { Context } from './context.js';
import { create, setText } from './create.js';
import { mathSource } from './parser/text.js';
import type { Code, MathBlock } from './parser/tree.js';
import type { View } from './view.js';

/** Shows code, or a formula on separate lines, as it was written, unless an author's function renders it. */
export abstract class RawView<Raw extends Code | MathBlock = Code | MathBlock> implements View {
  readonly element = create('div');
  readonly kind: Raw['kind'];
  readonly language: string;
  /** The lines between the marks. */
  lines: readonly string[] = [];
  protected readonly context: Context;
  #isComplete = false;

  constructor(context: Context, block: Raw) {
    this.context = context;
    this.kind = block.kind;
    this.language = block.kind === 'code' ? block.language : '';
  }

  sync(block: Raw): void {
    const { lines, complete } = block;
    this.lines = lines;
    this.write(block);
    if (!complete) this.context.growing = this;
    if (complete === this.#isComplete) return;
    this.#isComplete = complete;
    // The block seemed complete, but its text continues.
    if (!complete) this.open();
    else this.show(lines.join('\n'), !('isCut' in block && block.isCut));
  }

  /** Called at intervals while the block grows, to call the author's function again. */
  grown(): void {
    const text = this.grownText();
    if (text && !this.#isComplete) this.show(text, false);
  }

  remove(): void {
    this.#isComplete = true;
  }

  /** Calls the author's function; returns whether the author renders the block. */
  protected show(text: string, complete: boolean): boolean {
    const { context, element, kind, language } = this;
    const isRendered = context.render(element, { kind, language, text, complete, display: true });
    if (!isRendered) this.open();
    return isRendered;
  }

  /** Shows the source. */
  protected open(): void {
    const { content, element, kind } = this;
    if (content[0]?.parentNode === element) return;
    element.setAttribute('part', kind);
    // Code and formulas run from left to right in every language.
    element.dir = 'ltr';
    element.replaceChildren(...content);
  }

  /** The nodes that show the source. */
  protected abstract readonly content: readonly Node[];
  protected abstract write(block: Raw): void;
  /** The text that an author's function gets before the block is complete; empty for none. */
  protected abstract grownText(): string;
}

/** Shows a formula on separate lines. */
export class MathView extends RawView<MathBlock> {
  protected readonly content = [document.createTextNode('')] as const;

  constructor(context: Context, math: MathBlock) {
    super(context, math);
    this.open();
  }

  protected write({ open, lines, complete }: MathBlock): void {
    // The line break before the closing mark is added together with the mark.
    const text = `\n${lines.join('\n')}${complete ? '\n' : ''}`;
    setText(this.context, this.content[0], mathSource({ open, text, complete }));
  }

  protected grownText(): string {
    return this.lines.join('\n');
  }
}
