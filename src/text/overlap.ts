/**
 * Finds out how much of a new connection's text repeats the old text.
 *
 * The new text is compared with the old text from every place where it may begin. While the two
 * match, nothing is decided: the server may be repeating the text, or a feed may continue with a
 * line that begins like an earlier one. Then one of three things happens.
 *
 * 1. The new text reaches the end of the old text. Everything was repeated, and what follows is new.
 * 2. The two differ after enough has matched. The server is repeating the text with another ending,
 *    which replaces the old ending.
 * 3. The two differ and too little has matched. The server is sending new text. All of it is kept,
 *    even the part that matched: showing a line twice is better than losing one.
 *
 * Equal characters alone are not enough, since all lines of a log begin alike. A match is enough if it
 * - ends where a message ends, in the old text and in the new connection,
 * - ends a line, if the old text has line ends, since a message may be a single character,
 * - has at least eight characters (graphemes, as a reader counts them), and
 * - occurs only once in the old text, since a line that came twice may come a third time.
 */

/** The result of a comparison, as a change of the old text. */
export interface Outcome {
  /** Where in the old text the connection began; the old text's length if all its text is new. */
  readonly start: number;
  /** How much of the old text stays. */
  readonly keep: number;
  /** What follows the old text that stays. */
  readonly append: string;
}

export interface OverlapOptions {
  /** The server is certainly repeating the text, so new text replaces the old from the first difference on. */
  readonly certain: boolean;
  /** A match of fewer than eight characters at the start proves nothing, even if the old text has no more. */
  readonly doubtsShortTop?: boolean;
}

/** A place where the new text may begin, and how many units of whole messages match from there. */
interface Candidate {
  readonly start: number;
  whole: number;
}

const PROOF_GRAPHEMES = 8;
/** Enough to contain eight graphemes, and to see whether a text occurs twice. */
const PROOF_UNITS = 1024;

export class Overlap {
  readonly certain: boolean;
  /** One of the places is the end of the old text, so all of the connection's text may be new. */
  readonly mayBeNew: boolean;
  readonly #old: string;
  readonly #isMessageEnd: (place: number) => boolean;
  readonly #doubtsShortTop: boolean;
  readonly #hasLines: boolean;
  #candidates: readonly Candidate[];
  /** How many units match so far, which is the same for all candidates. */
  #agreed = 0;

  /**
   * @param starts where the new text may begin, the likeliest place first
   * @param isMessageEnd whether a message of the old text ended at a place
   */
  constructor(
    old: string,
    starts: readonly number[],
    isMessageEnd: (place: number) => boolean,
    { certain, doubtsShortTop = false }: OverlapOptions,
  ) {
    const inside = starts.filter((start) => start < old.length);
    this.#old = old;
    this.#isMessageEnd = isMessageEnd;
    this.certain = certain;
    this.#doubtsShortTop = doubtsShortTop;
    this.mayBeNew = inside.length < starts.length;
    this.#hasLines = old.includes('\n');
    this.#candidates = inside.map((start) => ({ start, whole: 0 }));
  }

  /** How much of the new text matches so far. */
  get agreed(): number {
    return this.#agreed;
  }

  /** Compares the text of one message. Returns undefined while it matches and the old text continues. */
  compare(text: string): Outcome | undefined {
    const old = this.#old;
    const agreeing = this.#candidates.filter(({ start }) =>
      old.startsWith(text, start + this.#agreed),
    );
    if (agreeing.length > 0) return this.#agree(agreeing, text);
    const places = this.#candidates.map((candidate) => {
      const from = candidate.start + this.#agreed;
      const at = from + commonPrefix(old.slice(from, from + text.length), text);
      return { ...candidate, from, at };
    });
    const done = places.find(({ at }) => at === old.length);
    if (done) return this.#reachedEnd(done.start, text);
    const best = places.reduce((first, other) =>
      other.at - other.from > first.at - first.from ? other : first,
    );
    if (this.mayBeNew || !this.#isRepeat(best)) return this.isNew(text);
    const keep = endOfCharacter(old, best.at);
    const append = old.slice(keep, best.at) + text.slice(best.at - best.from);
    return { start: best.start, keep, append };
  }

  #agree(agreeing: readonly Candidate[], text: string): Outcome | undefined {
    const agreed = this.#agreed + text.length;
    const done = agreeing.find(({ start }) => start + agreed === this.#old.length);
    if (done) return this.#reachedEnd(done.start, text);
    this.#agreed = agreed;
    this.#candidates = agreeing;
    for (const candidate of agreeing) {
      if (this.#isWholeAt(candidate.start + agreed)) candidate.whole = agreed;
    }
    return undefined;
  }

  /** The new text reaches the end of the old text, or continues beyond its end. */
  #reachedEnd(start: number, text: string): Outcome {
    const { length } = this.#old;
    const isChance = this.mayBeNew && this.#doubtsShortTop && start === 0 && !isLong(this.#old);
    if (isChance) return this.isNew(text);
    return { start, keep: length, append: text.slice(length - start - this.#agreed) };
  }

  /** The text is new after all, including the part that matched, which `text` follows. */
  isNew(text = ''): Outcome {
    const { length } = this.#old;
    const [{ start } = { start: length }] = this.#candidates;
    return {
      start: length,
      keep: length,
      append: this.#old.slice(start, start + this.#agreed) + text,
    };
  }

  /** The part that matched was repeated, and new text follows. */
  goesOn(): Outcome {
    const { length } = this.#old;
    return { start: this.#likeliest.start, keep: length, append: '' };
  }

  /** The part that matched is now the whole text, since `replace` accepts a shorter text than before. */
  isWhole(): Outcome {
    const { start } = this.#likeliest;
    return { start, keep: start + this.#agreed, append: '' };
  }

  /** Enough has matched to prove that the server is repeating the text. */
  get isProven(): boolean {
    return this.#isRepeat(this.#likeliest);
  }

  get #likeliest(): Candidate {
    return this.#candidates[0] ?? { start: this.#old.length, whole: 0 };
  }

  #isWholeAt(place: number): boolean {
    return this.#isMessageEnd(place) && (!this.#hasLines || this.#old[place - 1] === '\n');
  }

  #isRepeat({ start, whole }: Candidate): boolean {
    if (this.certain) return true;
    const matched = this.#old.slice(start, start + Math.min(whole, PROOF_UNITS));
    return isLong(matched) && this.#old.indexOf(matched) === this.#old.lastIndexOf(matched);
  }
}

function isLong(text: string): boolean {
  if (text.length < PROOF_GRAPHEMES) return false;
  let count = 0;
  for (const _ of new Intl.Segmenter().segment(text.slice(0, PROOF_UNITS))) {
    if (++count >= PROOF_GRAPHEMES) return true;
  }
  return false;
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

/** The place itself, or the one before it if the place is inside a surrogate pair. */
const endOfCharacter = (text: string, place: number): number =>
  isHighSurrogate(text.charCodeAt(place - 1)) ? place - 1 : place;

/** How many UTF-16 units two texts share at the start; never half a surrogate pair. */
export function commonPrefix(a: string, b: string): number {
  const max = Math.min(a.length, b.length);
  let length = 0;
  while (length < max && a[length] === b[length]) length++;
  return length < max ? endOfCharacter(a, length) : length;
}
