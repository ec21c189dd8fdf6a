import { commonPrefix } from './overlap.js';

/** The first `keep` UTF-16 units of the text stay, and `append` follows. */
export interface TextChange {
  readonly keep: number;
  readonly append: string;
}

/** How many message ends are remembered. A repeated text is recognised long before the last one. */
const MAX_ENDS = 1024;

/**
 * The text that is shown: the stream's text, with the author's changes by hand.
 *
 * The stream knows nothing of the author's changes, and may repeat its own text after a lost
 * connection. So the two are kept apart. Places refer to the stream's text, changes to the shown text.
 */
export class ShownText {
  #sent = '';
  readonly #ends = new Set<number>();
  #pieces: { readonly at: number; readonly text: string }[] = [];
  #piecesLength = 0;
  /** The stream's text before this place is not shown. */
  #clearedUntil = 0;

  /** The stream's text. */
  get sent(): string {
    return this.#sent;
  }

  get text(): string {
    let text = '';
    let from = this.#clearedUntil;
    for (const piece of this.#pieces) {
      text += this.#sent.slice(from, piece.at) + piece.text;
      from = piece.at;
    }
    return text + this.#sent.slice(from);
  }

  /** Whether a message of the stream ended here. */
  isMessageEnd(place: number): boolean {
    return this.#ends.has(place);
  }

  /** The stream sent messages with these texts. */
  append(texts: readonly string[]): TextChange {
    let end = this.#sent.length;
    const keep = this.#lengthAt(end);
    const append = texts.join('');
    this.#sent += append;
    for (const { length } of texts) {
      if (this.#ends.size >= MAX_ENDS) break;
      end += length;
      if (length > 0) this.#ends.add(end);
    }
    return { keep, append };
  }

  /** Replaces the stream's text from a place on. The author's pieces after it move to that place. */
  replaceFrom(place: number, text: string): TextChange {
    const moved = this.#pieces.filter(({ at }) => at > place);
    const written = moved.map((piece) => piece.text).join('');
    this.#pieces = this.#pieces.filter(({ at }) => at <= place);
    this.#piecesLength -= written.length;
    this.#clearedUntil = Math.min(this.#clearedUntil, place);
    this.#sent = this.#sent.slice(0, place);
    for (const end of this.#ends) if (end > place) this.#ends.delete(end);
    const keep = this.#lengthAt(place);
    if (written) this.write(written);
    return { keep, append: written + this.append([text]).append };
  }

  /** Adds text written by hand after everything sent so far. */
  write(text: string): TextChange {
    const at = this.#sent.length;
    const keep = this.#lengthAt(at);
    const last = this.#pieces.at(-1);
    if (last?.at === at) this.#pieces[this.#pieces.length - 1] = { at, text: last.text + text };
    else this.#pieces.push({ at, text });
    this.#piecesLength += text.length;
    return { keep, append: text };
  }

  /** Replaces the whole text. Returns undefined if nothing changes. */
  replace(text: string): TextChange | undefined {
    const before = this.text;
    this.clear();
    this.#ends.clear();
    this.#clearedUntil = 0;
    this.#sent = text;
    const keep = commonPrefix(before, text);
    return before === text ? undefined : { keep, append: text.slice(keep) };
  }

  /** Clears the shown text, but remembers the stream's text. */
  clear(): void {
    this.#pieces = [];
    this.#piecesLength = 0;
    this.#clearedUntil = this.#sent.length;
  }

  /** How long the shown text is if the stream's text ends at this place, after all pieces. */
  #lengthAt(place: number): number {
    return place - this.#clearedUntil + this.#piecesLength;
  }
}
