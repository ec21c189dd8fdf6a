import { expect } from '@open-wc/testing';
import { LYRIC } from '../../demo-server/texts.js';
import type { TypewriterStream } from '../../src/element/index.js';
import {
  cleanUp,
  connections,
  create,
  expectTyped,
  mount,
  newKey,
  next,
  part,
  path,
  reach,
  receive,
  record,
  untilServer,
} from '../support/element.js';

const setOnline = (online: boolean) => {
  if (online) Reflect.deleteProperty(navigator, 'onLine');
  else Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
};

describe('one run after another', () => {
  afterEach(cleanUp);

  it('makes one connection of an offline wait and the back/forward cache together', async () => {
    const key = newKey();
    const src = path('/drop', { interval: 1, after: 10, times: 1, retry: 1, key });
    const element = mount({ transport: 'fetch' });
    setOnline(false);
    try {
      element.src = src;
      await next(element, 'stream-retry');
      dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    } finally {
      setOnline(true);
    }
    dispatchEvent(new Event('online'));
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    dispatchEvent(new Event('online'));
    await element.finished;
    expectTyped(element, LYRIC);
    expect((await connections(key)).total).to.equal(2);
  });

  it('goes on trying while the browser says that it is offline', async () => {
    const element = mount({ transport: 'fetch' });
    setOnline(false);
    try {
      element.src = path('/drop', { interval: 1, after: 10, times: 1, retry: 1, key: newKey() });
      await element.finished;
      expectTyped(element, LYRIC);
    } finally {
      setOnline(true);
    }
  });

  const actions: [string, (element: TypewriterStream) => void, string][] = [
    ['restart()', (element) => element.restart(), 'connecting'],
    ['stop()', (element) => element.stop(), 'stopped'],
  ];
  for (const transport of ['auto', 'fetch'] as const) {
    for (const [name, act, state] of actions) {
      it(`lets nothing of an old run through: ${name} in stream-retry, over ${transport}`, async () => {
        const key = newKey();
        const element = mount({ transport });
        const log = record(element);
        const retried = new Promise<void>((resolve) => {
          element.addEventListener(
            'stream-retry',
            (event) => {
              event.preventDefault();
              log.length = 0;
              act(element);
              resolve();
            },
            { once: true },
          );
        });
        element.src = path('/drop', { interval: 1, after: 12, times: 1, retry: 1, key });
        await retried;
        expect(log).to.deep.equal([state]);
        if (name === 'restart()') {
          await element.finished;
          expectTyped(element, LYRIC);
        }
      });
    }

    it(`lets nothing of an old run through: start() on error, over ${transport}`, async () => {
      const element = mount({ transport, maxRetries: 0 });
      const log = record(element);
      element.addEventListener(
        'stream-state',
        ({ to }) => {
          if (to === 'error') element.start();
        },
        { once: false },
      );
      let errors = 0;
      element.addEventListener('stream-error', () => errors++);
      element.src = path('/flaky', { statuses: '500', interval: 0, key: newKey() });
      await next(element, 'stream-typed');
      expectTyped(element, LYRIC);
      expect(errors).to.equal(0);
      expect(log.at(-1)).to.equal('(typed)');
    });
  }

  it('does not say that a run ended which a listener has begun anew', async () => {
    const element = mount();
    let again = false;
    const ends: string[] = [];
    element.addEventListener('stream-end', () => ends.push(element.state));
    element.addEventListener('stream-state', ({ to }) => {
      if (to !== 'typing' || again) return;
      again = true;
      element.restart();
    });
    element.src = path('/article', { interval: 0, text: 'twice' });
    await next(element, 'stream-typed');
    expectTyped(element, 'twice');
    expect(ends).to.deep.equal(['typing']);
  });

  it('has a new `finished` as soon as src is set', async () => {
    const element = mount({ src: path('/article', { interval: 0, text: 'one' }) });
    await element.finished;
    element.src = path('/article', { interval: 0, text: 'two' });
    await element.finished;
    expectTyped(element, 'two');
    element.src = path('/article', { interval: 60_000 });
    await reach(element, 'streaming');
    element.src = path('/article', { interval: 0, text: 'three' });
    await element.finished;
    expectTyped(element, 'three');
  });

  it('obeys start(), stop() and read() right after src was set', async () => {
    const key = newKey();
    const element = mount();
    element.src = path('/article', { interval: 0, text: 'started', key });
    element.start();
    await element.finished;
    expectTyped(element, 'started');
    expect((await connections(key)).total).to.equal(1);

    const stopped = newKey();
    element.src = path('/article', { interval: 0, key: stopped });
    element.stop();
    await element.updateComplete;
    expect((await connections(stopped)).total).to.equal(0);

    element.src = path('/article', { interval: 0, key: stopped });
    await element.read(new Response('given', { headers: { 'content-type': 'text/plain' } }));
    expectTyped(element, 'given');
    expect((await connections(stopped)).total).to.equal(0);
  });

  it('asks the same src again with restart(), and a new body', async () => {
    const element = mount();
    element.body = 'first';
    element.src = '/echo?interval=0';
    await element.finished;
    expect(element.text).to.contain('first');
    element.body = 'second';
    element.restart();
    await element.finished;
    expect(element.text).to.contain('second');
  });

  it('ignores end() after it was stopped, and still goes on with start()', async () => {
    const element = mount({ src: path('/article', { interval: 1 }) });
    await receive(element, 20);
    element.stop();
    const { text } = element;
    element.end();
    expect(element.text).to.equal(text);
    expect(element.state).to.equal('stopped');
    element.start();
    await element.finished;
    expectTyped(element, LYRIC);
  });
});

