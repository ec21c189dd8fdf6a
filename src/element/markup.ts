import type { ReactiveController } from 'lit';
import { Cursor } from '../rendering/cursor.js';
import { kit } from '../rendering/kit.js';
import { TextRenderer } from '../rendering/plain/text-renderer.js';
import type { RendererFactory } from '../rendering/renderer.js';
import { rendererNamed } from '../rendering/renderers.js';
import type { TypingLoop } from '../rendering/typing-loop.js';
import { CURSORS, oneOf, warnOnce } from './attributes.js';
import type { Chrome } from './chrome.js';
import type { TypewriterStream } from './typewriter-stream.js';

/** Modules that register a renderer, loaded when it is asked for. */
const MODULES: Readonly<Partial<Record<string, () => Promise<unknown>>>> = {
  markdown: () => import('../rendering/markdown/register.js'),
};

const plainText: RendererFactory = (parts) => new TextRenderer(parts);

/** Gives the typing loop what shows the text: the renderer that `markup` names, and the cursor. */
export class Markup implements ReactiveController {
  readonly #host: TypewriterStream;
  readonly #loop: TypingLoop;
  readonly #chrome: Chrome;
  #cursor: Cursor | undefined;
  /** The value of `markup` that is shown, or whose module is being loaded. */
  #markup: string | undefined;

  constructor(host: TypewriterStream, loop: TypingLoop, chrome: Chrome) {
    this.#host = host;
    this.#loop = loop;
    this.#chrome = chrome;
  }

  hostUpdated(): void {
    const { cursor, renderRoot } = this.#host;
    // A framework may set null or undefined.
    const markup = this.#host.markup || 'none';
    const box = renderRoot.querySelector<HTMLElement>('[part=text]');
    const caret = renderRoot.querySelector<HTMLElement>('[part=cursor]');
    if (!box || !caret) return;
    this.#cursor ??= new Cursor(caret);
    this.#cursor.shape = oneOf('cursor', cursor, CURSORS);
    if (markup === this.#markup) return;
    this.#markup = markup;
    const factory = markup === 'none' ? plainText : rendererNamed(markup);
    // What is to be typed waits for the module; the stream does not.
    this.#attach(factory, box, caret);
    if (factory) return;
    void load(markup).then((loaded) => {
      if (markup === this.#markup) this.#attach(loaded, box, caret);
    });
  }

  #attach(factory: RendererFactory | undefined, box: HTMLElement, cursor: HTMLElement): void {
    const fallback = box.querySelector<HTMLElement>('slot');
    if (!fallback || !this.#cursor) return;
    const renderer = factory?.({
      container: box,
      fallback,
      cursor,
      kit,
      options: () => this.#chrome.markupOptions,
    });
    this.#chrome.renderer = renderer;
    this.#loop.attach({ renderer, cursor: this.#cursor, box });
  }
}

async function load(name: string): Promise<RendererFactory> {
  const known = MODULES[name];
  try {
    await known?.();
    const factory = rendererNamed(name);
    if (factory) return factory;
    warnOnce(
      `markup="${name}" is not known. Use "markdown", or call registerRenderer() before. ` +
        'The text is shown as it is.',
    );
  } catch (thrown) {
    warnOnce(
      `markup="${name}" could not be loaded: ${String(thrown)}. The text is shown as it is.`,
    );
  }
  return plainText;
}
