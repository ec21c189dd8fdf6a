import type { Kit } from './kit.js';
import type { MarkupOptions } from './markdown/options.js';

/** The element's nodes that a renderer works with. */
export interface RendererParts {
  /** The element that holds the text: part `text`. */
  readonly container: HTMLElement;
  /** The content of the container before the first text. */
  readonly fallback: HTMLElement;
  /** The cursor, which stands after the last visible character. */
  readonly cursor: HTMLElement;
  /** Helpers that renderers share. */
  readonly kit: Kit;
  /** Returns the element's options; call it whenever they are needed. A renderer of plain text needs none. */
  readonly options?: () => MarkupOptions;
}

export type RendererFactory = (parts: RendererParts) => Renderer;

/** Shows text that only grows, except for `truncate` and `clear`. Lengths are UTF-16 units. */
export interface Renderer {
  /** The shown text, as plain text; undefined: all text as received. */
  readonly renderedText?: string;
  /**
   * Returns the number of graphemes of the text that became visible, since the others cost no typing time; undefined: all.
   *
   * @param fadeFrom the time of writing in milliseconds, if the text fades in
   */
  append(text: string, fadeFrom?: number): number | undefined;
  /** Advances the animation; returns whether something is still animated. */
  frame(time: number): boolean;
  /** Keeps the first `length` UTF-16 units. */
  truncate(length: number): void;
  /** Called when no more text is expected for now. */
  settle(): void;
  /** Removes all text, and shows the fallback again. */
  clear(): void;
  /** Called when the element is inserted into a document. */
  connect(): void;
  /** Called when the element was removed from its document: nothing of the page may keep a reference to it. */
  disconnect(): void;
  /** The shown text, as HTML for the clipboard; missing in a renderer of plain text. */
  toHtml?(): string;
}
