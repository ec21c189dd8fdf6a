import { expect } from '@open-wc/testing';
import { useFakeTimers } from 'sinon';
import { detailIn } from '../../src/stream/refusal.js';
import {
  IS_WEBKIT,
  cleanUp,
  connections,
  expectTyped,
  mount,
  newKey,
  next,
  path,
} from '../support/element.js';
import { bytes } from './support.js';
import { retryAtOnce } from '../support/retry-at-once.js';

retryAtOnce();

describe('an answer labelled application/json', () => {
  afterEach(cleanUp);

  const type = 'application/json';
  const chunk = (content: string, finish_reason?: string) =>
    JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason }] });
  const NDJSON = `${chunk('one ')}\n${chunk('two', 'stop')}\n`;

  for (const [what, body] of [
    ['events', `data: ${chunk('one ')}\n\ndata: ${chunk('two', 'stop')}\n\ndata: [DONE]\n\n`],
    ['events after a comment', `: hi\n\ndata: ${chunk('one two', 'stop')}\n\ndata: [DONE]\n\n`],
    ['events with names', `event: message\ndata: ${chunk('one two', 'stop')}\n\ndata: [DONE]\n\n`],
  ] as const) {
    it(`is read as ${what} when its first line says so, for POST and GET`, async () => {
      for (const properties of [{ body: {} }, {}]) {
        const element = mount({ format: 'openai', ...properties, src: bytes({ body, type }) });
        await element.finished;
        expectTyped(element, 'one two');
      }
    });
  }

  it('is read as lines of JSON when its first line is JSON', async () => {
    const element = mount({ format: 'openai', body: {}, src: bytes({ body: NDJSON, type }) });
    await element.finished;
    expectTyped(element, 'one two');
    await element.read(new Response(NDJSON, { headers: { 'content-type': type } }));
    expectTyped(element, 'one two');
  });

  it('is known by its type, though a parameter in quotes has a comma', async () => {
    const type = 'text/event-stream; note="one, two"';
    await mount().read(new Response('data: one\n\n', { headers: { 'content-type': type } }));
  });

  it('is cut where the one line that came is no whole answer', async () => {
    for (const [format, line] of [
      ['openai', chunk('Half')],
      ['ollama', '{"message":{"content":"Half"},"done":false}'],
    ] as const) {
      for (const body of [line, `${line}\n`]) {
        const element = mount({ format, body: {}, src: bytes({ body, type }) });
        const { error } = await next(element, 'stream-error');
        expect(error.kind).to.equal('interrupted');
        expect(element.text).to.equal('Half');
      }
    }
  });

  it('shows the first line before the second one comes', async () => {
    const src = bytes({ body: `${chunk('one ')}\n`, type, end: 'open' });
    const element = mount({ format: 'openai', body: {}, src });
    await next(element, 'stream-delta');
    expect(element.text).to.equal('one ');
  });

  it('of one long line is looked through once', async () => {
    const headers = { 'content-type': type };
    // What is not shown needs no layout, which takes an engine longer than any reading.
    const answer = { aside: 'word '.repeat(100_000), t: 'one' };
    for (const space of [0, 2]) {
      const element = mount({ format: 'json', path: 't' });
      await element.read(new Response(JSON.stringify(answer, null, space), { headers }));
      expectTyped(element, 'one');
    }
  });

  it('is one answer otherwise, in one line or in several', async () => {
    for (const space of [0, 2]) {
      for (const end of ['', '\n']) {
        const body = JSON.stringify({ t: 'one' }, null, space) + end;
        const element = mount({ format: 'json', path: 't', src: bytes({ body, type }) });
        await element.finished;
        expectTyped(element, 'one');
      }
    }
  });

  it('is read in plain text only when it is made of events', async () => {
    const events = mount({ body: {}, src: bytes({ body: 'data: one\n\n', type }) });
    await events.finished;
    expectTyped(events, 'one');
    const json = mount({ body: {}, src: bytes({ body: '{"message":"Not today."}', type }) });
    const { error } = await next(json, 'stream-error');
    expect(error.kind).to.equal('content-type');
    expect(error.detail).to.equal('Not today.');
    expect(error.body).to.equal('{"message":"Not today."}');
  });
});

