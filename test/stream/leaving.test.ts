import { expect } from '@open-wc/testing';
import { cleanUp, connections, newKey, path, untilServer } from '../support/element.js';

/** A page of its own with a stream, in a frame, and what it says. */
async function openPage(attributes: string): Promise<{ frame: HTMLIFrameElement; log: string[] }> {
  const log: string[] = [];
  const frame = document.createElement('iframe');
  frame.srcdoc =
    `<!doctype html><script type="module" src="/src/index.ts"></script>` +
    `<typewriter-stream speed="instant" ${attributes}></typewriter-stream>`;
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  for (const name of ['stream-error', 'stream-retry', 'stream-end', 'stream-open']) {
    frame.contentDocument?.addEventListener(name, (event) => log.push(event.type));
  }
  return { frame, log };
}

describe('leaving the page in mid-stream', () => {
  afterEach(() => {
    for (const frame of document.querySelectorAll('iframe')) frame.remove();
    cleanUp();
  });

  for (const transport of ['eventsource', 'fetch', 'auto']) {
    it(`for a page that is slow to come is no failure of ${transport}`, async () => {
      const key = newKey();
      const src = path('/article', { interval: 20, key });
      const { frame, log } = await openPage(`transport="${transport}" src="${src}"`);
      await untilServer(key, ({ open }) => open === 1);
      const left = new Promise((resolve) =>
        frame.addEventListener('load', resolve, { once: true }),
      );
      frame.contentWindow?.location.assign(
        path('/slow-headers', { delay: 800, text: 'next', interval: 0 }),
      );
      await left;
      expect(log.filter((name) => name !== 'stream-open')).to.deep.equal([]);
      await untilServer(key, ({ open }) => open === 0);
    });
  }

  it('for what is no page at all lets the stream go on', async () => {
    const key = newKey();
    const src = path('/article', { interval: 40, key, text: 'It is still here.' });
    const { frame, log } = await openPage(`transport="fetch" src="${src}"`);
    // On a busy machine the stream may be over before the server is asked.
    await untilServer(key, ({ total }) => total === 1);
    frame.contentWindow?.location.assign('/no-content');
    const element = frame.contentDocument?.querySelector('typewriter-stream');
    await element?.finished;
    expect(element?.text).to.equal('It is still here.');
    expect(log).not.to.contain('stream-error');
    expect((await connections(key)).total).to.be.at.most(2);
  });
});
