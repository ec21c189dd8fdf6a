import { expect } from '@open-wc/testing';
import { LYRIC } from '../../demo-server/texts.js';
import type { TypewriterStream } from '../../src/index.js';
import { path } from '../support/element.js';

/** A page of its own in a frame: a browser may give it no animation frames. */
async function open(
  style: string,
): Promise<{ frame: HTMLIFrameElement; element: TypewriterStream }> {
  const frame = document.createElement('iframe');
  frame.style.cssText = style;
  frame.srcdoc = `<!doctype html><script type="module" src="/src/index.ts"></script>
    <typewriter-stream speed="4000" src="${path('/article', { interval: 0 })}"></typewriter-stream>`;
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  document.body.append(frame);
  await loaded;
  const { contentDocument, contentWindow } = frame;
  await contentWindow?.customElements.whenDefined('typewriter-stream');
  const element = contentDocument?.querySelector('typewriter-stream');
  if (!element) throw new Error('The frame is empty.');
  return { frame, element };
}

describe('a text in a frame that', () => {
  for (const [place, style] of Object.entries({
    'is not displayed': 'display: none',
    'is far off screen': 'position: absolute; top: 20000px',
    'is hidden and has no size': 'visibility: hidden; width: 0; height: 0; border: 0',
  })) {
    it(`${place} is shown and ends`, async () => {
      const { frame, element } = await open(style);
      await element.finished;
      const text = element.shadowRoot?.querySelector('[part=text]')?.textContent;
      expect(text).to.equal(LYRIC);
      frame.remove();
    });
  }
});
