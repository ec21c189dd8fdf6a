import type { MarkupOptions } from './markdown/options.js';
import type { Renderer, RendererParts } from './renderer.js';

/** What the renderer of a markup is given. */
export interface MarkupParts extends RendererParts {
  /** The element's options, read when they are needed. A renderer of plain text needs none. */
  readonly options?: () => MarkupOptions;
}

export type RendererFactory = (parts: MarkupParts) => Renderer;

/** What was registered, through whichever copy of the package: the element may be another one's. */
const KEY = Symbol.for('typewriter-stream.renderers');
const page = globalThis as { [KEY]?: Map<string, RendererFactory> };

/** The renderer of a name; undefined where there is none (yet). */
export const rendererNamed = (name: string): RendererFactory | undefined => page[KEY]?.get(name);

/** Makes a renderer known to the `markup` attribute. */
export function registerRenderer(name: string, factory: RendererFactory): void {
  page[KEY] ??= new Map();
  page[KEY].set(name, factory);
}
