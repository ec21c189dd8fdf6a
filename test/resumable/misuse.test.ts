/** What an app, a model or a viewer may do wrong, and what must not come of it. */
import assert from 'node:assert/strict';
import { createServer, get, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { MemoryLog, Streams, type StreamStatus, type StreamWriter } from '../../server/index.js';
import { Node, quiet } from './support/node.js';
import { Viewer } from './support/viewer.js';

const page = (method = 'GET'): Request => new Request('http://localhost/', { method });
const never = (): Promise<never> => new Promise(() => {});

async function told(streams: Streams, id: string): Promise<string> {
  const text = await (await streams.respond(page(), id)).text();
  return text.replace(/^: open\nretry: \d+\n\n/, '').replace('event: live\ndata:\n\n', '');
}

/** Lets a test hold the answers of a log. */
class SlowLog extends MemoryLog {
  subscribers = 0;
  asked = (): void => {};
  gate: Promise<void> = Promise.resolve();

  override async append(...args: Parameters<MemoryLog['append']>): Promise<StreamStatus> {
    this.asked();
    await this.gate;
    return super.append(...args);
  }

  override async look(...args: Parameters<MemoryLog['look']>): Promise<StreamStatus> {
    this.asked();
    await this.gate;
    return super.look(...args);
  }

  override async subscribe(...args: Parameters<MemoryLog['subscribe']>): Promise<() => void> {
    const unsubscribe = await super.subscribe(...args);
    this.subscribers++;
    return () => {
      this.subscribers--;
      unsubscribe();
    };
  }

  /** Holds answers. Resolves, once the log is asked, to what lets them go. */
  async hold(): Promise<() => void> {
    let release = (): void => {};
    this.gate = new Promise((resolve) => (release = resolve));
    await new Promise<void>((resolve) => (this.asked = resolve));
    return release;
  }
}

describe('A function that fails', () => {
  const failures: Record<string, (writer: StreamWriter) => unknown> = {
    'at once': () => {
      throw new Error('No such model.');
    },
    'at once, with a string': () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      throw 'No such model.';
    },
    'with nothing': () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      throw undefined;
    },
    'late, with a number': async (writer) => {
      await writer.write('a');
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      throw 7;
    },
    'in a piped generator': (writer) =>
      writer.pipe(
        (async function* () {
          yield 'a';
          await Promise.resolve();
          throw new Error('Overloaded.');
        })(),
      ),
    'as it is none': undefined as never,
  };
  for (const [how, produce] of Object.entries(failures)) {
    it(`${how} ends its stream with an error that tells nothing of it`, async () => {
      const streams = new Streams({ logger: quiet });
      const id = await streams.start(produce);
      assert.match(
        await told(streams, id),
        /^(id: 1\ndata: "a"\n\n)?event: error\nid: [12]\ndata: \{"error":\{"code":"failed","message":"The answer failed\."\}\}\n\n$/,
      );
      await streams.close();
    });
  }

  it('and that describeError cannot describe ends its stream all the same', async () => {
    const lines: string[] = [];
    const streams = new Streams({
      logger: { warn: (line) => void lines.push(line) },
      describeError: (error) => ({ code: 'model', message: (error as Error).message }),
    });
    const id = await streams.start(() => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      throw undefined;
    });
    assert.match(await told(streams, id), /^event: error\nid: 1\n.*"failed"/);
    assert.deepEqual(lines, [`Stream ${id} failed.`, `Stream ${id} failed in describeError.`]);
    await streams.close();
  });
});

describe('A writer that is used after its stream was cancelled', () => {
  it('takes nothing, and lets go of bodies', async () => {
    const streams = new Streams({ logger: quiet });
    let writer!: StreamWriter;
    const id = await streams.start(async (given) => {
      writer = given;
      await given.write('a');
      await never();
    });
    assert.equal(await streams.cancel(id), true);
    await assert.rejects(writer.write('b'), { name: 'AbortError' });
    let isCancelled = false;
    const body = new ReadableStream<Uint8Array>({ cancel: () => void (isCancelled = true) });
    await assert.rejects(writer.pipe(body), { name: 'AbortError' });
    assert.equal(isCancelled, true);
    assert.equal(
      await told(streams, id),
      'id: 1\ndata: "a"\n\nevent: end\nid: 2\ndata: cancelled\n\n',
    );
    await streams.close();
  });

  it('is not told to stop where its function had returned before the server shut down', async () => {
    const streams = new Streams({ logger: quiet });
    let signal!: AbortSignal;
    const id = await streams.start((writer) => void (signal = writer.signal));
    await told(streams, id);
    await streams.close();
    assert.equal(signal.aborted, false);
  });
});

