import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { BodyReader } from '../../src/stream/body-reader.js';
import { readBody } from '../../src/stream/body.js';
import { MAX_MESSAGE_LENGTH } from '../../src/stream/limits.js';
import type { BodyEnd, Framing } from '../../src/stream/transport.js';
import { StreamError } from '../../src/stream/errors.js';
import { nastyText } from '../support/random.js';
import { retryAtOnce } from '../support/retry-at-once.js';

retryAtOnce();

const encoder = new TextEncoder();
const BOM = [0xef, 0xbb, 0xbf];

/** A body of these chunks; a string is its UTF-8. */
function bodyOf(chunks: Iterable<Uint8Array | string>): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.iterator]() as Iterator<Uint8Array | string, undefined>;
  return new ReadableStream({
    pull(controller) {
      const next = iterator.next();
      if (next.done) controller.close();
      else
        controller.enqueue(
          typeof next.value === 'string' ? encoder.encode(next.value) : next.value,
        );
    },
  });
}

/** Bytes in pieces of these sizes, again and again. */
function cut(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let start = 0, turn = 0; start < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    chunks.push(bytes.slice(start, start + size));
    start += size;
  }
  return chunks;
}

interface Reading {
  framing?: Framing;
  lastEventId?: string;
  takesJson?: boolean;
  signal?: AbortSignal;
  onMessage?(data: string): void;
  onBytes?(): void;
}

type Chunks = Iterable<Uint8Array | string> | ReadableStream<Uint8Array> | null;

/** All that the reader reports, in one list, and how the body ended. */
async function readToEnd(
  chunks: Chunks,
  { framing = 'sse', lastEventId = '', takesJson = false, signal, ...on }: Reading = {},
): Promise<{ log: unknown[]; end: BodyEnd | undefined }> {
  const log: unknown[] = [];
  const stream = chunks instanceof ReadableStream || !chunks ? chunks : bodyOf(chunks);
  const never = new AbortController().signal;
  const end = await readBody(new BodyReader(stream, signal ?? never, on.onBytes), framing, {
    url: '/stream',
    lastEventId,
    signal: signal ?? never,
    reading: {
      endEvents: ['end'],
      sentinels: ['[DONE]'],
      takesJson,
      taskTime: 8,
    },
    sink: {
      onMessages: (messages) => {
        for (const { event, data, id, hasOwnId } of messages) {
          // Whoever closes within a batch reads no further.
          if (signal?.aborted) return;
          log.push([event, data, id, hasOwnId]);
          on.onMessage?.(data);
        }
      },
      onId: (id) => log.push({ id }),
      onRetryTime: (retry) => log.push({ retry }),
    },
  });
  return { log, end };
}

const read = async (chunks: Chunks, reading?: Reading): Promise<unknown[]> =>
  (await readToEnd(chunks, reading)).log;

const dataOf = (log: unknown[]): string[] =>
  log.filter(Array.isArray).map((entry) => String((entry as unknown[])[1]));

