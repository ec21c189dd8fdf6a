import type { RendererParts } from '../renderer.js';
import type { CodeView } from './code-view.js';
import { guarded, warnOf } from './guarded.js';
import type { HighlightedRange, Highlighter } from './options.js';

/** Light and dark colours of words in code, by their kind. The first kind names the custom property. */
const COLORS: readonly [kinds: string, light: string, dark: string][] = [
  ['keyword tag deleted', '#b3261e', '#ff8f85'],
  ['string inserted regexp', '#17692f', '#86d39a'],
  ['number constant boolean', '#0a5aa8', '#8fc3ff'],
  ['function title', '#6b3fa0', '#cfaaff'],
  ['type class attribute', '#8a5200', '#f0bd72'],
  // Not the text's own colour, which Chromium gets wrong in a dark page.
  ['comment', '#5f5f5f', '#a3a3a3'],
];

/** Separate from the other styles, since browsers match a rule for a highlight against every element. */
const colorStyles = COLORS.map(([kinds, light, dark]) => {
  const names = kinds.split(' ');
  const selectors = names.map((kind) => `code::highlight(typewriter-${kind})`);
  const [property = ''] = names;
  return `${selectors.join()}{color:var(--typewriter-code-${property},light-dark(${light},${dark}))}`;
}).join('');

/** Returns the page-wide highlight for a kind of word. */
function highlightOf(kind: string): Highlight {
  const name = `typewriter-${kind}`;
  let highlight = CSS.highlights.get(name);
  if (!highlight) CSS.highlights.set(name, (highlight = new Highlight()));
  return highlight;
}

interface Colored {
  /** Length of the code when it was coloured. */
  length: number;
  words: readonly [Highlight, StaticRange][];
}

/** Colours code by the CSS Custom Highlight API, which needs no elements and causes no layout. */
export class CodeColors {
  readonly #parts: RendererParts;
  readonly #colored = new Map<CodeView, Colored>();
  #connected = true;
  /** In forced colours nothing is coloured, since a highlight would look like a selection. */
  readonly #forced = matchMedia('(forced-colors: active)');

  constructor(parts: RendererParts) {
    this.#parts = parts;
  }

  remove(view: CodeView): void {
    unpaint(this.#colored.get(view));
    this.#colored.delete(view);
  }

  /** Removes the colours of removed code, since settled views get no call of `remove()`. */
  removeGone(): void {
    for (const view of this.#colored.keys())
      if (!this.#parts.container.contains(view.element)) this.remove(view);
  }

  connect(): void {
    this.#connected = true;
    this.#forced.addEventListener('change', this.#repaint);
    this.#repaint();
  }

  /** The highlights belong to the page, and must not keep the nodes of a removed element alive. */
  disconnect(): void {
    this.#connected = false;
    this.#forced.removeEventListener('change', this.#repaint);
    this.#repaint();
  }

  color(view: CodeView, code: string, highlight: Highlighter | undefined): void {
    if (!highlight || !('highlights' in CSS)) return;
    const before = this.#colored.get(view);
    if (before?.length === code.length) return;
    const colored: Colored = { length: code.length, words: before?.words ?? [] };
    this.#colored.set(view, colored);
    const show = (found: readonly HighlightedRange[] | null) => {
      // Later code is being coloured, or the block is gone.
      if (this.#colored.get(view) !== colored) return;
      const words = wordsOf(view, found ?? []);
      unpaint(colored);
      colored.words = words;
      this.#paint(colored);
    };
    guarded('highlight', () => {
      const result = highlight(code, view.language);
      if (result && 'then' in result)
        result.then(show).then(undefined, (reason: unknown) => warnOf('highlight', reason));
      else show(result);
    });
  }

  readonly #repaint = (): void => {
    for (const colored of this.#colored.values()) {
      unpaint(colored);
      this.#paint(colored);
    }
  };

  #paint({ words }: Colored): void {
    if (!this.#connected || this.#forced.matches) return;
    const { kit, container } = this.#parts;
    if (words.length > 0) kit.adoptStyles(container, colorStyles);
    for (const [highlight, range] of words) highlight.add(range);
  }
}

function unpaint(colored: Colored | undefined): void {
  for (const [highlight, range] of colored?.words ?? []) highlight.delete(range);
}

/** Turns ranges of the code into ranges of the Text nodes that show it. */
function wordsOf(view: CodeView, found: readonly HighlightedRange[]): Colored['words'] {
  const { boxes } = view;
  let box = 0;
  let start = 0;
  const place = (offset: number): [Text, number] | undefined => {
    if (offset < start) box = start = 0;
    let text = boxes[box];
    while (text && offset - start > text.length) {
      start += text.length;
      text = boxes[++box];
    }
    return text && [text, offset - start];
  };
  return found.flatMap(([from, to, kind]) => {
    const first = place(from);
    const last = first && from < to ? place(to) : undefined;
    if (!first || !last) return [];
    const [startContainer, startOffset] = first;
    const [endContainer, endOffset] = last;
    const range = new StaticRange({ startContainer, startOffset, endContainer, endOffset });
    return [[highlightOf(kind), range]];
  });
}
