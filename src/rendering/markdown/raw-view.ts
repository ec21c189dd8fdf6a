import type { Context } from './context.js';
import { create } from './create.js';
import type { Code, MathBlock } from './parser/tree.js';
import { keyOf, type View } from './view.js';

/** Code, or a formula on lines of its own: shown as it was written, unless an author's function shows it. */
export abstract class RawView<Raw extends Code | MathBlock = Code | MathBlock> implements View {
  readonly key: string;
  readonly element = create('div');
  readonly kind: Raw['kind'];
  readonly language: string;
  /** Without the marks around them. */
  lines: readonly string[] = [];
  protected readonly context: Context;
  #isComplete = false;

  constructor(context: Context, block: Raw) {
    this.key = keyOf(block);
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
    // What looked like the end was not: the text goes on.
    if (!complete) this.open();
    else this.show(lines.join('\n'), !('isCut' in block && block.isCut));
  }

  /** It has grown, and some time has passed since the author's function was asked last. */
  grown(): void {
    const text = this.grownText();
    if (text && !this.#isComplete) this.show(text, false);
  }

  remove(): void {
    this.#isComplete = true;
  }

  /** Answers whether the author shows it. */
  protected show(text: string, complete: boolean): boolean {
    const { context, element, kind, language } = this;
    const isRendered = context.render(element, { kind, language, text, complete, display: true });
    if (!isRendered) this.open();
    return isRendered;
  }

  /** Shows what was written. */
  protected open(): void {
    const { content, element, kind } = this;
    if (content[0]?.parentNode === element) return;
    element.setAttribute('part', kind);
    // Code and formulas run from left to right in every language.
    element.dir = 'ltr';
    element.replaceChildren(...content);
  }

  /** The nodes that show what was written. */
  protected abstract readonly content: readonly Node[];
  protected abstract write(block: Raw): void;
  /** What an author's function may show before the block is complete. */
  protected abstract grownText(): string;
}
