import type { ReactiveController } from 'lit';
import { kit } from '../rendering/kit.js';
import { TextRenderer } from '../rendering/plain/text-renderer.js';
import type { RendererFactory } from '../rendering/renderer.js';
import { rendererNamed } from '../rendering/renderers.js';
import type { TypingLoop } from '../rendering/typing-loop.js';
import { warnOnce } from './attributes.js';
import type { Chrome } from './chrome.js';
import type { TypewriterStream } from './typewriter-stream.js';

/** Modules that register a renderer, loaded on first use. */
const MODULES: Readonly<Partial<Record<string, () => Promise<unknown>>>> = {
  markdown: () => import('../rendering/markdown/register.js'),
};

const plainText: RendererFactory = (parts) => new TextRenderer(parts);

/** Gives the typing loop the renderer that `markup` names, and the cursor. */
export class Markup implements ReactiveController {
  readonly #host: TypewriterStream;
  readonly #loop: TypingLoop;
  readonly #chrome: Chrome;
  /** The value of `markup` in use, or whose module is being loaded. */
  #markup: string | undefined;

  constructor(host: TypewriterStream, loop: TypingLoop, chrome: Chrome) {
    this.#host = host;
    this.#loop = loop;
    this.#chrome = chrome;
  }

  hostUpdated(): void {
    // A framework may set null or undefined.
    const markup = this.#host.markup || 'none';
    if (markup === this.#markup) return;
    this.#markup = markup;
    const factory = markup === 'none' ? plainText : rendererNamed(markup);
    // The typing waits for the module; the stream does not.
    this.#attach(factory);
    if (factory) return;
    void load(markup).then((loaded) => {
      if (markup === this.#markup) this.#attach(loaded);
    });
  }

  #attach(factory: RendererFactory | undefined): void {
    const { renderRoot } = this.#host;
    const container = renderRoot.querySelector<HTMLElement>('[part=text]');
    const fallback = container?.querySelector<HTMLElement>('slot');
    const cursor = renderRoot.querySelector<HTMLElement>('[part=cursor]');
    if (!container || !fallback || !cursor) return;
    const options = () => this.#chrome.markupOptions;
    const renderer = factory?.({ container, fallback, cursor, kit, options });
    this.#loop.attach({ renderer, cursor, box: container });
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