describe('whatever a framework sets', () => {
  afterEach(cleanUp);

  const names = [
    'loading',
    'transport',
    'method',
    'headers',
    'body',
    'fetch',
    'format',
    'path',
    'when',
    'parse',
    'event',
    'sentinel',
    'endEvent',
    'maxRetries',
    'idleTimeout',
    'reconnect',
    'speed',
    'by',
    'cursor',
    'announce',
    'strings',
    'withCredentials',
    'paused',
    'controls',
  ];

  for (const nothing of [null, undefined]) {
    it(`types with every property ${String(nothing)}`, async () => {
      const element = mount();
      for (const name of names) Object.assign(element, { [name]: nothing });
      Object.assign(element, { end: nothing });
      element.speed = 'instant';
      element.src = path('/article', { interval: 0, text: 'typed' });
      await element.finished;
      await element.updateComplete;
      expectTyped(element, 'typed');
    });
  }

  it('takes numbers that are strings', async () => {
    const element = mount({ transport: 'fetch' });
    Object.assign(element, { idleTimeout: '2000', maxRetries: '1', speed: '5000' });
    element.src = path('/heartbeats', { interval: 10, count: 20, text: 'typed' });
    await element.finished;
    expectTyped(element, 'typed');
  });
});

describe('connections whose messages come in one piece each', () => {
  afterEach(cleanUp);

  it('are news, so that a feed without ids is asked again until it says that it is complete', async () => {
    const parts = ['one ', 'two ', 'three ', 'four ', 'five ', 'six '];
    const element = create({ transport: 'fetch', maxRetries: 3 });
    element.fetch = () => {
      const part = parts.shift();
      const event = part === undefined ? 'data: [DONE]\n\n' : `data: ${part}\n\n`;
      const headers = { 'content-type': 'text/event-stream' };
      return Promise.resolve(new Response(`retry: 1\n\n${event}`, { headers }));
    };
    document.body.append(element);
    element.src = '/feed';
    await element.finished;
    expect(element.text).to.equal('one two three four five six ');
  });
});

describe('a source that is given up', () => {
  afterEach(cleanUp);

  it('is let go of, whenever it is stopped', async () => {
    for (const when of ['connecting', 'streaming', 'at once']) {
      const key = newKey();
      const element = mount();
      // Firefox closes a cancelled connection at its next byte, so there must be one.
      const text = 'x'.repeat(2000);
      const response = await fetch(path('/article', { interval: 50, text, key }));
      element.addEventListener('stream-state', ({ to }) => {
        if (to === when) element.stop();
      });
      element.read(response).catch(() => undefined);
      if (when === 'at once') element.stop();
      await reach(element, 'stopped');
      await untilServer(key, ({ open }) => open === 0);
    }
  });

  it('is let go of when it is an EventSource that was never listened to', async () => {
    const element = mount();
    const source = new EventSource(path('/article', { interval: 60_000 }));
    element.addEventListener('stream-state', () => element.stop(), { once: true });
    element.read(source).catch(() => undefined);
    await reach(element, 'stopped');
    expect(source.readyState).to.equal(EventSource.CLOSED);
  });

  it('as an EventSource cannot tell a server that has said everything from one that is lost', async () => {
    const element = mount({ maxRetries: 1 });
    const src = path('/closes', { interval: 0, retry: 1, text: 'all of it' });
    await element.read(new EventSource(src)).catch(() => undefined);
    expect(element.error?.kind).to.equal('network');
    expect(element.text).to.equal('all of it');
  });

  it('keeps its text and shows no Retry button after a failure', async () => {
    const element = mount();
    const source = (async function* () {
      yield await Promise.resolve('partial answer');
      throw new Error('gone');
    })();
    await element.read(source).catch(() => undefined);
    await element.updateComplete;
    expect(part(element, 'error').querySelector('button')).to.equal(null);
    element.start();
    expect(element.text).to.equal('partial answer');
  });
});

describe('a wrong answer that goes on and on', () => {
  afterEach(cleanUp);

  it('is still a wrong answer', async () => {
    const element = mount({ transport: 'fetch', maxRetries: 0 });
    let cancelled = false;
    element.fetch = () => {
      const body = new ReadableStream({
        start: (controller) => controller.enqueue(new TextEncoder().encode('<p>slow')),
        cancel: () => {
          cancelled = true;
        },
      });
      return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/html' } }));
    };
    element.src = '/article';
    const { error } = await next(element, 'stream-error');
    expect(error.kind).to.equal('content-type');
    expect(error.message).to.contain('<p>slow');
    expect(cancelled).to.equal(true);
  });
});

describe('a long word', () => {
  afterEach(cleanUp);

  it('does not widen the box around it', async () => {
    for (const display of ['flex', 'grid', 'inline-block', 'table-cell']) {
      const box = document.createElement('div');
      box.style.cssText = `display: ${display}; max-width: 200px; width: 200px`;
      const element = mount();
      box.append(element);
      document.body.append(box);
      element.write('https://example.org/'.repeat(20));
      element.end();
      await element.finished;
      expect(element.offsetWidth, display).to.be.at.most(200);
      box.remove();
    }
  });
});
