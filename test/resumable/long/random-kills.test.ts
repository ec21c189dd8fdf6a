import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isExact, pause } from '../support/exact.js';
import { NodeProcess, start, text } from '../support/node.js';
import { freePort, needs } from '../support/programs.js';
import { Proxy } from '../support/proxy.js';
import { clientNames, RedisServer } from '../support/redis.js';
import { Viewer } from '../support/viewer.js';

const LEASE = 6000;
/** A dead link is noticed after three of them, which must be well within a lease. */
const TIMEOUT = 700;
const SECONDS = Number(process.env['RANDOM_KILL_SECONDS'] ?? 20);
const WORDS = SECONDS * 20;
const VIEWERS = 50;

/** mulberry32: the same seed gives the same run, as far as processes allow. */
function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let value = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

// Waiting is most of it, so both clients are tested side by side.
describe('Random kills', { concurrency: 2 }, () => {
  for (const client of clientNames) {
    describe(`${SECONDS} s of random kills with ${client}`, needs('redis-server'), () => {
      it(`leave ${VIEWERS} viewers with the exact text, wherever the producer lives`, async (test) => {
        const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
        const next = random(seed);
        const keeps = next() < 0.5 ? 'everysec' : 'none';
        test.diagnostic(`SEED=${seed}, append-only file: ${keeps}`);
        const redis = await RedisServer.start(keeps);
        const proxy = await Proxy.start(redis.port);
        const ports = [await freePort(), await freePort()];
        const open = (port: number): Promise<NodeProcess> =>
          NodeProcess.start(client, proxy.url, LEASE, port, TIMEOUT);
        const producing = await open(0);
        const serving = await Promise.all(ports.map(open));
        const urls = serving.map(({ url }) => url);

        const ids = await Promise.all(
          [0, 1, 2, 3].map(() => start(producing.url, `words=${WORDS}&interval=40`)),
        );
        const mortal = await start(urls[0]!, `words=${WORDS}&interval=40`);
        const viewers = Array.from({ length: VIEWERS }, (_, index) => {
          // Another node at every attempt, as a balancer does.
          let turn = index;
          return new Viewer(() => `${urls[turn++ % 2]!}/${ids[index % ids.length]!}`);
        });
        const mourners = [0, 1].map(
          () => new Viewer(() => `${urls[Math.floor(next() * 2)]!}/${mortal}`),
        );
        await Promise.all([...viewers, ...mourners].map((viewer) => viewer.heard(1)));

        const counts: Record<string, number> = {};
        const faults: Record<string, () => Promise<void> | void> = {
          'kill a node': async () => {
            const victim = Math.floor(next() * 2);
            await serving[victim]!.kill();
            await pause(next() * 500);
            serving[victim] = await open(ports[victim]!);
          },
          'stop a node': async () => {
            const victim = serving[Math.floor(next() * 2)]!;
            victim.signal('SIGSTOP');
            await pause(next() * 1000);
            victim.signal('SIGCONT');
          },
          'kill Redis': async () => {
            await redis.kill();
            await pause(next() * 1000);
            await redis.start();
          },
          'stop Redis': async () => {
            redis.signal('SIGSTOP');
            await pause(next() * 1000);
            redis.signal('SIGCONT');
          },
          'delete a stream': async () => {
            const id = ids[Math.floor(next() * ids.length)]!;
            await redis.command(['DEL', `typewriter-stream:{${id}}`]);
          },
          'cut links to Redis': () => proxy.cut(),
          'let links to Redis die without a word': async () => {
            proxy.deaden(() => next() < 0.5);
            await pause(4 * TIMEOUT);
          },
          'cut connections': () => {
            for (const viewer of viewers) if (next() < 0.5) viewer.cut();
          },
        };
        const names = Object.keys(faults);
        const until = performance.now() + SECONDS * 1000;
        let wasKilled = false;
        while (performance.now() < until) {
          const name = wasKilled ? names[Math.floor(next() * names.length)]! : 'kill a node';
          wasKilled = true;
          counts[name] = (counts[name] ?? 0) + 1;
          await faults[name]!();
          await pause(next() * 600);
        }
        test.diagnostic(JSON.stringify(counts));
        await isExact(viewers, WORDS);
        for (const viewer of mourners) {
          const { event, data } = await viewer.outcome;
          // Killed, or never hit.
          if (event === 'error') assert.match(data ?? '', /producer-lost/);
          else assert.equal(data, 'done');
          assert.ok(text(WORDS).startsWith(viewer.text));
          assert.equal(new Set(viewer.ids).size, viewer.ids.length, 'an id came twice');
        }
        await Promise.all([producing, ...serving].map((node) => node.kill()));
        proxy.close();
        await redis.stop();
      });
    });
  }
});
