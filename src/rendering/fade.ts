import { adoptStyles } from './adopt-styles.js';

/** Opacity of the text's colour at each step, in per cent. */
const SHADES = [8, 25, 42, 58, 75, 92];
const STEPS = SHADES.length;
const DEFAULT_DURATION = 300;
const NAME = 'typewriter-fade-';

interface Fresh {
  readonly range: Range;
  readonly start: number;
  step: number;
}

/** One highlight per step; all elements of a document share them. */
const highlightsOf = new WeakMap<Document, readonly Highlight[]>();

/**
 * A separate sheet, adopted at the first fade: a rule for a highlight doubles the browser's cost for each line. Not for print,
 * where letters would stay half faded.
 */
const STYLES = `@media screen {${SHADES.map(
  (shade, step) =>
    `::highlight(${NAME}${step}) { color: color-mix(in srgb, currentcolor ${shade}%, transparent) }`,
).join('')}}`;

/** Returns a document's highlights; empty if the browser has no Custom Highlight API. */
function highlightsFor(document: Document): readonly Highlight[] {
  const known = highlightsOf.get(document);
  if (known) return known;
  const steps: Highlight[] = [];
  const view = document.defaultView;
  if (view && 'Highlight' in view) {
    for (const step of SHADES.keys()) {
      const highlight = new view.Highlight();
      view.CSS.highlights.set(`${NAME}${step}`, highlight);
      steps.push(highlight);
    }
  }
  highlightsOf.set(document, steps);
  return steps;
}

/** Converts a CSS time to milliseconds. */
function toMilliseconds(value: string): number {
  const number = parseFloat(value);
  if (!(number >= 0)) return DEFAULT_DURATION;
  return value.trim().endsWith('ms') ? number : number * 1000;
}

/** Fades new text in through a few shades by the CSS Custom Highlight API, which needs no elements and causes no layout. */
export class Fade {
  readonly #element: Element;
  #steps: readonly Highlight[] = [];
  #fresh: Fresh[] = [];
  #duration = DEFAULT_DURATION;

  /** @param element where `--typewriter-fade-duration` is read */
  constructor(element: Element) {
    this.#element = element;
  }

  /** Starts to fade in text that was just written. */
  add(range: Range, time: number): void {
    if (this.#fresh.length === 0 && !this.#begin()) return;
    this.#steps[0]?.add(range);
    this.#fresh.push({ range, start: time, step: 0 });
  }

  /** Shows the shades for a time; returns whether something still fades. */
  frame(time: number): boolean {
    if (this.#fresh.length === 0) return false;
    this.#fresh = this.#fresh.filter((fresh) => {
      const step = Math.floor(((time - fresh.start) / this.#duration) * STEPS);
      if (step !== fresh.step) {
        this.#steps[fresh.step]?.delete(fresh.range);
        // The fade is over, or its duration is 0.
        if (!(step < STEPS)) return false;
        fresh.step = Math.max(0, step);
        this.#steps[fresh.step]?.add(fresh.range);
      }
      return true;
    });
    return this.#fresh.length > 0;
  }

  /** Ends all fades at once. */
  end(): void {
    this.frame(Infinity);
  }

  /** Reads settings that may have changed since the last fade; returns whether text can fade. */
  #begin(): boolean {
    const { ownerDocument } = this.#element;
    this.#steps = highlightsFor(ownerDocument);
    if (this.#steps.length === 0) return false;
    // With forced colours, a highlight would look like a selection.
    const isForced = ownerDocument.defaultView?.matchMedia('(forced-colors: active)').matches;
    if (isForced) return false;
    adoptStyles(this.#element, STYLES);
    const style = getComputedStyle(this.#element);
    this.#duration = toMilliseconds(style.getPropertyValue('--typewriter-fade-duration'));
    return true;
  }
}