describe('a body of server-sent events', () => {
  it('gives its messages, with the event name, the data and the id', async () => {
    const log = await read([
      'data: one\n\nevent: note\nid: 7\ndata: two\ndata: lines\n\ndata:three\n\n',
    ]);
    expect(log).to.deep.equal([
      ['message', 'one', '', false],
      ['note', 'two\nlines', '7', true],
      ['message', 'three', '7', false],
    ]);
  });

  it('takes a field named error with JSON for an event of that name, where another event follows', async () => {
    const error = '{"code":500,"message":"boom"}';
    expect(dataOf(await read([`data: a\n\nerror: ${error}\n\n`]))).to.deep.equal(['a']);
    const sent = `data: a\n\nerror: ${error}\n\nerror: no JSON\n\ndata: [DONE]\n\n`;
    expect((await read([sent])).map((entry) => (entry as unknown[]).slice(0, 2))).to.deep.equal([
      ['message', 'a'],
      ['error', error],
      ['message', '[DONE]'],
    ]);
  });

  it('takes LF, CR and CR LF as the end of a line', async () => {
    const log = await read(['data: a\r\n\r\ndata: b\r\rdata: c\n\ndata: d\r\ndata: e\r\n\r\n']);
    expect(dataOf(log)).to.deep.equal(['a', 'b', 'c', 'd\ne']);
  });

  it('drops an event that no blank line ended, and says so', async () => {
    for (const body of [
      'data: half',
      'id: 3\ndata: half\n',
      'event: en',
      'event: other\n',
      'da',
      'data: en',
    ]) {
      const { log, end } = await readToEnd([`data: a\n\n${body}`]);
      expect(log, body).to.deep.equal([['message', 'a', '', false]]);
      expect(end?.isWhole, body).to.be.false;
    }
    for (const body of ['', '\n', ': half a comment', 'data: b\n\n: x\n']) {
      expect((await readToEnd([`data: a\n\n${body}`])).end?.isWhole, body).to.be.true;
    }
  });

  it('knows a last event that shows by itself that it is whole', async () => {
    const last = async (body: string, takesJson = false) => {
      const { log, end } = await readToEnd([`data: a\n\n${body}`], { takesJson });
      return [log.length, end?.isWhole];
    };
    const ends = ['data: [DONE]', 'data:[DONE] \r\n', 'event: end\ndata: x\n'];
    for (const body of [...ends, 'event: end', 'event: end\r\n']) {
      expect(await last(body), body).to.deep.equal([2, true]);
    }
    for (const body of ['data: {"a":1}', 'id: 4\ndata: [1]\n', 'data: {\ndata: }', 'data: "b"']) {
      expect(await last(body, true), body).to.deep.equal([2, true]);
      expect(await last(body, false), body).to.deep.equal([1, false]);
    }
    for (const body of ['data: {"a":1', 'data: 12', 'data: tru', 'data: [DONE']) {
      expect(await last(body, true), body).to.deep.equal([1, false]);
    }
  });

  it('tells heartbeats from a greeting', async () => {
    const beats = async (body: string) => (await readToEnd([body])).end?.hasHeartbeats;
    expect(await beats(': open\n\nretry: 1\n\ndata: a\n\n')).to.be.false;
    expect(await beats(': open\n\n: ping\n\n')).to.be.true;
    expect(await beats('data: a\n\n: ping\n\n')).to.be.true;
  });

  it('begins with the id that was sent, and takes an empty one as none', async () => {
    const log = await read(['data: a\n\nid\ndata: b\n\ndata: c\n\n'], { lastEventId: '4' });
    expect(log).to.deep.equal([
      ['message', 'a', '4', false],
      ['message', 'b', '', true],
      ['message', 'c', '', false],
    ]);
  });

  it('reports an id that stands alone, once, and in its place', async () => {
    const log = await read(['id: 1\n\nid: 2\n\ndata: a\n\nid: 3\ndata: b\n\nid: 4\n\nid: 5\n\n']);
    expect(log).to.deep.equal([
      { id: '1' },
      { id: '2' },
      ['message', 'a', '2', false],
      ['message', 'b', '3', true],
      { id: '4' },
      { id: '5' },
    ]);
  });

  it('reports no id for a message that has it itself', async () => {
    const log = await read([
      'id: 1\ndata: a\n\n',
      'id: 2\r\ndata: b\r\n\r\n',
      'data: c\nid: 3\n\n',
    ]);
    expect(log).to.deep.equal([
      ['message', 'a', '1', true],
      ['message', 'b', '2', true],
      ['message', 'c', '3', true],
    ]);
  });

  it('takes any id that is UTF-8, and none with a null', async () => {
    const log = await read(['id: 第一章 ü 🚀\ndata: a\n\nid: x\0y\ndata: b\n\n']);
    expect(log).to.deep.equal([
      ['message', 'a', '第一章 ü 🚀', true],
      ['message', 'b', '第一章 ü 🚀', false],
    ]);
  });

  it('reports retry fields of digits only, in milliseconds', async () => {
    const log = await read(['retry: 1500\n\nretry: soon\n\nretry: -1\n\nretry:\n\nretry: 0\n\n']);
    expect(log).to.deep.equal([{ retry: 1500 }, { retry: 0 }]);
  });

  it('ignores a retry field with more digits than a time has', async () => {
    expect(await read([`retry: ${'9'.repeat(400)}\n\nretry: 7\n\n`])).to.deep.equal([{ retry: 7 }]);
  });

  it('takes an id of more than 64 Ki characters as none', async () => {
    const [kept, long] = ['x'.repeat(64 * 1024), 'x'.repeat(1_000_000)];
    const log = await read([`id: ${kept}\ndata: a\n\nid: ${long}\ndata: b\n\nid: ${long}\n\n`]);
    expect(log).to.deep.equal([
      ['message', 'a', kept, true],
      ['message', 'b', '', true],
      { id: '' },
    ]);
  });

  it('gives an event of 1.5 MB as one of any size', async () => {
    const data = `{"image":"${'A'.repeat(1_500_000)}"}`;
    expect(dataOf(await read([`data: ${data}\n\ndata: b\n\n`]))).to.deep.equal([data, 'b']);
  });

  it('ignores comments and fields that it does not know', async () => {
    expect(await read([': open\n\n: ping\nfoo: bar\ndata: a\n:\n\n'])).to.deep.equal([
      ['message', 'a', '', false],
    ]);
  });

  it('takes off one byte order mark and leaves the next', async () => {
    const marked = new Uint8Array([...BOM, ...encoder.encode('data: a\n\n')]);
    for (const size of [1, 2, 3, 4, 100]) {
      expect(dataOf(await read(cut(marked, [size]))), `in pieces of ${size}`).to.deep.equal(['a']);
    }
    const twice = new Uint8Array([...BOM, ...BOM, ...encoder.encode('data: a\n\ndata: b\n\n')]);
    expect(dataOf(await read([twice]))).to.deep.equal(['b']);
    expect(dataOf(await read(['data: \ufeffa\n\n']))).to.deep.equal(['\ufeffa']);
  });

  it('shows bytes that are no UTF-8 as such', async () => {
    const wrong = new Uint8Array([...encoder.encode('data: a'), 0xff, ...encoder.encode('b\n\n')]);
    expect(dataOf(await read([wrong]))).to.deep.equal(['a\ufffdb']);
  });

  const field = fc.oneof(
    nastyText(12).map((text) => `data: ${text.replace(/[\r\n]/g, '')}`),
    nastyText(6).map((text) => `id:${text.replace(/[\r\n]/g, '')}`),
    fc.constantFrom('data', 'data:', 'event: note', 'retry: 20', ': comment', 'id', 'unknown: x'),
    fc.constantFrom('', '', ''),
  );
  const eol = fc.constantFrom('\n', '\r', '\r\n');

  it('is read the same however its bytes are cut', async () => {
    const lines = fc.array(fc.tuple(field, eol), { maxLength: 20 });
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(lines, sizes, fc.boolean(), async (parts, chunkSizes, marked) => {
        const text = parts.map((part) => part.join('')).join('');
        const bytes = new Uint8Array([...(marked ? BOM : []), ...encoder.encode(text)]);
        expect(await read(cut(bytes, chunkSizes))).to.deep.equal(await read([bytes]));
      }),
    );
  });

  it('is read the same when every chunk is one byte', async () => {
    const text = 'id: é\r\ndata: 👨‍👩‍👧 字\r\n\r\nevent: x\ndata: ü\r\rdata: z\n\n';
    const bytes = encoder.encode(text);
    expect(await read(cut(bytes, [1]))).to.deep.equal([
      ['message', '👨‍👩‍👧 字', 'é', true],
      ['x', 'ü', 'é', false],
      ['message', 'z', 'é', false],
    ]);
  });

  it('is read the same beyond the slices that one task takes', async () => {
    // Lines of all lengths, so that slices of 16 Ki end anywhere, between CR and LF as well.
    const lines = Array.from({ length: 900 }, (_, index) => `${'x'.repeat(index % 97)}🚀${index}`);
    const bytes = encoder.encode(lines.map((line) => `data: ${line}\r\n\r\n`).join(''));
    expect(bytes.length).to.be.above(3 * 16 * 1024);
    expect(dataOf(await read([bytes]))).to.deep.equal(lines);
  });
});

