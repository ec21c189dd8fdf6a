import type { Context } from './context.js';
import { create, setText } from './create.js';
import { mathSource } from './parser/text.js';
import type { Block, MathBlock } from './parser/tree.js';
import type { View } from './view.js';

/** A formula on lines of its own: as it was written, unless the author shows it. */
export class MathView implements View {
  readonly element = create('div', 'math');
  readonly #context: Context;
  readonly #text = document.createTextNode('');
  #isComplete = false;

  constructor(context: Context) {
    this.#context = context;
    this.element.dir = 'ltr';
    this.element.append(this.#text);
  }

  fits(block: Block): boolean {
    return block.kind === 'math';
  }

  sync(block: MathBlock): void {
    if (this.#isComplete && block.complete) return;
    if (this.#text.parentNode !== this.element) this.element.replaceChildren(this.#text);
    this.element.part.remove('rendered');
    this.#isComplete = block.complete;
    const { open, lines, complete } = block;
    // The line break before the closing mark comes with the mark.
    const text = `\n${lines.join('\n')}${complete ? '\n' : ''}`;
    this.#context.visible += setText(this.#text, mathSource({ open, text, complete }));
    if (complete) this.#finish(block);
  }

  #finish({ lines }: MathBlock): void {
    const { element } = this;
    const text = lines.join('\n');
    const complete = !this.#context.endsOpen;
    const node = this.#context.render({
      kind: 'math',
      language: '',
      text,
      complete,
      display: true,
      element,
    });
    if (!node || node === element) return;
    element.replaceChildren(node);
    element.part.add('rendered');
  }
}

export class RuleView implements View {
  readonly element = create('hr', 'rule');

  fits(block: Block): boolean {
    return block.kind === 'rule';
  }

  sync(): void {
    // Nothing changes in it.
  }
}
