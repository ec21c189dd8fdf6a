import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { get, request } from 'node:http';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { StreamWriter } from '../../server/index.js';
import { MemoryLog, Streams } from '../../server/index.js';
import { overBackends } from './support/backends.js';
import { cancel, Node, quiet, start, text, word } from './support/node.js';
import { Viewer } from './support/viewer.js';

interface Answer {
  status: number;
  headers: Headers;
  body: string;
}

async function ask(url: string, lastEventId?: string): Promise<Answer> {
  const headers = lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId };
  const response = await fetch(url, { headers });
  const { status } = response;
  return { status, headers: response.headers, body: await response.text() };
}

/** Without what differs from time to time. */
const fixed = (body: string): string => body.replace(/^: open\nretry: \d+\n\n/, '');
const told = (id: number, data = JSON.stringify(word(id - 1))): string =>
  `id: ${id}\ndata: ${data}\n\n`;
const LIVE = 'event: live\ndata:\n\n';

/** A producer that says what the test wants, when it wants. */
class Script {
  writer!: StreamWriter;
  end!: () => void;
  fail!: (error: Error) => void;
  readonly produce = (writer: StreamWriter): Promise<void> => {
    this.writer = writer;
    return new Promise((resolve, reject) => {
      this.end = resolve;
      this.fail = reject;
    });
  };
}

