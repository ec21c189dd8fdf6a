import { expect } from '@open-wc/testing';
import { LYRIC } from '../../demo-server/texts.js';
import type { TypewriterStream } from '../../src/element/index.js';
import {
  cleanUp,
  connections,
  expectTyped,
  mount,
  newKey,
  next,
  path,
  reach,
  receive,
  record,
} from '../support/element.js';

const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error('it did not reject');
    },
    (thrown: unknown) => thrown,
  );

describe('read()', () => {
  let element: TypewriterStream;

  beforeEach(async () => {
    element = mount();
    await element.updateComplete;
  });

  afterEach(cleanUp);

  it('types an SSE response, and resolves to the element when all is typed', async () => {
    const log = record(element);
    const result = await element.read(await fetch(path('/article', { interval: 0 })));
    expect(result).to.equal(element);
    expectTyped(element, LYRIC);
    expect(log).to.deep.equal([
      'connecting',
      'streaming',
      '(open)',
      'typing',
      '(end: sentinel)',
      'done',
      '(typed)',
    ]);
  });

  it('types a response of plain text', async () => {
    await element.read(await fetch(path('/plain', { interval: 0 })));
    expectTyped(element, LYRIC);
  });

  it('types a stream of bytes, cut anywhere, as text', async () => {
    const bytes = new TextEncoder().encode(LYRIC);
    let at = 0;
    const source = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at >= bytes.length) controller.close();
        else controller.enqueue(bytes.slice(at, (at += 5)));
      },
    });
    await element.read(source);
    expectTyped(element, LYRIC);
  });

  it('types a stream of strings and an async generator, in which "end" is a word', async () => {
    const words = ['the ', 'end', ' is ', '[DONE]'];
    await element.read(
      new ReadableStream<string>({
        start(controller) {
          for (const word of words) controller.enqueue(word);
          controller.close();
        },
      }),
    );
    expectTyped(element, 'the end is [DONE]');
    await element.read(
      (async function* () {
        for (const word of words) yield await Promise.resolve(word);
      })(),
    );
    expectTyped(element, 'the end is [DONE]');
  });

  it('types an EventSource that somebody else opened, through its reconnects', async () => {
    const key = newKey();
    const src = path('/drop', { interval: 1, after: 60, retry: 1, key });
    await element.read(new EventSource(src));
    expectTyped(element, LYRIC);
    expect((await connections(key)).open).to.equal(0);
  });

  it('takes the place of what was streaming before', async () => {
    element.src = path('/article', { interval: 60_000 });
    await reach(element, 'streaming');
    const before = rejection(element.finished);
    await element.read(new Response('new', { headers: { 'content-type': 'text/plain' } }));
    expectTyped(element, 'new');
    expect(((await before) as DOMException).name).to.equal('AbortError');
  });

  it('closes its source when it is stopped', async () => {
    let cancelled: () => void;
    const wasCancelled = new Promise<void>((resolve) => (cancelled = resolve));
    const source = new ReadableStream<string>({
      start: (controller) => controller.enqueue('first'),
      cancel: () => cancelled(),
    });
    const result = rejection(element.read(source));
    await receive(element, 5);
    element.stop();
    await wasCancelled;
    expect(((await result) as DOMException).name).to.equal('AbortError');
    expectTyped(element, 'first');
  });

  it('closes an iterator whose return() gives no promise', async () => {
    const errors: unknown[] = [];
    const listen = ({ message }: ErrorEvent) => void errors.push(message);
    addEventListener('error', listen);
    let isClosed = false;
    const iterator = {
      next: () => new Promise<never>(() => undefined),
      return: () => ((isClosed = true), { done: true, value: undefined }),
    };
    element.read({ [Symbol.asyncIterator]: () => iterator as never }).catch(() => undefined);
    await reach(element, 'streaming');
    element.stop();
    removeEventListener('error', listen);
    expect(isClosed).to.be.true;
    expect(errors).to.deep.equal([]);
  });

  it('rejects with a StreamError and keeps the text when the source fails', async () => {
    const source = (async function* () {
      yield await Promise.resolve('so far');
      throw new Error('the well is dry');
    })();
    const error = await rejection(element.read(source));
    expect(error).to.equal(element.error);
    expect(element.error?.message).to.contain('the well is dry');
    expect(element.text).to.equal('so far');
    expect(element.state).to.equal('error');
  });

  it('rejects a response that is no stream', async () => {
    await rejection(element.read(await fetch('/error?status=418')));
    expect(element.error?.status).to.equal(418);
    await rejection(element.read(await fetch('/wrong-type')));
    expect(element.error?.kind).to.equal('content-type');
  });

  it('leaves no unhandled rejection when nobody waits for it', async () => {
    const unhandled: unknown[] = [];
    const onUnhandled = (event: PromiseRejectionEvent) => unhandled.push(event.reason);
    addEventListener('unhandledrejection', onUnhandled);
    void element.read(new Response('', { status: 500 }));
    await next(element, 'stream-error');
    await new Promise((resolve) => setTimeout(resolve));
    removeEventListener('unhandledrejection', onUnhandled);
    expect(unhandled).to.deep.equal([]);
  });

  for (const chunk of ['x', '']) {
    it(`lets the page breathe during a burst of "${chunk}" that never waits`, async () => {
      let tasks = 0;
      let chunks = 0;
      const ticking = setInterval(() => tasks++);
      await element.read(
        (async function* () {
          for (; tasks < 3 && chunks < 5_000_000; chunks++) yield await Promise.resolve(chunk);
        })(),
      );
      clearInterval(ticking);
      expect(tasks).to.be.at.least(3);
      expect(element.text.length).to.equal(chunks * chunk.length);
    });
  }

  describe('of messages that came together', () => {
    const sse = (...data: string[]) =>
      new Response(data.map((item) => `data: ${item}\n\n`).join(''), {
        headers: { 'content-type': 'text/event-stream' },
      });
    const words = ['one ', 'end of ', 'two ', 'three'];

    it('takes the same text, whether somebody listens to each or not', async () => {
      await element.read(sse(...words, 'end'));
      expectTyped(element, words.join(''));
      const heard: string[] = [];
      element.addEventListener('stream-delta', ({ text }) => heard.push(text));
      await element.read(sse(...words, 'end'));
      expectTyped(element, words.join(''));
      expect(heard).to.deep.equal(words);
    });

    it('reads nothing behind the sentinel', async () => {
      const reasons: string[] = [];
      element.addEventListener('stream-end', ({ reason }) => reasons.push(reason));
      await element.read(sse('one', '[DONE]', 'two', 'end', 'three'));
      expectTyped(element, 'one');
      await element.read(sse('[DONE]', 'one'));
      expectTyped(element, '');
      expect(reasons).to.deep.equal(['sentinel', 'sentinel']);
    });

    it('hands none over to a listener that has stopped', async () => {
      const heard: string[] = [];
      element.addEventListener('stream-delta', ({ text }) => {
        heard.push(text);
        if (text === 'two ') element.stop();
      });
      await rejection(element.read(sse('one ', 'two ', 'three ', 'end')));
      expect(heard).to.deep.equal(['one ', 'two ']);
      expectTyped(element, 'one two ');
    });

    it('keeps what came before a message that is too long', async () => {
      const thrown = await rejection(element.read(sse('one', 'x'.repeat(34_000_000))));
      expect((thrown as { kind: string }).kind).to.equal('limit');
      expect(element.text).to.equal('one');
    });

    it('keeps their order among messages with a name or an id', async () => {
      element.event = 'message note';
      const body =
        'data: a\n\ndata: b\n\nevent: note\ndata: c\n\ndata: d\n\nid: 1\ndata: e\n\ndata: f\n\n';
      await element.read(
        new Response(`${body}data: end\n\n`, { headers: { 'content-type': 'text/event-stream' } }),
      );
      expectTyped(element, 'abcdef');
    });
  });
});
