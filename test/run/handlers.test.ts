import { expect } from '@open-wc/testing';
import type { TypewriterStream } from '../../src/element/index.js';
import type { TypewriterStreamEventMap } from '../../src/run/events.js';
import { cleanUp, create, expectTyped, mount, record } from '../support/element.js';

/** Calls back once, when the element has reached a state. */
const once = (
  element: TypewriterStream,
  name: keyof TypewriterStreamEventMap,
  act: () => void,
  isDue = (): boolean => true,
): void => {
  const listener = (): void => {
    if (!isDue()) return;
    element.removeEventListener(name, listener);
    act();
  };
  element.addEventListener(name, listener);
};

describe('text that a listener writes', () => {
  afterEach(cleanUp);

  for (const name of ['stream-typed', 'stream-state'] as const) {
    it(`when all is typed, in ${name}, is typed too, in a run that ends`, async () => {
      const element = mount();
      await element.updateComplete;
      const more = () => {
        element.write(' and two');
        element.end();
      };
      once(element, name, more, () => element.state === 'done');
      element.write('one');
      const first = element.finished;
      element.end();
      await first;
      await element.finished;
      expectTyped(element, 'one and two');
      expect(element.state).to.equal('done');
    });
  }

  for (const name of ['stream-error', 'stream-state'] as const) {
    it(`when the stream gave up, in ${name}, is typed too, in a run that ends`, async () => {
      const element = create({ src: 'ftp://nowhere' });
      const more = () => {
        element.write('Sorry.');
        element.end();
      };
      once(element, name, more, () => element.state === 'error');
      document.body.append(element);
      await element.updateComplete;
      await element.finished;
      expectTyped(element, 'Sorry.');
      expect(element.error).to.equal(null);
    });
  }

  it('when the run is stopped, in stream-state, goes on in a run that ends', async () => {
    const element = mount();
    element.write('one');
    once(
      element,
      'stream-state',
      () => element.write(' and two'),
      () => element.state === 'stopped',
    );
    element.stop();
    element.end();
    await element.finished;
    expectTyped(element, 'one and two');
  });
});

describe('what a listener or a page does while the rest is typed', () => {
  afterEach(cleanUp);

  /** All is received, and the typing has not begun. */
  async function typing(): Promise<TypewriterStream> {
    const element = mount({ paused: true });
    await element.updateComplete;
    element.write('some text');
    element.end();
    expect(element.state).to.equal('typing');
    return element;
  }

  it('stop() in stream-state is obeyed before the first text: none of it is there, or comes later', async () => {
    const element = mount();
    await element.updateComplete;
    once(element, 'stream-state', () => element.stop());
    element.write('text');
    expect([element.state, element.text]).to.deep.equal(['stopped', '']);
    once(element, 'stream-state', () => element.stop());
    element.replace('another');
    element.skip();
    expect([element.state, element.text]).to.deep.equal(['stopped', '']);
    expectTyped(element, '');
  });

  it('clear() leaves nothing to type: the run is done', async () => {
    const element = await typing();
    element.clear();
    element.paused = false;
    await element.finished;
    expectTyped(element, '');
    expect(element.state).to.equal('done');
  });

  it('clear() in stream-end, too', async () => {
    const element = mount();
    element.addEventListener('stream-end', () => element.clear());
    element.write('some text');
    element.end();
    await element.finished;
    expectTyped(element, '');
  });

  it('stop() in stream-end shows the rest, as it does later: the run is done, and `finished` says so', async () => {
    const element = mount({ speed: 1 });
    await element.updateComplete;
    const log = record(element);
    element.addEventListener('stream-end', () => element.stop());
    element.write('some text');
    element.end();
    await element.finished;
    expectTyped(element, 'some text');
    expect(log).to.deep.equal(['streaming', 'typing', '(end: manual)', 'done', '(typed)']);
  });

  it('end() in stream-delta is obeyed, whatever the same message says', async () => {
    const element = mount({ format: 'openai' });
    element.addEventListener('stream-delta', () => element.end());
    const choice = { index: 0, delta: { content: 'Half' }, error: { message: 'overloaded' } };
    const body = `data: ${JSON.stringify({ choices: [choice] })}\n\n`;
    const headers = { 'content-type': 'text/event-stream' };
    await element.read(new Response(body, { headers }));
    expectTyped(element, 'Half');
  });
});