overBackends('The wire', (backend) => {
  let node: Node;
  let script: Script;
  beforeEach(async () => {
    node = await Node.start({ log: backend.log() });
    script = new Script();
  });
  afterEach(() => node.close());

  it('opens, tells the text as JSON strings with ids from 1, and ends', async () => {
    const id = await start(node.url, 'words=3&interval=0');
    await new Viewer(`${node.url}/${id}`).outcome;
    const { status, headers, body } = await ask(`${node.url}/${id}`);
    assert.equal(status, 200);
    assert.match(headers.get('content-type') ?? '', /^text\/event-stream/);
    assert.match(headers.get('cache-control') ?? '', /no-transform/);
    assert.equal(headers.get('x-accel-buffering'), 'no');
    assert.match(body, /^: open\nretry: \d+\n\n/);
    const all = `${told(1)}${told(2)}${told(3)}event: end\nid: 4\ndata: done\n\n`;
    assert.equal(fixed(body), all);
  });

  it('tells the time to come back with jitter, from 300 to 1500 ms', async () => {
    const id = await node.streams.start(() => {});
    const retries = new Set<number>();
    for (let count = 0; count < 20; count++) {
      const { body } = await ask(`${node.url}/${id}`);
      retries.add(Number(/^retry: (\d+)$/m.exec(body)?.[1]));
    }
    assert.ok(retries.size > 5, 'all viewers would come back in one moment');
    for (const retry of retries) assert.ok(retry >= 300 && retry <= 1500, `${retry}`);
  });

  it('says "live" once, without an id, between what was there and what comes', async () => {
    const id = await node.streams.start(script.produce);
    await script.writer.write('a');
    await script.writer.write('b');
    const early = new Viewer(`${node.url}/${id}`);
    await early.heard(2);
    const late = new Viewer(`${node.url}/${id}?lastEventId=1`);
    await late.heard(1);
    await script.writer.write('c');
    await late.heard(2);
    script.end();
    assert.deepEqual(await late.outcome, { event: 'end', data: 'done' });
    const events = late.told.map(({ id: number, event }) => `${number ?? '-'} ${event}`);
    assert.deepEqual(events, ['2 message', '- live', '3 message', '4 end']);
    await early.outcome;
    assert.equal(early.text, 'abc');
  });

  it('says no "live" where nothing old is told, or nothing new comes', async () => {
    const id = await node.streams.start(script.produce);
    await script.writer.write('a');
    await new Viewer(`${node.url}/${id}`).heard(1);
    const all = new Viewer(`${node.url}/${id}?lastEventId=1`);
    const beyond = new Viewer(`${node.url}/${id}?lastEventId=7`);
    const other = await node.streams.start((writer) => writer.write('x'));
    await new Viewer(`${node.url}/${other}`).outcome;
    assert.doesNotMatch((await ask(`${node.url}/${other}`)).body, /event: live/);
    script.end();
    await Promise.all([all.outcome, beyond.outcome]);
    assert.deepEqual(
      all.told.map(({ event }) => event),
      ['end'],
    );
    assert.deepEqual(
      beyond.told.map(({ event }) => event),
      ['end'],
    );
  });

  it('goes on after Last-Event-ID, else after ?lastEventId=', async () => {
    const id = await start(node.url, 'words=3&interval=0');
    await new Viewer(`${node.url}/${id}`).outcome;
    const rest = `${told(3)}event: end\nid: 4\ndata: done\n\n`;
    assert.equal(fixed((await ask(`${node.url}/${id}`, '2')).body), rest);
    assert.equal(fixed((await ask(`${node.url}/${id}?lastEventId=2`)).body), rest);
    assert.equal(fixed((await ask(`${node.url}/${id}?lastEventId=2`, '')).body), rest);
    assert.equal(fixed((await ask(`${node.url}/${id}?lastEventId=0`, '2')).body), rest);
  });

  it('begins at the top for an id that is no number', async () => {
    const id = await start(node.url, 'words=1&interval=0');
    await new Viewer(`${node.url}/${id}`).outcome;
    const { body } = await ask(`${node.url}/${id}`);
    for (const bad of ['abc', '-1', '1.5', '1e3', 'NaN', '0x1', '', '1, 1']) {
      assert.equal(fixed((await ask(`${node.url}/${id}`, bad)).body), fixed(body), bad);
      const query = `?lastEventId=${encodeURIComponent(bad)}`;
      assert.equal(fixed((await ask(`${node.url}/${id}${query}`)).body), fixed(body), query);
    }
  });

  it('waits for the entry after an id that is beyond the log', async () => {
    const id = await node.streams.start(script.produce);
    const viewer = new Viewer(`${node.url}/${id}?lastEventId=2`);
    for (const letter of 'abc') await script.writer.write(letter);
    await viewer.heard(1);
    assert.equal(viewer.text, 'c');
    script.end();
    await viewer.outcome;
    assert.deepEqual(viewer.ids, [3, 4]);
  });

  it('refuses who has heard all: 204 after an end, 410 with the same JSON after an error', async () => {
    const done = await node.streams.start(() => {});
    await new Viewer(`${node.url}/${done}`).outcome;
    for (const id of ['1', '2', '99999999999999999999999']) {
      assert.deepEqual([(await ask(`${node.url}/${done}`, id)).status], [204], id);
    }
    const failed = await node.streams.start(() => {
      throw new Error('The key sk-1234 is wrong.');
    });
    const { data } = await new Viewer(`${node.url}/${failed}`).outcome;
    const { status, headers, body } = await ask(`${node.url}/${failed}`, '1');
    assert.equal(status, 410);
    assert.match(headers.get('content-type') ?? '', /^application\/json/);
    assert.equal(body, data);
    assert.deepEqual(JSON.parse(body), {
      error: { code: 'failed', message: 'The answer failed.' },
    });
  });

  it('answers 404 to names that are unknown, too long or odd', async () => {
    const odd = ['x'.repeat(5000), 'a b', '{x}', '../x', '%00', 'ä', '%E0%A4', '*', randomUUID()];
    for (const name of odd) {
      const { status, body } = await ask(`${node.url}/${encodeURIComponent(name)}`);
      assert.equal(status, 404, name);
      assert.equal((JSON.parse(body) as { error: { code: string } }).error.code, 'unknown');
      assert.equal(await cancel(node.url, encodeURIComponent(name)), 409, name);
    }
  });

  it('cancels for all viewers and aborts the signal, once, from another node', async () => {
    // So long that it is the log's news that tells, and no heartbeat.
    const lease = 250_000;
    const producing = await Node.start({ log: backend.log(), lease });
    const other = await Node.start({ log: backend.log(), lease });
    const id = await producing.streams.start(script.produce);
    await script.writer.write('a');
    const viewers = [new Viewer(`${producing.url}/${id}`), new Viewer(`${other.url}/${id}`)];
    await Promise.all(viewers.map((viewer) => viewer.heard(1)));
    const { signal } = script.writer;
    const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve));
    assert.equal(await cancel(other.url, id), 204);
    await aborted;
    assert.equal((signal.reason as Error).name, 'AbortError');
    await assert.rejects(script.writer.write('b'), { name: 'AbortError' });
    for (const viewer of viewers) {
      assert.deepEqual(await viewer.outcome, { event: 'end', data: 'cancelled' });
      assert.deepEqual(viewer.ids, [1, 2]);
    }
    assert.equal(await cancel(node.url, id), 409);
    assert.equal((await ask(`${node.url}/${id}`, '2')).status, 204);
    await Promise.all([producing.close(), other.close()]);
  });

  it('goes on without viewers', async () => {
    const id = await node.streams.start(script.produce);
    await script.writer.write('a');
    const viewer = new Viewer(`${node.url}/${id}`);
    await viewer.heard(1);
    viewer.leave();
    await script.writer.write('b');
    assert.equal(script.writer.signal.aborted, false);
    script.end();
    const late = new Viewer(`${node.url}/${id}`);
    assert.deepEqual(await late.outcome, { event: 'end', data: 'done' });
    assert.equal(late.text, 'ab');
  });

  it('tells 30 viewers exactly the text, though their connections are cut again and again', async () => {
    const id = await start(node.url, 'words=400&interval=2');
    const viewers = Array.from({ length: 30 }, () => new Viewer(`${node.url}/${id}`));
    for (let count = 20; count < 300; count += 40) {
      await viewers[count % viewers.length]?.heard(count);
      for (const viewer of viewers) if (Math.random() < 0.7) viewer.cut();
    }
    for (const viewer of viewers) {
      assert.deepEqual(await viewer.outcome, { event: 'end', data: 'done' });
      assert.equal(viewer.text, text(400));
      assert.deepEqual(
        viewer.ids,
        Array.from({ length: 401 }, (_, index) => index + 1),
      );
    }
  });

  it('tells a slow viewer all, in order, as fast as it reads', async () => {
    const id = await node.streams.start(async (writer) => {
      for (let index = 0; index < 3000; index++) await writer.write(`${index} `.padEnd(1000, '.'));
    });
    const body = await new Promise<string>((resolve, reject) => {
      get(`${node.url}/${id}`, (response) => {
        let all = '';
        response.setEncoding('utf8');
        response.on('error', reject);
        response.on('end', () => resolve(all));
        response.on('data', (chunk: string) => {
          all += chunk;
          response.pause();
          setImmediate(() => response.resume());
        });
      });
    });
    const ids = [...body.matchAll(/^id: (\d+)$/gm)].map(([, number]) => Number(number));
    assert.deepEqual(
      ids,
      Array.from({ length: 3001 }, (_, index) => index + 1),
    );
  });

  it('answers HEAD without a body', async () => {
    const id = await node.streams.start(script.produce);
    const response = await fetch(`${node.url}/${id}`, { method: 'HEAD' });
    assert.equal(response.status, 200);
    assert.equal(await response.text(), '');
    assert.equal((await fetch(`${node.url}/nothing`, { method: 'HEAD' })).status, 404);
  });

  it('breaks connections when it closes, and ends what it wrote itself', async () => {
    const other = await Node.start({ log: backend.log() });
    const id = await node.streams.start(script.produce);
    await script.writer.write('a');
    const outcome = new Promise<string>((resolve) => {
      request(`${node.url}/${id}`, (response) => {
        response.resume();
        response.on('end', () => resolve('ended'));
        response.on('error', () => resolve('broken'));
        response.once('data', () => void node.streams.close());
      }).end();
    });
    assert.equal(await outcome, 'broken');
    assert.equal(script.writer.signal.aborted, true);
    const viewer = new Viewer(`${other.url}/${id}`);
    const { event, data = '' } = await viewer.outcome;
    assert.equal(event, 'error');
    assert.match(data, /"producer-lost"/);
    assert.equal(viewer.text, 'a');
    const away = await ask(`${node.url}/${id}`);
    assert.equal(away.status, 503);
    assert.equal(away.headers.get('retry-after'), '1');
    await assert.rejects(
      node.streams.start(() => {}),
      /closed/,
    );
    await other.close();
  });
});

