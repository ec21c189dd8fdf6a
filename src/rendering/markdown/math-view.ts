import type { Context } from './context.js';
import { create, setText } from './create.js';
import { mathSource } from './parser/text.js';
import type { Block, MathBlock } from './parser/tree.js';
import type { GrowingView } from './view.js';

/** A formula on lines of its own: as it was written, unless the author shows it. */
export class MathView implements GrowingView {
  readonly element = create('div');
  readonly #context: Context;
  readonly #text = document.createTextNode('');
  /** Without the marks around it. */
  #source = '';
  #isComplete = false;

  constructor(context: Context) {
    this.#context = context;
    this.element.dir = 'ltr';
    this.#open();
  }

  fits(block: Block): boolean {
    return block.kind === 'math';
  }

  sync({ open, lines, complete }: MathBlock): void {
    if (this.#isComplete && complete) return;
    this.#isComplete = complete;
    this.#source = lines.join('\n');
    // The line break before the closing mark comes with the mark.
    const text = `\n${this.#source}${complete ? '\n' : ''}`;
    setText(this.#context, this.#text, mathSource({ open, text, complete }));
    if (!complete) this.#context.growing = this;
    else if (!this.#render(true)) this.#open();
  }

  grown(): void {
    if (!this.#isComplete && !this.#render(false)) this.#open();
  }

  remove(): void {
    this.#isComplete = true;
  }

  #render(complete: boolean): boolean {
    const text = this.#source;
    const block = { kind: 'math', language: '', text, complete, display: true } as const;
    return this.#context.render(this.element, block);
  }

  #open(): void {
    if (this.#text.parentNode === this.element) return;
    this.element.setAttribute('part', 'math');
    this.element.replaceChildren(this.#text);
  }
}