describe('a refused request', () => {
  afterEach(cleanUp);

  it("carries the server's own sentence and its answer", async () => {
    const element = mount({ src: '/error?status=402&message=Out%20of%20credit' });
    const { error } = await next(element, 'stream-error');
    expect(error.detail).to.equal('Out of credit');
    expect(JSON.parse(error.body ?? '')).to.deep.equal({
      error: { message: 'Out of credit', status: 402 },
    });
    expect(error.message).to.contain('402');
  });

  it('carries 2,000 characters of a long answer, and its sentence all the same', async () => {
    const long = JSON.stringify({ trace: 'x'.repeat(5_000), detail: 'Too long' });
    const response = new Response(long, { status: 500 });
    const element = mount();
    await element.read(response).catch(() => undefined);
    expect(element.error?.body).to.have.length(2_000);
    expect(element.error?.detail).to.equal('Too long');
    expect(element.error?.message.length).to.be.below(300);
  });

  for (const [answer, detail] of [
    ['{"error":{"message":"a"}}', 'a'],
    ['{"error":"a"}', 'a'],
    ['[{"error":{"message":"a"}}]', 'a'],
    ['{"message":"a","code":1}', 'a'],
    ['{"detail":"a"}', 'a'],
    ['{"detail":[{"msg":"a"}]}', 'a'],
    ['{"errors":[{"message":"a"}]}', 'a'],
    ['{"error":"invalid_token","error_description":"a"}', 'a'],
    ['{"type":"about:blank","title":"a","status":404}', 'a'],
    ['"a"', 'a'],
    ['{"ok":false}', undefined],
    ['null', undefined],
    ['<html>', undefined],
  ] as const) {
    it(`with ${answer} says ${String(detail)}`, () => {
      expect(detailIn(answer)).to.equal(detail);
    });
  }
});

describe('an id that cannot be sent', () => {
  afterEach(cleanUp);

  const text = (id: string, rest: string) => `retry: 1\n\nid: ${id}\ndata: one \n\n${rest}`;
  const whole = 'id: z\ndata: two\n\ndata: end\n\n';

  it('since it is too long is not sent: the text is told again from the top', async () => {
    for (const transport of ['auto', 'fetch'] as const) {
      for (const length of [5_000, 60_000]) {
        const key = newKey();
        const src = path('/long-ids', { length, key });
        const element = mount({ transport, src });
        await element.finished;
        expectTyped(element, 'one two');
        const { requests } = await connections(key);
        // Compared in a few words: the id itself would fill the screen.
        expect(requests.some((request) => request.lastEventId !== null)).to.equal(false);
      }
    }
  });

  it('since the server answers 431 is tried once without', async () => {
    const key = newKey();
    const id = 'i'.repeat(300);
    const answers = { body: [text(id, ''), text(id, whole)], end: ['close', 'close'], maxId: 200 };
    const element = mount({ transport: 'fetch', src: bytes({ ...answers, key }) });
    await element.finished;
    expectTyped(element, 'one two');
    const ids = (await connections(key)).requests.map(({ lastEventId }) => lastEventId);
    expect(ids).to.deep.equal([null, id, null]);
  });
});

