import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { Streams, type Pipeable, type StreamWriter } from '../../server/index.js';
import { quiet } from './support/node.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
/** A body that comes in pieces of so many bytes. */
function body(text: string, size = 7): ReadableStream<Uint8Array> {
  const all = bytes(text);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= all.length) return controller.close();
      controller.enqueue(all.subarray(at, (at += size)));
    },
  });
}

/** What viewers are told of what `produce` wrote, without the first lines. */
async function told(produce: (writer: StreamWriter) => unknown): Promise<string> {
  const streams = new Streams({
    logger: quiet,
    describeError: (error) => ({ code: 'failed', message: (error as Error).message }),
  });
  const id = await streams.start(produce);
  const response = await streams.respond(new Request('http://localhost/'), id);
  const text = await response.text();
  await streams.close();
  return text.replace(/^: open\nretry: \d+\n\n/, '').replace('event: live\ndata:\n\n', '');
}
const piped = (source: Pipeable | null): Promise<string> => told((writer) => writer.pipe(source));

describe('pipe()', () => {
  it('passes on names and data as they are, with ids of its own', async () => {
    const provider =
      ': OPENROUTER PROCESSING\n\nid: abc\nevent: message_start\ndata: {"a":"ä😀"}\n\n' +
      'retry: 5\ndata: {"b":\ndata: 2}\n\ndata: [DONE]\n\n';
    const expected =
      'event: message_start\nid: 1\ndata: {"a":"ä😀"}\n\n' +
      'id: 2\ndata: {"b":\ndata: 2}\n\nid: 3\ndata: [DONE]\n\nevent: end\nid: 4\ndata: done\n\n';
    for (const size of [1, 2, 7, 1000])
      assert.equal(await told((writer) => writer.pipe(body(provider, size))), expected);
    assert.equal(await piped(body(provider.replaceAll('\n', '\r\n'))), expected);
    assert.equal(await piped(new Response(provider)), expected);
  });

  it('takes strings as text, from streams and generators', async () => {
    async function* words(): AsyncGenerator<string> {
      yield 'a"b';
      await Promise.resolve();
      yield 'end';
    }
    const expected =
      'id: 1\ndata: "a\\"b"\n\nid: 2\ndata: "end"\n\nevent: end\nid: 3\ndata: done\n\n';
    assert.equal(await piped(words()), expected);
    assert.equal(
      await piped(Readable.toWeb(Readable.from(words())) as ReadableStream<string>),
      expected,
    );
  });

  it('takes an async iterable of bytes, which Node streams are', async () => {
    const expected = 'id: 1\ndata: x\n\nevent: end\nid: 2\ndata: done\n\n';
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('data: ');
      yield Buffer.from('x\n\n');
    }
    assert.equal(await piped(chunks()), expected);
  });

  it('counts a last event without its blank line when it is whole', async () => {
    assert.match(
      await piped(body('data: {"a":1}\n\ndata: [DONE]')),
      /id: 2\ndata: \[DONE\]\n\nevent: end/,
    );
    assert.match(
      await piped(body('data: {"a":1}\n\ndata: {"b":2}\n')),
      /id: 2\ndata: \{"b":2\}\n\nevent: end/,
    );
  });

  it('fails when the body breaks off, has no event, or is none', async () => {
    assert.match(
      await piped(body('data: {"a":1}\n\ndata: {"b"')),
      /id: 1\n.*\n\nevent: error\nid: 2\n.*broke off/,
    );
    assert.match(
      await piped(body('{"error":{"message":"Invalid key"}}')),
      /^event: error\nid: 1\n.*Invalid key/,
    );
    assert.match(await piped(null), /^event: error\nid: 1\n.*null/);
    assert.match(await piped({} as never), /^event: error\nid: 1\n.*async iterable/);
    assert.match(
      await piped(new Response('No', { status: 401, statusText: 'Unauthorized' })),
      /401 Unauthorized/,
    );
    async function* failing(): AsyncGenerator<string> {
      yield 'a';
      throw new Error('Overloaded.');
    }
    assert.match(await piped(failing()), /id: 1\ndata: "a"\n\nevent: error\nid: 2\n.*Overloaded/);
  });

  it('leaves nothing at the signal, however often it is called', async () => {
    const listeners: number[] = [];
    await told(async (writer) => {
      for (let count = 0; count < 12; count++) await writer.pipe(Readable.from(['a']));
      await writer.pipe(body('data: {"half')).catch(() => {});
      listeners.push(getEventListeners(writer.signal, 'abort').length);
    });
    assert.deepEqual(listeners, [0]);
  });

  it('lets go of the body when the stream is cancelled, though the body hangs', async () => {
    const streams = new Streams({ logger: quiet });
    let cancelled = (_reason: unknown): void => {};
    const reason = new Promise((resolve) => (cancelled = resolve));
    const hanging = new ReadableStream<Uint8Array>({ cancel: (given) => cancelled(given) });
    let failed = (_error: unknown): void => {};
    const failure = new Promise((resolve) => (failed = resolve));
    const id = await streams.start((writer) => writer.pipe(hanging).catch(failed));
    assert.equal(await streams.cancel(id), true);
    await reason;
    assert.equal(((await failure) as Error).name, 'AbortError');
    await streams.close();
  });

  it('stops a body that never ends, once it is too long', async () => {
    const streams = new Streams({ logger: quiet, maxBytes: 10_000 });
    let isClosed = false;
    async function* endless(): AsyncGenerator<string> {
      try {
        for (;;) yield 'x'.repeat(100);
      } finally {
        isClosed = true;
      }
    }
    const id = await streams.start((writer) => writer.pipe(endless()));
    const text = await (await streams.respond(new Request('http://localhost/'), id)).text();
    assert.match(text, /event: error\nid: \d+\ndata: .*too-long/);
    assert.equal(isClosed, true);
    await streams.close();
  });
});