describe('a body of lines', () => {
  const lines = (chunks: Iterable<Uint8Array | string>) => read(chunks, { framing: 'lines' });

  it('gives each line as a message, the last one as well', async () => {
    expect(await lines(['{"a":1}\n{"b":2}\r\n\n{"c":3}'])).to.deep.equal([
      ['message', '{"a":1}', '', false],
      ['message', '{"b":2}', '', false],
      ['message', '{"c":3}', '', false],
    ]);
  });

  it('is read the same however its bytes are cut', async () => {
    const line = fc.tuple(nastyText(10), fc.constantFrom('\n', '\r\n', '\n\n'));
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 15 }),
        sizes,
        fc.boolean(),
        async (parts, chunkSizes, marked) => {
          const text = parts.map((part) => part.join('')).join('');
          const bytes = new Uint8Array([...(marked ? BOM : []), ...encoder.encode(text)]);
          const log = await lines(cut(bytes, chunkSizes));
          expect(log).to.deep.equal(await lines([bytes]));
          const expected = new TextDecoder().decode(bytes).split('\n');
          expect(dataOf(log)).to.deep.equal(
            expected.map((one) => one.replace(/\r$/, '')).filter(Boolean),
          );
        },
      ),
    );
  });

  it('takes off a byte order mark in pieces', async () => {
    const bytes = new Uint8Array([...BOM, ...encoder.encode('{"a":1}\n')]);
    expect(dataOf(await lines(cut(bytes, [1])))).to.deep.equal(['{"a":1}']);
  });
});

