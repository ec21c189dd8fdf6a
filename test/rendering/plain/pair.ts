import { expect } from '@open-wc/testing';
import type { TypewriterStream } from '../../../src/element/index.js';
import { IS_WEBKIT, create, frame, part, type Properties } from '../../support/element.js';

/** A place on a page: styles of what is around, of the element, and of its lines. */
export interface Place {
  readonly around?: string;
  readonly host?: string;
  readonly lines?: string;
  readonly tag?: string;
  readonly show?: (around: HTMLElement) => void;
  readonly beside?: string;
  readonly isCutOff?: boolean;
}

/** Text fills a line of 20 characters exactly. */
export const FULL = 'font: 16px/1.5 monospace; inline-size: 20ch;';

export const PLACES: Readonly<Record<string, Place>> = {
  'a block': { around: FULL },
  'a block that scrolls': { around: `${FULL} overflow: auto` },
  'a low block that scrolls': { around: `${FULL} overflow: auto; block-size: 3lh` },
  'a block that scrolls sideways': { around: `${FULL} overflow-x: auto; overflow-y: hidden` },
  'a block with padding': { around: `${FULL} overflow: auto; padding: 3px; border: 1px solid` },
  'a page': { around: `${FULL} overflow: auto; block-size: 100vh` },
  'a row of flex items': { around: `${FULL} display: flex; overflow: auto`, host: 'flex: 1' },
  'a column of flex items': {
    around: `${FULL} display: flex; flex-direction: column; gap: 7px; overflow: auto`,
  },
  'a flex item without a width': { around: `${FULL} display: flex; overflow: auto` },
  'a grid': { around: `${FULL} display: grid; overflow: auto` },
  'an inline grid': { around: 'font: 16px/1.5 monospace; display: inline-grid; overflow: auto' },
  'a table': { around: `${FULL} display: table` },
  'a table cell': { around: 'font: 16px/1.5 monospace; display: table-cell' },
  'an inline block': { around: 'font: 16px/1.5 monospace; display: inline-block; overflow: auto' },
  'as wide as the text': {
    around: 'font: 16px/1.5 monospace; inline-size: max-content; overflow: auto',
  },
  'an absolute box': {
    around: `${FULL} position: absolute; inset-block-start: 0; overflow: auto`,
  },
  'open details': {
    around: FULL,
    tag: 'details',
    show: (around) => void ((around as HTMLDetailsElement).open = true),
  },
  'a dialog': {
    around: `${FULL} overflow: auto`,
    tag: 'dialog',
    show: (around) => (around as HTMLDialogElement).show(),
  },
  'a popover': {
    around: `${FULL} overflow: auto`,
    show: (around) => {
      around.popover = 'manual';
      around.showPopover();
    },
  },
  columns: { around: 'font: 16px/1.5 monospace; inline-size: 50ch; columns: 2; column-gap: 10ch' },
  'a line clamp': {
    around: `${FULL} overflow: hidden; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3`,
    // What is cut off is laid out differently from one block to several.
    isCutOff: true,
  },
  'a page from right to left': { around: `${FULL} direction: rtl; overflow: auto` },
  'vertical lines': {
    around:
      'font: 16px/1.5 monospace; writing-mode: vertical-rl; block-size: 300px; overflow: auto; inline-size: 200px',
  },
  'a host without a box': { around: `${FULL} overflow: auto`, host: 'display: contents' },
  hyphens: { around: `${FULL} hyphens: auto; overflow: auto` },
  'text beside a float': {
    around: 'font: 16px/1.5 monospace; inline-size: 40ch',
    beside: 'float: left; inline-size: 20ch; block-size: 30lh',
  },
  'underlined text': { around: `${FULL} text-decoration: underline` },
  'lines with margins': { around: FULL, lines: 'margin-block: 1em' },
  'lines with a number': {
    around: `${FULL} overflow: auto; counter-reset: line`,
    lines: 'counter-increment: line',
  },
  'indented lines': { around: FULL, lines: 'text-indent: 2ch hanging; text-indent: 2ch' },
};

export const TEXTS: Readonly<Record<string, string>> = {
  'a full line': 'x'.repeat(20),
  'two full lines': `${'x'.repeat(20)}\n${'y'.repeat(20)}`,
  'a full line and its newline': `${'x'.repeat(20)}\n`,
  'lines of two directions': 'one\n\n2024\nשלום 1\n(17)\ntwo words and some more of them',
};

export const LONG: Readonly<Record<string, string>> = {
  'a long paragraph': 'Every word is to stand where it stands without a box, '.repeat(100),
  // At a width that a text gives itself, WebKit counts hyphens that are not shown.
  'soft hyphens': 'soft\u00adhyphens are in\u00advisible until a line ends at one, '.repeat(90),
  'many lines': Array.from({ length: 450 }, (_, n) => `${n} ${'word '.repeat(n % 9)}`).join('\n'),
};

export const write = (element: TypewriterStream, text: string): void => {
  element.write(text);
  element.skip();
};

