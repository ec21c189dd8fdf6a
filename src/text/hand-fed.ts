/**
 * What the author did to the text of a stream: pieces written between, and a beginning that was
 * cleared away. The stream knows nothing of it and tells its own text again after a lost connection,
 * so it is kept apart from what the stream sent. Places are those in the stream's text.
 */
export class HandFed {
  #pieces: { at: number; text: string }[] = [];
  #length = 0;
  /** What the stream sent before is not shown. */
  #clearedUntil = 0;

  write(text: string, at: number): void {
    const last = this.#pieces.at(-1);
    if (last?.at === at) last.text += text;
    else this.#pieces.push({ at, text });
    this.#length += text.length;
  }

  clear(at: number): void {
    this.#pieces = [];
    this.#length = 0;
    this.#clearedUntil = at;
  }

  /** The text as it is shown. */
  shown(received: string): string {
    if (this.#pieces.length === 0) return received.slice(this.#clearedUntil);
    let result = '';
    let from = this.#clearedUntil;
    for (const { at, text } of this.#pieces) {
      result += received.slice(from, at) + text;
      from = at;
    }
    return result + received.slice(from);
  }

  /** How long the shown text is when the stream sent `received` units. */
  shownLength(received: number): number {
    return received - this.#clearedUntil + this.#length;
  }

  /**
   * The stream's text ends at `place` now. Pieces behind it move there, so that none is lost.
   *
   * @returns how much of the shown text stays, and what of the author's comes next
   */
  truncate(place: number): { readonly keep: number; readonly moved: string } {
    const isBehind = ({ at }: { at: number }) => at > place;
    const moved = this.#pieces
      .filter(isBehind)
      .map(({ text }) => text)
      .join('');
    this.#pieces = this.#pieces.filter((piece) => !isBehind(piece));
    this.#clearedUntil = Math.min(this.#clearedUntil, place);
    this.#length -= moved.length;
    const keep = this.shownLength(place);
    if (moved) this.write(moved, place);
    return { keep, moved };
  }
}
