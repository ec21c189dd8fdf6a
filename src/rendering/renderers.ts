import type { RendererFactory } from './renderer.js';

/** The registry is global, since the element may belong to another copy of the package. */
const KEY = Symbol.for('typewriter-stream.renderers');
const page = globalThis as { [KEY]?: Map<string, RendererFactory> };

/** Returns the renderer registered under a name; undefined if there is none (yet). */
export const rendererNamed = (name: string): RendererFactory | undefined => page[KEY]?.get(name);

/** Registers a renderer for the `markup` attribute. */
export function registerRenderer(name: string, factory: RendererFactory): void {
  page[KEY] ??= new Map();
  page[KEY].set(name, factory);
}