describe('a body of plain text', () => {
  it('gives the text as it comes, whole whatever the bytes are cut into', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(nastyText(), sizes, fc.boolean(), async (text, chunkSizes, marked) => {
        const bytes = encoder.encode(text);
        const sent = new Uint8Array([...(marked ? BOM : []), ...bytes]);
        const log = await read(cut(sent, chunkSizes), { framing: 'text' });
        expect(dataOf(log).join('')).to.equal(new TextDecoder().decode(bytes));
      }),
    );
  });

  it('can hold no sentinel, as it is marked raw', async () => {
    const raw: unknown[] = [];
    const { signal } = new AbortController();
    await readBody(new BodyReader(bodyOf(['end']), signal), 'text', {
      url: '/stream',
      lastEventId: '',
      signal,
      reading: { endEvents: [], sentinels: [], takesJson: false, taskTime: 8 },
      sink: {
        onMessages: (messages) => raw.push(...messages.map((message) => message.raw)),
        onId: () => undefined,
        onRetryTime: () => undefined,
      },
    });
    expect(raw).to.deep.equal([true]);
  });
});

describe('reading a body', () => {
  const limitOf = async (chunks: Iterable<string>, framing: Framing) => {
    const body = bodyOf(chunks);
    const thrown = await read(body, { framing }).catch((error: unknown) => error);
    expect(thrown, framing).to.be.an.instanceOf(StreamError);
    expect((thrown as StreamError).kind).to.equal('limit');
    expect((thrown as StreamError).retryable).to.be.false;
    expect((thrown as StreamError).message).to.include('smaller events');
  };
  const MEGA = 'x'.repeat(64 * 1024);
  function* endless(start: string) {
    yield start;
    for (;;) yield MEGA;
  }

  it('gives up on a message that never ends', async () => {
    await limitOf(endless('data: '), 'sse');
    await limitOf(endless(''), 'lines');
  });

  it('gives up on many lines that never become a message', async () => {
    function* lines() {
      for (;;) yield `data: ${MEGA}\n`;
    }
    await limitOf(lines(), 'sse');
  });

  for (const [what, start, piece] of [
    ['a comment line', ': ', MEGA],
    ["a field's name", 'x', MEGA],
    ['a name that could be a field', 'data', MEGA],
    ['an id', 'id: ', MEGA],
    ['lines of an unknown field', 'data: a\n', `field: ${MEGA}\n`],
    ['comments without a blank line', '', `: ${MEGA}\n`],
    ['blank lines', 'data: a\n\n', '\n'.repeat(64 * 1024)],
  ] as const) {
    it(`gives up on ${what} without end`, async function () {
      this.timeout(60_000);
      function* body() {
        yield start;
        for (;;) yield piece;
      }
      await limitOf(body(), 'sse');
    });
  }

  it('gives up on an event name of more than 64 Ki characters', async () => {
    await limitOf([`event: ${'x'.repeat(65 * 1024)}\ndata: a\n\n`], 'sse');
  });

  it('takes heartbeats for as long as they come, with padding or not', async () => {
    function* body() {
      for (let i = 0; i < 600; i++) yield `: ${MEGA}\n\n`;
      yield 'data: a\n\n';
    }
    expect(dataOf(await read(body()))).to.deep.equal(['a']);
  });

  it('takes a message just under the cap, and a plain text of any length', async () => {
    const long = 'x'.repeat(MAX_MESSAGE_LENGTH - 10);
    expect(dataOf(await read([`data: ${long}\n\n`]))[0]).to.have.length(long.length);
    expect(dataOf(await read([`${long}\n`], { framing: 'lines' }))[0]).to.have.length(long.length);
    const pieces = Array.from({ length: 24 }, () => MEGA);
    const text = dataOf(await read(pieces, { framing: 'text' })).join('');
    expect(text).to.have.length(24 * MEGA.length);
  });

  it('cancels the body when it gives up', async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(encoder.encode(MEGA)),
      cancel: () => void (cancelled = true),
    });
    await read(body, { framing: 'lines' }).catch(() => undefined);
    expect(cancelled).to.be.true;
  });

  for (const framing of ['sse', 'lines', 'text'] as const) {
    it(`of ${framing} delivers nothing more once it is aborted, in the middle of a chunk or not`, async () => {
      const message = (data: string) => (framing === 'sse' ? `data: ${data}\n\n` : `${data}\n`);
      let cancelled = false;
      const chunks = [message('1') + message('2') + message('3'), message('4')];
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          const chunk = chunks.shift();
          if (chunk) controller.enqueue(encoder.encode(chunk));
        },
        cancel: () => void (cancelled = true),
      });
      const abort = new AbortController();
      const log = await read(body, {
        framing,
        signal: abort.signal,
        onMessage: (data) => {
          if (data === '2' || framing === 'text') abort.abort();
        },
      });
      expect(dataOf(log)).to.deep.equal(framing === 'text' ? ['1\n2\n3\n'] : ['1', '2']);
      expect(cancelled).to.be.true;
    });
  }

  it('reports no id and no retry time once it is aborted', async () => {
    const abort = new AbortController();
    const log = await read(['data: a\n\nretry: 5\nid: 9\n\nid: 10\ndata: b\n\n'], {
      signal: abort.signal,
      onMessage: () => abort.abort(),
    });
    expect(log).to.deep.equal([['message', 'a', '', false]]);
  });

  it('ends at once where a body hangs and it is aborted', async () => {
    const abort = new AbortController();
    const reading = read(new ReadableStream<Uint8Array>(), { signal: abort.signal });
    abort.abort();
    expect(await reading).to.deep.equal([]);
  });

  it('passes on what the body fails with', async () => {
    const failure = new TypeError('connection reset');
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(encoder.encode('data: a\n\n')),
      pull: (controller) => controller.error(failure),
    });
    expect(await read(body).catch((thrown: unknown) => thrown)).to.equal(failure);
  });

  it('takes no body, an empty one and empty chunks', async () => {
    expect(await read(null)).to.deep.equal([]);
    expect(await read([])).to.deep.equal([]);
    expect(dataOf(await read(['', 'data: a', '', '\n\n', '']))).to.deep.equal(['a']);
  });

  it('tells of every chunk, so that a heartbeat counts as a sign of life', async () => {
    let count = 0;
    await read([': ping\n\n', 'data', ': a\n\n'], { onBytes: () => count++ });
    expect(count).to.equal(3);
  });

  it('hands messages over in the task that read them', async () => {
    const order: string[] = [];
    const body = bodyOf(['data: a\n\ndata: b\n\n']);
    await read(body, {
      onMessage: (data) => {
        order.push(data);
        queueMicrotask(() => order.push(`after ${data}`));
      },
    });
    expect(order).to.deep.equal(['a', 'b', 'after a', 'after b']);
  });

  it('lets other tasks run during a burst', async () => {
    let tasks = 0;
    let over = false;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      tasks++;
      if (!over) port2.postMessage(null);
    };
    port2.postMessage(null);
    let busyUntil = 0;
    // Every message costs a millisecond, and the body is there at once.
    const log = await read(
      Array.from({ length: 12 }, () => 'data: x\n\n'.repeat(10)),
      {
        onMessage: () => {
          busyUntil = performance.now() + 1;
          while (performance.now() < busyUntil);
        },
      },
    );
    over = true;
    port1.close();
    expect(log).to.have.length(120);
    // 120 ms of work in tasks of about 12.
    expect(tasks).to.be.at.least(4);
  });
});
