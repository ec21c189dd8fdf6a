import { expect } from '@open-wc/testing';
import { LYRIC } from '../../demo-server/texts.js';
import {
  IS_WEBKIT,
  cleanUp,
  connections,
  expectTyped,
  mount,
  newKey,
  next,
  path,
  reach,
  receive,
  untilServer,
} from '../support/element.js';
import { retryAtOnce } from '../support/retry-at-once.js';

retryAtOnce();

describe("a request of the author's own", () => {
  afterEach(cleanUp);

  const echoed = (text: string) =>
    JSON.parse(text) as { method: string; headers: Record<string, string>; body: string };

  it('sends a JSON body by POST', async () => {
    const element = mount();
    element.body = { messages: [{ role: 'user', content: 'Grüße 👋' }] };
    element.src = '/echo?interval=0';
    await element.finished;
    const { method, headers, body } = echoed(element.text);
    expect(method).to.equal('POST');
    expect(headers['content-type']).to.equal('application/json');
    expect(headers['accept']).to.equal('text/event-stream');
    expect(JSON.parse(body)).to.deep.equal(element.body);
  });

  it('sends a BodyInit as it is, with headers of the author', async () => {
    const element = mount();
    element.method = 'put';
    element.headers = { authorization: 'Bearer 1' };
    element.body = new URLSearchParams({ a: '1' });
    element.src = '/echo?interval=0';
    await element.finished;
    const { method, headers, body } = echoed(element.text);
    expect(method).to.equal('PUT');
    expect(headers['authorization']).to.equal('Bearer 1');
    expect(headers['content-type']).to.contain('application/x-www-form-urlencoded');
    expect(body).to.equal('a=1');
  });

  it('asks for headers before every attempt, so that a token may be fresh', async () => {
    const key = newKey();
    let calls = 0;
    const element = mount({ src: '' });
    element.headers = async () => {
      await Promise.resolve();
      return { authorization: `Bearer ${String(++calls)}` };
    };
    element.src = path('/drop', { interval: 1, after: 60, retry: 1, key });
    await element.finished;
    expectTyped(element, LYRIC);
    expect(calls).to.equal((await connections(key)).total);
    expect(calls).to.be.greaterThan(1);
  });

  it('is not sent again once an answer began', async () => {
    const key = newKey();
    const element = mount();
    element.body = 'question';
    element.src = path('/drop', { interval: 1, after: 5, key });
    await reach(element, IS_WEBKIT ? 'done' : 'error');
    if (!IS_WEBKIT) expect(element.error?.kind).to.equal('interrupted');
    expect(LYRIC.startsWith(element.text)).to.equal(true);
    expect((await connections(key)).total).to.equal(1);
  });

  it('is sent again when no answer began', async () => {
    const key = newKey();
    const element = mount();
    element.body = 'question';
    element.src = path('/flaky', { statuses: '503,429', retryAfter: 0, interval: 0, key });
    await element.finished;
    expectTyped(element, LYRIC);
  });

  it('is an error of a clear kind when it cannot be sent', async () => {
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    const failures: [string, () => Parameters<typeof Object.assign>[1]][] = [
      [
        '`headers` property failed: no token',
        () => ({
          headers: () => {
            throw new Error('no token');
          },
        }),
      ],
      [
        '`headers` property failed: rejected',
        () => ({ headers: () => Promise.reject(new Error('rejected')) }),
      ],
      ['`body` cannot be written as JSON', () => ({ body: circular })],
      ['method="GET" sends no body', () => ({ body: 'x', method: 'GET' })],
    ];
    for (const [message, properties] of failures) {
      const element = mount();
      Object.assign(element, properties(), { src: '/echo' });
      const { error } = await next(element, 'stream-error');
      expect(error.message).to.contain(message);
      expect(error.retryable).to.equal(false);
    }
  });

  it("goes through the author's own fetch, which may fail", async () => {
    const element = mount({ maxRetries: 0 });
    element.fetch = () => Promise.reject(new Error('no way'));
    element.src = '/article';
    const { error } = await next(element, 'stream-error');
    expect(error.kind).to.equal('network');
    expect(error.message).to.contain('no way');

    const asked: string[] = [];
    const own = mount();
    own.fetch = (url, init) => {
      asked.push(url as string);
      return fetch(url, init);
    };
    own.src = path('/article', { interval: 0, text: 'own' });
    await own.finished;
    expectTyped(own, 'own');
    expect(asked).to.have.length(1);
  });
});

