import type { Context } from './context.js';
import { setText } from './create.js';
import { mathSource } from './parser/text.js';
import type { MathBlock } from './parser/tree.js';
import { RawView } from './raw-view.js';

/** A formula on lines of its own. */
export class MathView extends RawView<MathBlock> {
  protected readonly content = [document.createTextNode('')] as const;

  constructor(context: Context, math: MathBlock) {
    super(context, math);
    this.open();
  }

  protected write({ open, lines, complete }: MathBlock): void {
    // The line break before the closing mark comes with the mark.
    const text = `\n${lines.join('\n')}${complete ? '\n' : ''}`;
    setText(this.context, this.content[0], mathSource({ open, text, complete }));
  }

  protected grownText(): string {
    return this.lines.join('\n');
  }
}
