import { expect } from '@open-wc/testing';
import { cleanUp, expectTyped, mount, path } from '../support/element.js';

/** What jsdom and other programs that run a page's tests do not have, and a page may take away. */
const MISSING = [
  'matchMedia',
  'IntersectionObserver',
  'ResizeObserver',
  'EventSource',
  'Highlight',
  'CSS',
  'requestIdleCallback',
];
const MISSING_IN_ELEMENTS = ['part', 'checkVisibility'];

describe('a page without the newer parts of a browser', () => {
  const taken: [object, string, PropertyDescriptor | undefined][] = [];

  before(() => {
    const take = (holder: object, name: string) => {
      const descriptor = Object.getOwnPropertyDescriptor(holder, name);
      if (!descriptor) return;
      taken.push([holder, name, descriptor]);
      Reflect.deleteProperty(holder, name);
    };
    for (const name of MISSING) take(globalThis, name);
    for (const name of MISSING_IN_ELEMENTS) take(Element.prototype, name);
    expect('matchMedia' in globalThis).to.be.false;
    expect('part' in document.body).to.be.false;
  });

  after(() => {
    for (const [holder, name, descriptor] of taken) {
      if (descriptor) Object.defineProperty(holder, name, descriptor);
    }
  });

  afterEach(cleanUp);

  it('shows text of hundreds of lines', async () => {
    const element = mount({ fade: true });
    const lines = 'a line\n'.repeat(450);
    element.write(lines);
    element.end();
    await element.finished;
    expect(element.shadowRoot?.textContent).to.contain(lines.trimEnd());
  });

  it('types, fades and follows what read() is given', async () => {
    const element = mount({ fade: true, speed: 'auto' });
    element.follow = true;
    const headers = { 'content-type': 'text/event-stream' };
    await element.read(new Response('data: Hi\n\ndata: [DONE]\n\n', { headers }));
    expectTyped(element, 'Hi');
  });

  it('asks for src through fetch, also with loading="lazy"', async () => {
    const element = mount({
      loading: 'lazy',
      src: path('/article', { interval: 0, text: 'Hi' }),
    });
    await element.finished;
    expectTyped(element, 'Hi');
  });
});