describe('A request', () => {
  for (const method of ['HEAD', 'OPTIONS']) {
    it(`of ${method} has no body and opens no stream`, async () => {
      const log = new SlowLog();
      const node = await Node.start({ log });
      const id = await node.streams.start(never);
      const response = await fetch(`${node.url}/${id}`, { method });
      assert.equal(response.status, 200);
      assert.equal(await response.text(), '');
      assert.equal((await node.streams.respond(page(method), id)).body, null);
      assert.equal(log.subscribers, 1, 'the producer');
      await node.close();
    });
  }

  it('that the app has answered meanwhile is left alone', async () => {
    const log = new SlowLog();
    const streams = new Streams({ log, logger: quiet });
    const id = await streams.start(never);
    let served!: Promise<void>;
    const server = createServer((request, response) => {
      const asked = log.hold();
      served = streams.serve(request, response, id);
      void asked.then((release) => {
        response.writeHead(503).end('too slow');
        release();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    assert.equal(await response.text(), 'too slow');
    await served;
    assert.equal(log.subscribers, 1, 'the producer');
    server.close();
    await streams.close();
  });

  it('that ends while the log is asked leaves nothing behind', async () => {
    const log = new SlowLog();
    const streams = new Streams({ log, logger: quiet });
    const id = await streams.start(never);
    const asked = log.hold();
    const server = createServer((request, response) => {
      void streams.serve(request, response, id).then(() => server.emit('served'));
      response.once('close', () => server.emit('left'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const left = new Promise((resolve) => server.once('left', resolve));
    const served = new Promise((resolve) => server.once('served', resolve));
    const request = get(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    request.on('error', () => {});
    const release = await asked;
    request.destroy();
    await left;
    release();
    await served;
    assert.equal(log.subscribers, 1, 'the producer');
    server.close();
    await streams.close();
  });

  it('that was aborted before is answered with a body that is cut', async () => {
    const log = new SlowLog();
    const streams = new Streams({ log, logger: quiet });
    const id = await streams.start(never);
    const request = new Request('http://localhost/', { signal: AbortSignal.abort() });
    await assert.rejects((await streams.respond(request, id)).text());
    assert.equal(log.subscribers, 1, 'the producer');
    await streams.close();
  });

  it('whose viewer does not read costs a few kilobytes, however long the answer is', async () => {
    const streams = new Streams({ logger: quiet });
    const chunk = 'x'.repeat(1000);
    const id = await streams.start(async (writer) => {
      for (let count = 0; count < 5000; count++) await writer.write(chunk);
    });
    let response!: ServerResponse;
    const server = createServer((request, given) => {
      response = given;
      void streams.serve(request, given, id);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const viewer = get({ port, host: '127.0.0.1' }, (incoming) => incoming.pause());
    viewer.on('error', () => {});
    const last = { headers: { 'Last-Event-ID': '5000' } };
    await (await streams.respond(new Request('http://localhost/', last), id)).text();
    // The kernel takes the first of it. What it does not take waits in the log.
    while (!response?.writableNeedDrain) await new Promise((resolve) => setImmediate(resolve));
    assert.ok(response.writableLength < 100_000, `${response.writableLength} bytes wait`);
    viewer.destroy();
    server.close();
    await streams.close();
  });
});

describe('start()', () => {
  it('twice with one function starts two streams', async () => {
    const streams = new Streams({ logger: quiet });
    const produce = (writer: StreamWriter): Promise<void> => writer.write('a');
    const ids = [await streams.start(produce), await streams.start(produce)];
    assert.notEqual(ids[0], ids[1]);
    for (const id of ids) assert.match(await told(streams, id), /^id: 1\n.*\n\nevent: end\nid: 2/);
    await streams.close();
  });

  it('that close() overtakes rejects, and does not call its function', async () => {
    const log = new SlowLog();
    const streams = new Streams({ log, logger: quiet });
    let calls = 0;
    const asked = log.hold();
    const starting = streams.start(() => calls++);
    const release = await asked;
    await streams.close();
    release();
    await assert.rejects(starting, /closed/);
    assert.equal(calls, 0);
    assert.equal(log.subscribers, 0);
  });
});

describe('close()', () => {
  it('twice, in the middle of an answer, ends it once', async () => {
    const log = new SlowLog();
    const node = await Node.start({ log });
    const id = await node.streams.start(async (writer) => {
      await writer.write('a');
      await never();
    });
    const viewer = new Viewer(`${node.url}/${id}`);
    await viewer.heard(1);
    await Promise.all([node.streams.close(), node.streams.close()]);
    viewer.leave();
    assert.equal(log.subscribers, 0);
    await node.close();
  });

  it('twice is over when the first is', async () => {
    const log = new SlowLog();
    const streams = new Streams({ log, logger: quiet });
    await streams.start(never);
    const stored = log.hold();
    const order: string[] = [];
    const closed = [1, 2].map((turn) => streams.close().then(() => order.push(`closed ${turn}`)));
    const release = await stored;
    await new Promise((resolve) => setImmediate(resolve));
    order.push('stored');
    release();
    await Promise.all(closed);
    assert.deepEqual(order, ['stored', 'closed 1', 'closed 2']);
  });
});