/** The element in a place, and beside it plain blocks with the same text in the same place. */
export class Pair {
  readonly element: TypewriterStream;
  readonly #reference = document.createElement('div');
  readonly #places: HTMLElement[] = [];
  readonly #isCutOff: boolean;
  readonly #style = document.createElement('style');

  constructor(place: Place, properties: Properties) {
    this.element = create(properties);
    this.#isCutOff = place.isCutOff ?? false;
    this.#style.textContent = `
      .place :is(typewriter-stream, .host) { ${place.host ?? ''} }
      .place typewriter-stream::part(line), .place .line { ${place.lines ?? ''} }
      .place typewriter-stream::part(line)::after, .place .line::after {
        ${place.lines?.includes('counter') ? "content: ' ' counter(line)" : ''}
      }`;
    document.head.append(this.#style);
    for (const inner of [this.element, this.#reference]) {
      const around = document.createElement(place.tag ?? 'div');
      around.className = 'place';
      around.style.cssText = place.around ?? '';
      if (place.beside) {
        const float = document.createElement('div');
        float.style.cssText = place.beside;
        around.append(float);
      }
      around.append(inner);
      this.#places.push(around);
    }
    this.#reference.className = 'host';
  }

  /** One at a time, or what is absolute would stand over the other. */
  #measure(index: number): string[] {
    const place = this.#places[index]!;
    const other = this.#places[1 - index]!;
    const { display } = other.style;
    other.style.display = 'none';
    const origin = place.getBoundingClientRect();
    const { scrollWidth, scrollHeight, clientWidth, clientHeight, offsetHeight } = place;
    const root = index === 0 ? part(this.element, 'text') : this.#reference;
    const page = document.documentElement;
    const sizes = {
      ...(this.#isCutOff ? {} : { scrollWidth, scrollHeight }),
      ...{ clientWidth, clientHeight, offsetHeight },
    };
    const result = [
      ...Object.entries(sizes).map(([name, size]) => `${name}: ${size}`),
      `page: ${page.scrollWidth}, ${page.scrollHeight}`,
      ...(this.#isCutOff ? [] : characters(root, origin)),
    ];
    other.style.display = display;
    return result;
  }

  static async of(place: Place, properties: Properties = {}): Promise<Pair> {
    const pair = new Pair(place, properties);
    document.body.append(...pair.#places);
    for (const around of pair.#places) place.show?.(around);
    await pair.element.updateComplete;
    return pair;
  }

  /** As a browser does for paper. WebKit does not do it by itself where only a style rule changes. */
  layOutAnew(): void {
    for (const place of this.#places) {
      const { display } = place.style;
      place.style.display = 'none';
      place.getBoundingClientRect();
      place.style.display = display;
    }
  }

  /** The same, a few frames later at most: a long paragraph is cut where the browser has laid it out. */
  async becomesSame(text: string, message: string): Promise<void> {
    for (let frames = 0; frames < 60; frames++) {
      try {
        this.expectSame(text, message);
        return;
      } catch {
        await frame();
      }
    }
    this.expectSame(text, message);
  }

  expectSame(text: string, message: string): void {
    const block = document.createElement('div');
    block.style.cssText = 'min-block-size: 1lh; white-space: pre-wrap; overflow-wrap: anywhere';
    for (const line of text.match(/.*\n|.+$/gu) ?? []) {
      const element = document.createElement('div');
      element.className = 'line';
      element.textContent = line;
      if (/\p{L}/u.test(line)) element.dir = /^\P{L}*[\u0590-\u05ff]/u.test(line) ? 'rtl' : 'ltr';
      block.append(element);
    }
    this.#reference.replaceChildren(block);
    const [actual, expected] = [this.#measure(0), this.#measure(1)];
    const known = new Set(expected);
    expect(
      actual.filter((value) => !known.has(value)).slice(0, 3),
      `${message}, of ${expected.slice(0, 7).join('; ')}`,
    ).to.deep.equal([]);
    // WebKit does not tell where text stands that is left out.
    if (!IS_WEBKIT) expect(actual.length, message).to.equal(expected.length);
  }

  remove(): void {
    this.element.end();
    for (const place of this.#places) place.remove();
    this.#style.remove();
  }
}

/** Where characters stand, to a pixel: all of a short text, some of a long one. */
function characters(root: Node, origin: DOMRect): string[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const length = root.textContent?.length ?? 0;
  const step = length < 200 ? 1 : 101;
  const places: string[] = [];
  let before = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    for (let index = 0; index < node.length; index++) {
      if ((before + index) % step || node.data[index] === '\n') continue;
      range.setStart(node, index);
      range.setEnd(node, index + 1);
      const box = [...range.getClientRects()].at(-1);
      if (!box?.width) continue;
      const [left, bottom] = [box.left - origin.left, box.bottom - origin.top].map(Math.round);
      places.push(`${before + index}: ${String(left)}, ${String(bottom)}`);
    }
    before += node.length;
  }
  return places;
}