describe('an answer to a POST that has begun', () => {
  afterEach(cleanUp);

  for (const type of ['application/json', 'text/plain', 'text/event-stream']) {
    it(`is not asked for again where half of it came as ${type}`, async () => {
      const key = newKey();
      const body = '{"choices":[{"mess';
      // A cut may overtake the headers.
      const src = bytes({ body, type, end: 'cut', linger: 100, key });
      const element = mount({ format: 'openai', body: {}, maxRetries: 2, src });
      await element.finished.catch(() => undefined);
      // WebKit takes the cut for a clean close.
      if (!IS_WEBKIT) expect(element.error?.kind).to.equal('interrupted');
      expect((await connections(key)).total).to.equal(1);
    });
  }

  it('is not asked for again after a silence', async () => {
    const key = newKey();
    const src = bytes({ body: '{"choices":[{"mess', type: 'application/json', end: 'open', key });
    const clock = useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    try {
      let begin!: () => void;
      const begun = new Promise<void>((resolve) => (begin = resolve));
      const fetch: typeof globalThis.fetch = async (...request) => {
        const response = await globalThis.fetch(...request);
        begin();
        return response;
      };
      const element = mount({ format: 'openai', body: {}, idleTimeout: 60_000, src, fetch });
      const failed = next(element, 'stream-error');
      await begun;
      // The element takes the response in the meantime.
      await connections(key);
      clock.tick(60_000);
      expect((await failed).error.kind).to.equal('timeout');
      expect((await connections(key)).total).to.equal(1);
    } finally {
      clock.restore();
    }
  });

  it('is interrupted where its JSON ends in the middle, in one piece or in an array', async () => {
    const headers = { 'content-type': 'application/json' };
    for (const body of ['{"choices":[{"message":{"content":"Hal', '[{"a":1},\n', '[\n{"a":1}']) {
      const element = mount({ format: 'openai' });
      await element.read(new Response(body, { headers })).catch(() => undefined);
      expect(element.error?.kind, body).to.equal('interrupted');
    }
  });
});

describe('read() of what another window made', () => {
  afterEach(cleanUp);

  const otherWindow = async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    await Promise.resolve();
    return frame.contentWindow as unknown as typeof globalThis;
  };

  it('types its Response by the Content-Type, its stream and its bytes', async () => {
    const other = await otherWindow();
    const headers = { 'content-type': 'text/event-stream' };
    const response = mount();
    await response.read(new other.Response('data: one\n\ndata: end\n\n', { headers }));
    expectTyped(response, 'one');

    const stream = mount();
    await stream.read(
      new other.ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(new other.Uint8Array([111]));
          controller.enqueue(new other.Uint8Array([110, 101]).buffer as never);
          controller.close();
        },
      }),
    );
    expectTyped(stream, 'one');
  });

  it('types its EventSource', async () => {
    const other = await otherWindow();
    const element = mount();
    const src = bytes({ body: 'data: one\n\ndata: end\n\n' });
    await element.read(new other.EventSource(new URL(src, location.href)));
    expectTyped(element, 'one');
  });
});

describe('read() of something else', () => {
  afterEach(cleanUp);

  const unreadable: [string, unknown][] = [
    ['a string', 'text'],
    ['null', null],
    ['undefined', undefined],
    ['Array', ['a', 'b']],
    ['Promise', Promise.resolve(new Response('a'))],
    ['an object', Object.create(null)],
    ['a function', () => undefined],
  ];
  for (const [name, source] of unreadable) {
    it(`such as ${name} is an error that lists what can be read`, async () => {
      const element = mount();
      await element.read(source as Response).catch(() => undefined);
      expect(element.error?.kind).to.equal('format');
      for (const word of ['Response', 'ReadableStream', 'AsyncIterable', 'EventSource', name]) {
        expect(element.error?.message).to.contain(word);
      }
    });
  }

  it('that brings objects is an error, too', async () => {
    const element = mount();
    const source = (async function* () {
      yield await Promise.resolve({ text: 'a' });
    })();
    await element.read(source as never).catch(() => undefined);
    expect(element.error?.kind).to.equal('format');
    expect(element.error?.message).to.contain('Object');
  });

  it('that breaks off after some text is interrupted', async () => {
    const element = mount();
    const source = (async function* () {
      yield await Promise.resolve('Half');
      throw new Error('gone');
    })();
    await element.read(source).catch(() => undefined);
    expect(element.error?.kind).to.equal('interrupted');
    expect(element.error?.message).to.contain('gone');
    expect(element.text).to.equal('Half');
  });

  it('that is read already says so', async () => {
    const used = new Response('a');
    await used.text();
    const locked = new ReadableStream<string>();
    locked.getReader();
    for (const source of [used, locked]) {
      const element = mount();
      await element.read(source).catch(() => undefined);
      expect(element.error?.kind).to.equal('format');
      expect(element.error?.message).to.contain('already');
    }
  });
});
