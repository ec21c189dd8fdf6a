import { isSafeCut, type LineStyle } from './safe-cut.js';

/** The box of one character of a Text node; undefined if it has none. */
function boxAt(node: Text, index: number, range: Range): DOMRect | undefined {
  range.setStart(node, index);
  range.setEnd(node, index + 1);
  const boxes = range.getClientRects();
  return boxes[boxes.length - 1];
}

/** Measures the visual lines of one Text node, as the browser wrapped it. Reads layout. */
export class VisualLines {
  readonly #node: Text;
  readonly #range = document.createRange();

  constructor(node: Text) {
    this.#node = node;
  }

  /**
   * The start of the visual line that holds character `index`; undefined if nothing is laid out; 0 if the line began in the node
   * before.
   */
  startOf(index: number): number | undefined {
    const box = boxAt(this.#node, index, this.#range);
    if (!box?.height) return undefined;
    let [before, at] = [-1, index];
    while (at - before > 1) {
      const middle = (before + at) >> 1;
      if (this.#isOnLine(middle, box)) at = middle;
      else before = middle;
    }
    return at;
  }

  /**
   * The last start of a visual line in `from`..`to` at which a cut is invisible.
   *
   * @param data the node's text, and at least two characters of the text after it
   */
  findCut(
    from: number,
    to: number,
    style: LineStyle,
    { data = this.#node.data, tries = Infinity } = {},
  ): number | undefined {
    let cut = this.startOf(to);
    for (let tried = 0; tried < tries && cut !== undefined && cut > from; tried++) {
      if (isSafeCut(data.slice(from, cut), data.slice(cut, cut + 2), style)) return cut;
      cut = this.startOf(cut - 1);
    }
    return undefined;
  }

  /** Whether the next node's first character is on the same line as this node's last one; undefined without layout. */
  goesOnIn(next: Text): boolean | undefined {
    const box = boxAt(next, 0, document.createRange());
    if (!box?.height || this.#node.length === 0) return undefined;
    return this.#isOnLine(this.#node.length - 1, box);
  }

  #isOnLine(index: number, line: DOMRect): boolean {
    const box = boxAt(this.#node, index, this.#range);
    // A character without a box (joined or hanging) counts as on the line of the next one.
    return !box || Math.abs(box.bottom - line.bottom) < line.height / 2;
  }
}
