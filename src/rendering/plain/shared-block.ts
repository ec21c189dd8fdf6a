import { directionOf, type Direction } from './direction.js';
import { addNewline, createLine } from './line.js';

const LINES_PER_BLOCK = 50;
const SHORT_LINE = 200;

/** A block of several short, complete lines of one direction. */
export class SharedBlock {
  readonly line = createLine('');
  #count = 0;
  /** `none`: no letter, so the block inherits the page's direction. Undefined: all lines are blank so far. */
  #direction: Direction | 'none' | undefined;

  constructor() {
    addNewline(this.line);
  }

  /** Adds the lines from `start` on that fit; returns the start of the next line. */
  add(text: string, start: number): number {
    const isEmpty = this.#count === 0;
    let end = start;
    while (this.#count < LINES_PER_BLOCK) {
      const newline = text.indexOf('\n', end);
      if (newline < 0 || newline - end > SHORT_LINE) break;
      const line = text.slice(end, newline);
      const direction = line.trim() ? (directionOf(line) ?? 'none') : undefined;
      if (direction && this.#direction && direction !== this.#direction) break;
      this.#direction ??= direction;
      end = newline + 1;
      this.#count += 1;
    }
    if (end === start) return start;
    // The block's last newline stays at its end.
    const lines = text.slice(start, end - 1);
    this.line.text.appendData(isEmpty ? lines : `\n${lines}`);
    const { block } = this.line;
    if (!block.dir && this.#direction && this.#direction !== 'none') block.dir = this.#direction;
    return end;
  }
}
