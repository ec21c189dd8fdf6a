import type { Kit } from './kit.js';
import type { MarkupOptions } from './markdown/options.js';

/** The element's nodes that a renderer works with. */
export interface RendererParts {
  /** Where the text is written: part `text`. */
  readonly container: HTMLElement;
  /** What stands in the container until the first text. */
  readonly fallback: HTMLElement;
  /** Stands behind the last visible character. */
  readonly cursor: HTMLElement;
  /** What renderers share. */
  readonly kit: Kit;
  /** The element's options, read when they are needed. A renderer of plain text needs none. */
  readonly options?: () => MarkupOptions;
}

export type RendererFactory = (parts: RendererParts) => Renderer;

/** Shows text that only grows, except for `truncate` and `clear`. Lengths are UTF-16 units. */
export interface Renderer {
  /** What the reader sees, as plain text; undefined: all text as it was given. */
  readonly renderedText?: string;
  /**
   * Returns how many graphemes of the text are visible now, if not all of them: the others cost no
   * typing time.
   *
   * @param fadeFrom the time it is written, if it fades in
   */
  append(text: string, fadeFrom?: number): number | undefined;
  /** Advances the animation. Returns whether something is still animated. */
  frame(time: number): boolean;
  /** Keeps the first `length` units. */
  truncate(length: number): void;
  /** No text follows for now. */
  settle(): void;
  /** Removes all text, and shows again what stood there before. */
  clear(): void;
  /** The element is in a document: the first time, again, or in another one. */
  connect(): void;
  /** The element has left its document: nothing that belongs to the page may hold it. */
  disconnect(): void;
  /** What the reader sees, as HTML for the clipboard; missing in a renderer of plain text. */
  toHtml?(): string;
}