describe('Streams', () => {
  it('pings a silent connection', async () => {
    const node = await Node.start({ ping: 5 });
    const id = await node.streams.start(() => new Promise(() => {}));
    await new Promise<void>((resolve) => {
      let all = '';
      get(`${node.url}/${id}`, (response) => {
        response.on('error', () => {});
        response.on('data', (chunk: Buffer) => {
          all += chunk.toString();
          if (all.endsWith(': ping\n\n: ping\n\n')) resolve();
        });
      });
    });
    await node.close();
  });

  it('ends a stream that becomes too long', async () => {
    const node = await Node.start({ maxBytes: 1000 });
    let given: StreamWriter | undefined;
    const id = await node.streams.start(async (writer) => {
      given = writer;
      for (;;) await writer.write('0123456789');
    });
    const viewer = new Viewer(`${node.url}/${id}`);
    const { event, data = '' } = await viewer.outcome;
    assert.equal(event, 'error');
    assert.match(data, /"too-long"/);
    assert.equal(viewer.text.length, 830);
    assert.equal(given?.signal.aborted, true);
    await node.close();
  });

  it('tells viewers of an error what describeError says', async () => {
    const node = await Node.start({
      describeError: (error) => ({ code: 'model', message: (error as Error).message }),
    });
    const id = await node.streams.start(() => Promise.reject(new Error('Too many requests.')));
    const { data = '' } = await new Viewer(`${node.url}/${id}`).outcome;
    assert.deepEqual(JSON.parse(data), { error: { code: 'model', message: 'Too many requests.' } });
    await node.close();
  });

  it('asks the log once for all who come in one moment', async () => {
    let looks = 0;
    class CountingLog extends MemoryLog {
      override look(...args: Parameters<MemoryLog['look']>): ReturnType<MemoryLog['look']> {
        looks++;
        return super.look(...args);
      }
    }
    const streams = new Streams({ log: new CountingLog() });
    const id = await streams.start((writer) => writer.write('x'));
    const request_ = new Request('http://localhost/');
    await (await streams.respond(request_, id)).text();
    looks = 0;
    const answers = Array.from({ length: 20 }, () => streams.respond(request_.clone(), id));
    const bodies = await Promise.all(answers.map(async (answer) => (await answer).text()));
    for (const body of bodies) assert.match(body, /event: end\nid: 2\n/);
    assert.equal(looks, 1);
    await streams.close();
  });

  it('logs the error of a producer', async () => {
    const lines: unknown[][] = [];
    const streams = new Streams({ logger: { warn: (...line) => void lines.push(line) } });
    const error = new Error('No such model.');
    const id = await streams.start(() => Promise.reject(error));
    await (await streams.respond(new Request('http://localhost/'), id)).text();
    assert.deepEqual(lines, [[`Stream ${id} failed.`, error]]);
    await streams.close();
  });

  it('does not end the process when nobody waits for write()', async () => {
    const node = await Node.start();
    let writer: StreamWriter | undefined;
    const id = await node.streams.start((given) => void (writer = given));
    await new Viewer(`${node.url}/${id}`).outcome;
    void writer?.write('too late');
    void writer?.write(undefined as never);
    await assert.rejects(writer!.write('too late'), /ended/);
    await assert.rejects(writer!.write(7 as never), TypeError);
    await node.close();
  });

  it('refuses options that cannot be', () => {
    // A timer that is set for longer than 2 ** 31 ms fires at once.
    const long = [{ ping: Infinity }, { lease: Infinity }, { keepFor: 2 ** 31 }];
    for (const options of [{ lease: 0 }, { lease: -1 }, { maxBytes: NaN }, { ping: 0 }, ...long]) {
      assert.throws(() => new Streams(options), RangeError);
    }
    assert.throws(() => new Streams({ lease: 1000, heartbeat: 600 }), /heartbeat/);
    assert.throws(() => new Streams({ lease: 1000, liveFor: 1000 }), /liveFor/);
  });

  describe('with a web Response', () => {
    let streams: Streams;
    before(() => void (streams = new Streams({ log: new MemoryLog(), logger: quiet })));
    after(() => streams.close());

    it('tells all to a reader that is slow, in order', async () => {
      const id = await streams.start(async (writer) => {
        for (let index = 0; index < 2000; index++) await writer.write(`${index}`.padEnd(500));
      });
      const response = await streams.respond(new Request('http://localhost/'), id);
      let all = '';
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        all += chunk;
        await new Promise((resolve) => setImmediate(resolve));
      }
      const ids = [...all.matchAll(/^id: (\d+)$/gm)].map(([, number]) => Number(number));
      assert.deepEqual(
        ids,
        Array.from({ length: 2001 }, (_, index) => index + 1),
      );
    });

    it('holds no more than a little for a reader that does not read', async () => {
      const chunk = 'x'.repeat(1000);
      let written = 0;
      const id = await streams.start(async (writer) => {
        for (; written < 5000; written++) await writer.write(chunk);
      });
      const response = await streams.respond(new Request('http://localhost/'), id);
      while (written < 5000) await new Promise((resolve) => setImmediate(resolve));
      const first = await response.body!.getReader().read();
      assert.ok(first.value!.length < 50_000, `${first.value!.length} bytes at once`);
    });

    it('leaves when the body is cancelled or the request aborted', async () => {
      const abort = new AbortController();
      const id = await streams.start((writer) =>
        writer.write('x').then(() => new Promise(() => {})),
      );
      const one = await streams.respond(new Request('http://localhost/'), id);
      await one.body!.cancel();
      const request_ = new Request('http://localhost/', { signal: abort.signal });
      const two = await streams.respond(request_, id);
      abort.abort();
      await assert.rejects(two.text());
      assert.equal(await streams.cancel(id), true);
    });

    it('answers as serve() does', async () => {
      const id = await streams.start(() => {});
      const response = await streams.respond(new Request('http://localhost/?lastEventId=0'), id);
      assert.equal(fixed(await response.text()), 'event: end\nid: 1\ndata: done\n\n');
      const headers = { 'Last-Event-ID': '1' };
      assert.equal(
        (await streams.respond(new Request('http://localhost/', { headers }), id)).status,
        204,
      );
      assert.equal((await streams.respond(new Request('http://localhost/'), 'no')).status, 404);
      assert.ok(!LIVE.includes('id:'));
    });
  });
});
