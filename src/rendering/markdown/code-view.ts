import type { Context } from './context.js';
import { box, create, setText } from './create.js';
import type { Code } from './parser/tree.js';
import { RawView } from './raw-view.js';

/** Lines in one box: the browser lays out a whole box when one character is added. */
const LINES_PER_BOX = 32;
/** Longer code is coloured and rendered only when complete, since each call reads all of it. */
const LONGEST_GROWING = 20_000;
/** How long the button shows that the code was copied, in milliseconds. */
const COPIED_TIME = 2000;

/** Shows code: a header with its language and a copy button, and the lines, in boxes if there are many. */
export class CodeView extends RawView<Code> {
  /** The Text node of each box of lines; the first box is the code element itself. */
  readonly boxes: Text[] = [];
  protected readonly content: readonly Node[];
  readonly #code = create('code');

  constructor(context: Context, code: Code) {
    super(context, code);
    const { language } = code;
    const pre = create('pre');
    pre.role = 'group';
    pre.ariaLabel = [context.strings.code, language].filter(Boolean).join(' ');
    if (language) this.#code.className = `language-${language}`;
    pre.append(this.#code);
    context.widths.watchScroller(pre);
    this.content = [this.#createHeader(), pre];
    this.open();
  }

  override remove(): void {
    super.remove();
    this.context.colors.remove(this);
  }

  protected override show(text: string, complete: boolean): boolean {
    const { colors, options } = this.context;
    const isRendered = super.show(text, complete);
    if (isRendered) {
      colors.remove(this);
      this.element.removeAttribute('dir');
    } else colors.color(this, text, options.highlight);
    return isRendered;
  }

  /** The complete lines; empty if they are too long. */
  protected grownText(): string {
    const text = this.lines.slice(0, -1).join('\n');
    return text.length <= LONGEST_GROWING ? text : '';
  }

  protected write({ lines }: Code): void {
    let visible = lines.length;
    // Trailing empty lines are shown once another line follows.
    while (lines[visible - 1] === '') visible -= 1;
    const { boxes } = this;
    const count = Math.ceil(visible / LINES_PER_BOX);
    while (boxes.length > count) {
      const text = boxes.pop();
      (boxes.length > 0 ? text?.parentElement : text)?.remove();
    }
    for (let index = Math.max(0, boxes.length - 1); index < count; index++) {
      const end = (index + 1) * LINES_PER_BOX;
      const text = lines.slice(index * LINES_PER_BOX, Math.min(end, visible)).join('\n');
      const lineEnd = end < visible ? '\n' : '';
      setText(this.context, boxes[index] ?? this.#addBox(), text + lineEnd);
    }
  }

  #addBox(): Text {
    const text = document.createTextNode('');
    let parent: Element = this.#code;
    if (this.boxes.length > 0) {
      parent = box('span', 'lines');
      this.#code.append(parent);
    }
    parent.append(text);
    this.boxes.push(text);
    return text;
  }

  /** CSS generates the header's words, so that they are no part of the text, a selection or a copy. */
  #createHeader(): HTMLElement {
    const { strings } = this.context;
    const header = create('div', 'code-header');
    const name = create('span');
    name.dataset['text'] = this.language;
    const button = create('button', 'copy');
    button.type = 'button';
    const say = (text: string) => {
      button.dataset['text'] = button.ariaLabel = text;
    };
    say(strings.copy);
    button.addEventListener('click', () => {
      void this.context.options.copyText?.(this.lines.join('\n')).then(
        () => {
          say(strings.copied);
          setTimeout(() => say(strings.copy), COPIED_TIME);
        },
        () => undefined,
      );
    });
    header.append(name, button);
    return header;
  }
}
