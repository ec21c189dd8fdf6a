import { isSafeCut, type LineStyle } from './safe-cut.js';

/** One character of a Text node on screen; undefined where it has no box. */
function boxAt(node: Text, index: number, range: Range): DOMRect | undefined {
  range.setStart(node, index);
  range.setEnd(node, index + 1);
  const boxes = range.getClientRects();
  return boxes[boxes.length - 1];
}

/** The visual lines of one Text node, measured: where the browser wrapped it. Reads layout. */
export class VisualLines {
  readonly #node: Text;
  readonly #range = document.createRange();

  constructor(node: Text) {
    this.#node = node;
  }

  /**
   * Where the visual line that holds character `index` begins, or undefined when that cannot be
   * told (nothing is laid out). A line that began in the node before gives 0.
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
   * The start of a visual line in `from`..`to`, as late as possible, where a cut is not seen.
   *
   * @param data the node's text, and at least two characters of what follows
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

  /** Whether the first character of the next node stands on the line of this node's last one. */
  goesOnIn(next: Text): boolean | undefined {
    const box = boxAt(next, 0, document.createRange());
    if (!box?.height || this.#node.length === 0) return undefined;
    return this.#isOnLine(this.#node.length - 1, box);
  }

  #isOnLine(index: number, line: DOMRect): boolean {
    const box = boxAt(this.#node, index, this.#range);
    // Without a box of its own (a joined or hanging character) it stands with what follows.
    return !box || Math.abs(box.bottom - line.bottom) < line.height / 2;
  }
}
