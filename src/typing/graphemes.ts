/**
 * Characters that never combine with each other, so that one UTF-16 unit is one grapheme: Latin, Greek, Cyrillic, kana, CJK,
 * common punctuation. Segmenting them is slow and not needed. CR is left out, since CR LF is one grapheme.
 */
const PLAIN =
  /^[\n\x20-\x7e\xa0-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u3000-\u3029\u3031-\u3096\u30a0-\u30ff\u3400-\u9fff\uff01-\uff9d]*$/;

/** Size of the text segmented at first, in UTF-16 units; longer clusters take another pass. */
const WINDOW_PER_GRAPHEME = 16;
const WINDOW_MIN = 64;

let segmenter: Intl.Segmenter | undefined;
const segment = (text: string): Intl.Segments =>
  (segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })).segment(text);

/** Returns the number of graphemes in a text. */
export function countGraphemes(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let count = 0;
  for (const _ of segment(text)) count++;
  return count;
}

/**
 * Returns the start of the last cluster, which the next text may still extend; all clusters before are complete. A high surrogate
 * at the end belongs to the cluster before it, since the whole pair may extend that cluster.
 */
export function lastClusterStart(text: string): number {
  if (!text) return 0;
  if (PLAIN.test(text)) return text.length - 1;
  const end = endsInHalf(text) ? text.length - 1 : text.length;
  return end === 0 ? 0 : (segment(text.slice(0, end)).containing(end - 1)?.index ?? 0);
}

/** Whether a text ends between the two halves of a surrogate pair. */
export function endsInHalf(text: string): boolean {
  const unit = text.charCodeAt(text.length - 1);
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** The first `count` graphemes of a text. */
export function takeGraphemes(text: string, count: number): string {
  // Two plain characters never combine, so only the first `count + 1` are checked.
  if (PLAIN.test(text.slice(0, count + 1))) return text.slice(0, count);
  let size = count * WINDOW_PER_GRAPHEME + WINDOW_MIN;
  for (;;) {
    // A surrogate pair is not split, since it may extend the cluster before it.
    const window = text.slice(0, endsInHalf(text.slice(0, size)) ? size + 1 : size);
    const whole = window.length === text.length;
    if (PLAIN.test(window)) return window.slice(0, count);
    let left = count;
    for (const { index } of segment(window)) {
      if (left-- === 0) return window.slice(0, index);
    }
    if (whole) return text;
    size *= 2;
  }
}

/**
 * Text that waits to be typed, in whole graphemes. The last cluster is held back, because the next delta may still extend it:
 * half a flag is never shown.
 */
export class GraphemeQueue {
  #ready = '';
  #count = 0;
  #held = '';

  /** Number of graphemes that may be shown. */
  get length(): number {
    return this.#count;
  }

  /** Whether a cluster is held back. */
  get isHolding(): boolean {
    return this.#held !== '';
  }

  push(text: string): void {
    const joined = this.#held + text;
    const start = lastClusterStart(joined);
    this.#add(joined.slice(0, start));
    this.#held = joined.slice(start);
  }

  /** Releases the held cluster, to which no more text is expected. Half a surrogate pair stays, unless `final`. */
  release(final: boolean): void {
    const keep = !final && endsInHalf(this.#held) ? 1 : 0;
    const end = this.#held.length - keep;
    this.#add(this.#held.slice(0, end));
    this.#held = this.#held.slice(end);
  }

  /** Takes up to `count` graphemes from the front. */
  take(count: number): string {
    if (count >= this.#count) {
      const all = this.#ready;
      this.#ready = '';
      this.#count = 0;
      return all;
    }
    if (count <= 0) return '';
    const taken = takeGraphemes(this.#ready, count);
    this.#ready = this.#ready.slice(taken.length);
    // Clusters released separately may have combined since, so fewer may be left than were counted.
    this.#count = this.#ready ? this.#count - count : 0;
    return taken;
  }

  /** Keeps only the first `length` UTF-16 units of the waiting text. */
  truncate(length: number): void {
    const text = (this.#ready + this.#held).slice(0, length);
    this.#ready = '';
    this.#count = 0;
    this.#held = '';
    this.push(text);
  }

  #add(text: string): void {
    if (!text) return;
    this.#ready += text;
    this.#count += countGraphemes(text);
  }
}
