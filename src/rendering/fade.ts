import { adoptStyles } from './adopt-styles.js';

/** How much of the text's colour each step has, in per cent. */
const SHADES = [8, 25, 42, 58, 75, 92];
const STEPS = SHADES.length;
const DEFAULT_DURATION = 300;
const NAME = 'typewriter-fade-';

interface Fresh {
  readonly range: Range;
  readonly start: number;
  step: number;
}

let steps: Highlight[] | undefined;
/**
 * Apart from the element's other styles: where a rule for a highlight is known, the browser asks for
 * it with every element, and each line costs twice as much.
 */
let styleSheet: CSSStyleSheet | undefined;

/** A highlight per step on the way, for all elements of the page; none where there is no such API. */
function highlights(): Highlight[] {
  if (steps) return steps;
  steps = [];
  if (!('highlights' in CSS)) return steps;
  styleSheet = new CSSStyleSheet();
  SHADES.forEach((shade, step) => {
    const highlight = new Highlight();
    CSS.highlights.set(`${NAME}${step}`, highlight);
    steps?.push(highlight);
    styleSheet?.insertRule(
      `::highlight(${NAME}${step}) { color: color-mix(in srgb, currentcolor ${shade}%, transparent) }`,
    );
  });
  return steps;
}

/** Milliseconds of a CSS time. */
function toMilliseconds(value: string): number {
  const number = parseFloat(value);
  if (!(number >= 0)) return DEFAULT_DURATION;
  return value.trim().endsWith('ms') ? number : number * 1000;
}

/**
 * New text fades in by the CSS Custom Highlight API: it goes through a few shades, with no
 * element around it and no layout.
 */
export class Fade {
  readonly #element: Element;
  #fresh: Fresh[] = [];
  #duration = DEFAULT_DURATION;

  /** @param element where `--typewriter-fade-duration` is read */
  constructor(element: Element) {
    this.#element = element;
  }

  /** Text that was just written. */
  add(range: Range, time: number): void {
    const [first] = highlights();
    if (!first) return;
    adoptStyles(this.#element, { styleSheet });
    if (this.#fresh.length === 0) {
      const style = getComputedStyle(this.#element);
      this.#duration = toMilliseconds(style.getPropertyValue('--typewriter-fade-duration'));
    }
    first.add(range);
    this.#fresh.push({ range, start: time, step: 0 });
  }

  /** Moves on to the shades of a time. Returns whether something still fades. */
  frame(time: number): boolean {
    if (this.#fresh.length === 0) return false;
    this.#fresh = this.#fresh.filter((fresh) => {
      const step = Math.floor(((time - fresh.start) / this.#duration) * STEPS);
      if (step !== fresh.step) {
        steps?.[fresh.step]?.delete(fresh.range);
        // Over, or the duration is 0.
        if (!(step < STEPS)) return false;
        fresh.step = Math.max(0, step);
        steps?.[fresh.step]?.add(fresh.range);
      }
      return true;
    });
    return this.#fresh.length > 0;
  }

  /** Nothing fades any more. */
  end(): void {
    this.frame(Infinity);
  }
}
