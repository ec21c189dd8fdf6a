import type { Renderer } from './renderer.js';

/** One line of text: a block with a Text node, and the newline that ends it in another. */
interface Line {
  readonly block: HTMLElement;
  readonly text: Text;
  newline: Text | undefined;
}

/**
 * A block per line, and `appendData` on the last one's Text node: the browser lays out again
 * just that block, and the reader's selection survives.
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
  /** The last line, while it is still open or was the last one written. */
  #line: Line | undefined;

  constructor(container: HTMLElement, fallback: HTMLElement, cursor: HTMLElement) {
    this.#container = container;
    this.#fallback = fallback;
    this.#cursor = cursor;
    container.append(cursor);
  }

  append(text: string): void {
    if (!text) return;
    this.#fallback.hidden = true;
    for (let start = 0; start < text.length;) {
      const newline = text.indexOf('\n', start);
      const end = newline < 0 ? text.length : newline;
      const line = !this.#line || this.#line.newline ? this.#addLine() : this.#line;
      if (end > start) line.text.appendData(text.slice(start, end));
      if (newline >= 0) {
        line.newline = document.createTextNode('\n');
        line.block.append(line.newline);
      }
      start = end + 1;
    }
    this.#placeCursor();
  }

  truncate(length: number): void {
    const blocks = [...this.#container.querySelectorAll<HTMLElement>(':scope > [part~="line"]')];
    let total = 0;
    let kept = 0;
    for (const block of blocks) {
      if (total >= length) break;
      total += lengthOf(block);
      kept++;
    }
    for (const block of blocks.slice(kept)) block.remove();
    const last = blocks[kept - 1];
    this.#line = last && lineOf(last);
    let surplus = total - length;
    if (this.#line && surplus > 0) {
      if (this.#line.newline) {
        this.#line.newline.remove();
        this.#line.newline = undefined;
        surplus--;
      }
      const { text } = this.#line;
      if (surplus > 0) text.deleteData(text.length - surplus, surplus);
    }
    this.#placeCursor();
  }

  settle(): void {
    // The DOM at the end is the DOM while streaming: nothing to do.
  }

  clear(): void {
    this.truncate(0);
    this.#fallback.hidden = false;
  }

  #addLine(): Line {
    const block = document.createElement('div');
    block.part.add('line');
    // Each line takes its direction from its own first letter.
    block.dir = 'auto';
    const text = document.createTextNode('');
    block.append(text);
    this.#container.append(block);
    this.#line = { block, text, newline: undefined };
    return this.#line;
  }

  /** Inline after the last visible character. Moved only when the line changed. */
  #placeCursor(): void {
    if (!this.#line) this.#container.append(this.#cursor);
    else if (this.#cursor.previousSibling !== this.#line.text) this.#line.text.after(this.#cursor);
  }
}

const textNodes = (block: HTMLElement): Text[] =>
  [...block.childNodes].filter((node) => node instanceof Text);

const lengthOf = (block: HTMLElement): number =>
  textNodes(block).reduce((length, node) => length + node.length, 0);

function lineOf(block: HTMLElement): Line | undefined {
  const [text, newline] = textNodes(block);
  return text && { block, text, newline };
}
