import type { ReactiveController } from 'lit';
import { kit } from '../rendering/kit.js';
import type { MarkupOptions } from '../rendering/markdown/options.js';
import { TextRenderer } from '../rendering/plain/text-renderer.js';
import type { RendererFactory } from '../rendering/renderer.js';
import { rendererNamed } from '../rendering/renderers.js';
import type { TypingLoop } from '../rendering/typing-loop.js';
import { warnOnce } from './attributes.js';
import { copy } from './clipboard.js';
import { allStrings } from './strings.js';
import type { TypewriterStream } from './typewriter-stream.js';

const plainText: RendererFactory = (parts) => new TextRenderer(parts);

/** Gives the typing loop the renderer that `markup` names, and the cursor. */
export class Markup implements ReactiveController {
  readonly #host: TypewriterStream;
  readonly #loop: TypingLoop;
  /** The value of `markup` in use, or whose module is being loaded. */
  #markup: string | undefined;

  constructor(host: TypewriterStream, loop: TypingLoop) {
    this.#host = host;
    this.#loop = loop;
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
    const options = () => this.#options;
    const renderer = factory?.({ container, fallback, cursor, kit, options });
    this.#loop.attach({ renderer, cursor, box: container });
  }

  /** The author's options for a renderer. The strings are merged only when read. */
  get #options(): MarkupOptions {
    const host = this.#host;
    const { highlight, renderBlock, links, images } = host;
    return {
      highlight,
      renderBlock,
      links,
      images,
      get strings() {
        return allStrings(host.strings);
      },
      async copyText(text) {
        if (!(await copy(text))) throw new Error(allStrings(host.strings).notCopied);
      },
    };
  }
}

/** The renderer of this name, whose module is loaded if it is one of ours; plain text if there is none. */
async function load(name: string): Promise<RendererFactory> {
  let problem = 'is not known. Use "markdown", or call registerRenderer() before';
  try {
    if (name === 'markdown') await import('../rendering/markdown/register.js');
    const factory = rendererNamed(name);
    if (factory) return factory;
  } catch (thrown) {
    problem = `could not be loaded: ${String(thrown)}`;
  }
  warnOnce(`markup="${name}" ${problem}. The text is shown as it is.`);
  return plainText;
}