describe('a server with faults', () => {
  afterEach(cleanUp);

  it('is asked again after 503 and 429, as it says in Retry-After', async () => {
    const delays: (number | null)[] = [];
    const element = mount();
    element.addEventListener('stream-retry', ({ delay, error }) => {
      delays.push(delay);
      expect(error.kind).to.equal('http');
    });
    element.src = path('/flaky', {
      statuses: '503,503,429',
      retryAfter: 0,
      interval: 0,
      key: newKey(),
    });
    await element.finished;
    expectTyped(element, LYRIC);
    expect(delays).to.deep.equal([0, 0]);
  });

  it('is asked once with a body that is a stream, and its own status is the error', async () => {
    let requests = 0;
    const element = mount({
      src: '/article',
      method: 'POST',
      body: new Response('a question').body,
      fetch: async (_url, init) => {
        requests += 1;
        // The first request consumes the stream.
        await new Response(init?.body).text();
        return new Response('busy', { status: 503, headers: { 'retry-after': '0' } });
      },
    });
    await reach(element, 'error');
    expect(element.error?.status).to.equal(503);
    expect(requests).to.equal(1);
  });

  it('goes on after its id when the page starts it with another body that is a stream', async () => {
    const ids: (string | null)[] = [];
    const element = mount({
      src: '/article',
      body: new Response('a question').body,
      fetch: async (_url, init) => {
        await new Response(init?.body).text();
        ids.push(new Headers(init?.headers).get('last-event-id'));
        const events =
          ids.length === 1 ? 'id: 1\ndata: one\n\n' : 'data: two\n\nevent: end\ndata\n\n';
        const body = new ReadableStream<Uint8Array>({
          start: (controller) => controller.enqueue(new TextEncoder().encode(events)),
        });
        return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
      },
    });
    await receive(element, 3);
    element.stop();
    element.body = new Response('a question').body;
    element.start();
    await element.finished;
    expectTyped(element, 'onetwo');
    expect(ids).to.deep.equal([null, '1']);
  });

  it('gives up when the attempts in a row are more than max-retries', async () => {
    const key = newKey();
    const element = mount({ maxRetries: 2, transport: 'fetch' });
    element.src = path('/flaky', { statuses: '500,501,502,503', retryAfter: 0, key });
    await reach(element, 'error');
    expect(element.error?.status).to.equal(502);
    expect((await connections(key)).total).to.equal(3);
  });

  it('is asked for ever as long as each attempt brings something', async () => {
    const key = newKey();
    // A reset may take with it what an attempt brought, so one in a row may well fail.
    const element = mount({ maxRetries: 3, transport: 'fetch' });
    element.src = path('/drop', { interval: 1, after: 15, retry: 1, key });
    await element.finished;
    expectTyped(element, LYRIC);
    expect((await connections(key)).total).to.be.greaterThan(5);
  });

  it('that is silent for too long is left, with kind "timeout"', async () => {
    const key = newKey();
    const element = mount({ transport: 'fetch', idleTimeout: 100, maxRetries: 0 });
    element.src = path('/silence', { key });
    const { error } = await next(element, 'stream-error');
    expect(error.kind).to.equal('timeout');
    expect(error.message).to.contain('idle-timeout');
    await untilServer(key, ({ open }) => open === 0);
  });

  it('that does not even answer is left as well', async () => {
    const element = mount({ transport: 'fetch', idleTimeout: 100, maxRetries: 0 });
    element.src = path('/slow-headers', { delay: 60_000 });
    const { error } = await next(element, 'stream-error');
    expect(error.kind).to.equal('timeout');
  });

  it('that sends heartbeats is waited for', async () => {
    const element = mount({ transport: 'fetch', idleTimeout: 1500, maxRetries: 0 });
    element.src = path('/heartbeats', { interval: 100, count: 20, text: 'at last' });
    await element.finished;
    expectTyped(element, 'at last');
  });

  it('that never ends a message is left with kind "limit"', async () => {
    const element = mount({ transport: 'fetch' });
    element.src = path('/huge-line', { bytes: 34_000_000 });
    const { error } = await next(element, 'stream-error');
    expect(error.kind).to.equal('limit');
  });

  it('that wants a token is answered with one', async () => {
    const element = mount({ src: '/unauthorized?token=fresh&interval=0' });
    const { error } = await next(element, 'stream-error');
    expect(error.status).to.equal(401);
    element.headers = () => ({ authorization: 'Bearer fresh' });
    element.start();
    await element.finished;
    expectTyped(element, LYRIC);
  });

  it('may be lost while the browser is offline: it waits, and does not count', async () => {
    const key = newKey();
    const setOnline = (online: boolean) => {
      if (online) Reflect.deleteProperty(navigator, 'onLine');
      else Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    };
    const element = mount({ transport: 'fetch', maxRetries: 1 });
    element.src = path('/drop', { interval: 1, after: 10, times: 1, retry: 1, key });
    setOnline(false);
    try {
      await next(element, 'stream-retry');
      expect(element.state).to.equal('retrying');
      expect((await connections(key)).total).to.equal(1);
    } finally {
      setOnline(true);
    }
    dispatchEvent(new Event('online'));
    await element.finished;
    expectTyped(element, LYRIC);
  });
});

describe('the page', () => {
  afterEach(cleanUp);

  it('that goes into the back/forward cache closes the stream, and resumes when it is back', async () => {
    for (const transport of ['auto', 'fetch'] as const) {
      const key = newKey();
      const element = mount({ transport, src: path('/article', { interval: 2, key }) });
      await receive(element, 10);
      dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
      await untilServer(key, ({ open }) => open === 0);
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
      await element.finished;
      expectTyped(element, LYRIC);
    }
  });

  it('that is hidden never aborts', async () => {
    const key = newKey();
    const element = mount({ transport: 'fetch', src: path('/article', { interval: 2, key }) });
    await receive(element, 5);
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    await next(element, 'stream-end');
    Reflect.deleteProperty(document, 'hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    await element.finished;
    expectTyped(element, LYRIC);
    expect((await connections(key)).total).to.equal(1);
  });
});

describe('`reconnect`, for a server without ids', () => {
  afterEach(cleanUp);

  it('"append" takes everything as new', async () => {
    // Firefox waits at least half a second each time.
    const src = path('/feed', { interval: 1, after: 40, retry: 1, key: newKey() });
    const element = mount({ reconnect: 'append', src });
    await element.finished;
    expectTyped(element, LYRIC);
  });

  it('"replace" takes it as the text from the top', async () => {
    const src = path('/drop-without-ids', {
      interval: 1,
      after: 9,
      times: 2,
      retry: 1,
      key: newKey(),
    });
    const element = mount({ reconnect: 'replace', src });
    await element.finished;
    expectTyped(element, LYRIC);
  });
});
