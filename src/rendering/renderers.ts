import type { RendererFactory } from './renderer.js';

/** Kept per page, since the element may belong to another copy of the package. */
const KEY = Symbol.for('typewriter-stream.renderers');
const page = globalThis as { [KEY]?: Map<string, RendererFactory> };

/** The renderer of a name; undefined where there is none (yet). */
export const rendererNamed = (name: string): RendererFactory | undefined => page[KEY]?.get(name);

/** Makes a renderer known to the `markup` attribute. */
export function registerRenderer(name: string, factory: RendererFactory): void {
  page[KEY] ??= new Map();
  page[KEY].set(name, factory);
}
