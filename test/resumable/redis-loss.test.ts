/** What nobody is told of: a link that dies without a word, and a Redis that comes back empty. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { RedisLog } from '../../server/index.js';
import { isExact, isLost, pause } from './support/exact.js';
import { Node, start } from './support/node.js';
import { needs } from './support/programs.js';
import { clientNames, connect, redisLog } from './support/redis.js';
import { LEASE, scene } from './support/scene.js';
import { Viewer } from './support/viewer.js';

const options = { concurrency: 4, timeout: 180_000, ...needs('redis-server') };

// Waiting is most of it, so both clients are tested side by side.
describe('A Redis that loses what it has', { concurrency: 2 }, () => {
  for (const client of clientNames) {
    describe(`With ${client}`, options, () => {
      const links: Record<string, (index: number) => boolean> = {
        'all links': () => true,
        'every first link': (index) => index % 2 === 0,
        'every second link': (index) => index % 2 === 1,
      };
      for (const [which, isDead] of Object.entries(links)) {
        scene(
          `the text is exact when ${which} to Redis die without a word`,
          client,
          async ({ proxy, nodes, watch: look }) => {
            const id = await start(nodes[0].url, 'words=200&interval=10');
            const viewers = look(id);
            await Promise.all(viewers.map((viewer) => viewer.heard(20)));
            proxy.deaden(isDead);
            await isExact(viewers, 200);
          },
          // So long that nothing else notices it.
          { lease: 250_000 },
        );
      }

      scene(
        'who comes back to an empty Redis goes on where the producer lives',
        client,
        async ({ redis, nodes }) => {
          const id = await start(nodes[0].url, 'words=60&interval=50');
          const viewer = new Viewer(`${nodes[1].url}/${id}`);
          await viewer.heard(5);
          viewer.leave();
          await redis.kill();
          await redis.start();
          // Neither of these nodes knows that there was another Redis.
          const fresh = [0, 1].map(() =>
            Node.start({ log: redisLog(client, redis.url), lease: LEASE }),
          );
          const [one, two] = await Promise.all(fresh);
          const back = [one!, two!].map(({ url }) => new Viewer(`${url}/${id}?lastEventId=5`));
          for (const { outcome } of back)
            assert.deepEqual(await outcome, { event: 'end', data: 'done' });
          for (const { ids, statuses } of back) {
            assert.deepEqual(
              ids,
              Array.from({ length: 56 }, (_, index) => index + 6),
            );
            assert.ok(!statuses.includes(404));
          }
          await Promise.all([one!.close(), two!.close()]);
        },
      );

      scene(
        'who comes to a Redis that has just come back empty is told to come again',
        client,
        async ({ redis, nodes }) => {
          const connection = connect(client, redis.url);
          const slow = {
            ...connection,
            // Commands are answered long before news comes again.
            subscribe: async (channel: string): Promise<void> => {
              await pause(300);
              await connection.subscribe(channel);
            },
          };
          const log = new RedisLog({ connection: slow });
          const node = await Node.start({ log, lease: 30 * LEASE });
          const id = await start(nodes[0].url, 'words=100&interval=20');
          const stayed = new Viewer(`${node.url}/${id}`);
          await stayed.heard(5);
          await redis.kill();
          // Nobody writes it again.
          await nodes[0].close();
          await redis.start();
          const statuses = new Set<number>();
          for (const since = Date.now(); Date.now() - since < 1000;) {
            const { status } = await fetch(`${node.url}/${id}`, { method: 'HEAD' });
            statuses.add(status);
            await pause(5);
          }
          stayed.leave();
          await node.close();
          assert.deepEqual([...statuses], [503]);
        },
      );

      scene(
        'who comes back to an empty Redis is told that the producer is lost, where it is',
        client,
        async ({ redis, nodes }) => {
          const id = await start(nodes[0].url, 'words=10000&interval=20');
          const stayed = new Viewer(`${nodes[1].url}/${id}`);
          await stayed.heard(5);
          await redis.kill();
          await nodes[0].close();
          await redis.start();
          const back = new Viewer(`${nodes[1].url}/${id}?lastEventId=5`);
          await isLost([stayed], 10_000);
          const { event, data = '' } = await back.outcome;
          assert.equal(event, 'error');
          assert.match(
            data,
            /"code":"producer-lost","message":"The server that wrote this answer is gone\."/,
          );
          assert.deepEqual(back.ids, []);
          // Who has nothing of it has nothing to lose.
          const { status } = await new Viewer(`${nodes[1].url}/${id}`).outcome;
          assert.equal(status, 404);
        },
      );
    });
  }
});
