/** What happens between a question to the log and its answer. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  MemoryLog,
  RedisLog,
  Streams,
  type Ending,
  type Entry,
  type Listener,
  type StreamStatus,
  type StreamWriter,
  type Terms,
} from '../../server/index.js';
import { isExact, pause } from './support/exact.js';
import { go, quiet, start } from './support/node.js';
import { needs } from './support/programs.js';
import { clientNames, connect, redisLog, RedisServer } from './support/redis.js';
import { LEASE, scene } from './support/scene.js';
import { Viewer } from './support/viewer.js';

const never = (): Promise<never> => new Promise(() => {});
const ask = (method = 'GET'): Request => new Request('http://localhost/', { method });
const options = { timeout: 60_000, ...needs('redis-server') };

/** Returns when a test says so. */
class ReturningLog extends MemoryLog {
  tellReturn = (_again: boolean): void => {};
  #gate: Promise<void> | undefined;
  #passed = (): void => {};

  override onReturn(listener = this.tellReturn): void {
    this.tellReturn = listener;
  }

  /** Holds the next that passes. Resolves, once it is there, to what lets it go. */
  async hold(): Promise<() => void> {
    let release = (): void => {};
    this.#gate = new Promise((resolve) => (release = resolve));
    await new Promise<void>((resolve) => (this.#passed = resolve));
    return release;
  }

  async pass(): Promise<void> {
    const gate = this.#gate;
    this.#gate = undefined;
    if (gate) this.#passed();
    await gate;
  }
}

/** Every lease in it has run out, and it hears questions late. */
class LapsedLog extends ReturningLog {
  override async look(name: string, terms: Terms, ending?: Ending): Promise<StreamStatus> {
    await this.pass();
    if (ending) await this.end(name, ending, terms);
    const status = await super.look(name, terms);
    return status.state === 'live' ? { ...status, left: 0 } : status;
  }
}

/** Its answers come late, and its news does not come while it is mute. */
class MuteLog extends ReturningLog {
  isMute = false;

  override async look(name: string, terms: Terms): Promise<StreamStatus> {
    const status = await super.look(name, terms);
    if (!this.isMute) await this.pass();
    return status;
  }

  override async read(...args: Parameters<MemoryLog['read']>): Promise<readonly Entry[]> {
    const entries = await super.read(...args);
    await this.pass();
    return entries;
  }

  override subscribe(name: string, listener: Listener): Promise<() => void> {
    return super.subscribe(name, (entries) => {
      if (!this.isMute) listener(entries);
    });
  }
}

/** A stream that a test writes itself. */
async function open(
  log: MemoryLog,
): Promise<{ streams: Streams; id: string; writer: StreamWriter }> {
  // No test waits for what is done after half of it.
  const streams = new Streams({ log, lease: 250_000, logger: quiet });
  let writer!: StreamWriter;
  const id = await streams.start((given) => {
    writer = given;
    return never();
  });
  await writer.write('a');
  await new Promise((resolve) => setImmediate(resolve));
  return { streams, id, writer };
}

/** Reads until `text` has come. */
async function hears(response: Response, text: string): Promise<void> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let told = '';
  const timer = setTimeout(() => void reader.cancel(), 2000);
  while (!told.includes(text)) {
    const { value, done } = await reader.read();
    assert.ok(!done, `${text} did not come after: ${told}`);
    told += value;
  }
  clearTimeout(timer);
  await reader.cancel();
}

describe('A producer is not called lost', { concurrency: 3 }, () => {
  it('by a question that was asked before the log returned', async () => {
    const log = new LapsedLog();
    const streams = new Streams({ log, logger: quiet });
    const id = await streams.start(never);
    const held = log.hold();
    const response = streams.respond(ask('HEAD'), id);
    const release = await held;
    log.tellReturn(true);
    release();
    assert.equal((await response).status, 200);
    assert.equal(await streams.cancel(id), true, 'the stream had not ended');
    await streams.close();
  });

  for (const client of clientNames) {
    describe(`with ${client}`, options, () => {
      it('by the first question of a process that has just connected', async () => {
        const redis = await RedisServer.start();
        const connected = (): Streams =>
          new Streams({ log: redisLog(client, redis.url), logger: quiet });
        const [producing, fresh] = [connected(), connected()];
        const id = await producing.start(never);
        // As after a time without Redis, which is longer than a lease.
        const key = `typewriter-stream:{${id}}`;
        await redis.command(['DEL', `${key}:lease`], ['PEXPIRE', key, '500000']);
        const { status } = await fresh.respond(ask('HEAD'), id);
        const isLive = await producing.cancel(id);
        await Promise.all([producing.close(), fresh.close(), redis.stop()]);
        assert.deepEqual([status, isLive], [200, true]);
      });

      scene(
        'by a question that a hanging Redis hears after the lease, before the sign of life',
        client,
        async ({ redis, nodes, watch }) => {
          const id = await start(nodes[0].url, 'words=40&interval=5&held=20');
          const viewers = watch(id);
          await Promise.all(viewers.map((viewer) => viewer.heard(20)));
          redis.signal('SIGSTOP');
          const late = new Viewer(`${nodes[1].url}/${id}`);
          while (late.statuses.length === 0) await pause(5);
          await pause(LEASE * 1.5);
          redis.signal('SIGCONT');
          await go(nodes[0].url);
          await isExact([...viewers, late], 40);
        },
      );
    });
  }
});

describe('A viewer is told at once what was written', () => {
  it('while it came to the end of what was there', async () => {
    const { streams, id, writer } = await open(new MemoryLog());
    // The gap was one turn of the promises' queue wide: each turn is tried.
    for (let turns = 0; turns < 40; turns++) {
      const response = streams.respond(ask(), id);
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      void writer.write(`after ${turns} turns`);
      await hears(await response, `after ${turns} turns`);
    }
    await streams.close();
  });

  it('without news, before the log returned, while somebody looked', async () => {
    const log = new MuteLog();
    const { streams, id, writer } = await open(log);
    const viewer = await streams.respond(ask(), id);
    const held = log.hold();
    const other = streams.respond(ask('HEAD'), id);
    const release = await held;
    log.isMute = true;
    await writer.write('b');
    await new Promise((resolve) => setImmediate(resolve));
    log.isMute = false;
    log.tellReturn(true);
    await hears(viewer, '"b"');
    release();
    await other;
    await streams.close();
  });

  it('without news, before the log returned, while the viewer read', async () => {
    const log = new MuteLog();
    const { streams, id, writer } = await open(log);
    const looked = log.hold();
    const asked = streams.respond(ask(), id);
    const letIn = await looked;
    const read = log.hold();
    letIn();
    const viewer = await asked;
    const release = await read;
    log.isMute = true;
    await writer.write('b');
    await new Promise((resolve) => setImmediate(resolve));
    log.isMute = false;
    log.tellReturn(true);
    await new Promise((resolve) => setImmediate(resolve));
    release();
    await hears(viewer, '"b"');
    await streams.close();
  });
});

describe('Streams that were closed before they were used', () => {
  for (const client of clientNames) {
    it(`refuse to start, and nothing else happens, with ${client}`, async () => {
      const log = new RedisLog({ connection: connect(client, 'redis://127.0.0.1:1') });
      const streams = new Streams({ log, logger: quiet });
      await streams.close();
      await assert.rejects(streams.start(never), /closed/);
      // A rejection that nobody handles would fail this test.
      await new Promise((resolve) => setImmediate(resolve));
    });
  }
});
