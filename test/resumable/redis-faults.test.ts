import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isExact, pause } from './support/exact.js';
import { start } from './support/node.js';
import { freePort, needs } from './support/programs.js';
import { clientNames, RedisServer } from './support/redis.js';
import { LEASE, openNodes, scene, watch } from './support/scene.js';
import { Viewer } from './support/viewer.js';

// What takes time is mostly waiting for Redis, so the tests wait side by side.
const options = { concurrency: 5, ...needs('redis-server') };

// Waiting is most of it, so both clients are tested side by side.
describe('A Redis with faults', { concurrency: 2 }, () => {
  for (const client of clientNames) {
    describe(`With ${client}, the text is exact`, options, () => {
      for (const keeps of ['always', 'everysec', 'none'] as const) {
        scene(
          `when Redis is killed twice, append-only file: ${keeps}`,
          client,
          async ({ redis, nodes, watch: look }) => {
            const ids = await Promise.all(
              [0, 1].map(() => start(nodes[0].url, 'words=300&interval=5')),
            );
            const viewers = ids.flatMap((id) => look(id));
            for (const count of [60, 160]) {
              await viewers[0]!.heard(count);
              await redis.kill();
              // Who comes while Redis is away is told to come again.
              const late = new Viewer(`${nodes[1].url}/${ids[0]}`);
              viewers.push(late);
              while (late.statuses.length === 0) await pause(5);
              assert.equal(late.statuses[0], 503);
              await redis.start();
            }
            await isExact(viewers, 300);
          },
          { keeps },
        );
      }

      scene(
        'when all keys are deleted, and the scripts are forgotten',
        client,
        async ({ redis, nodes, watch: look }) => {
          const id = await start(nodes[0].url, 'words=200&interval=5');
          const viewers = look(id);
          for (const count of [30, 80, 130]) {
            await viewers[0]!.heard(count);
            await redis.command(['FLUSHALL'], ['SCRIPT', 'FLUSH']);
          }
          await isExact(viewers, 200);
          await isExact(look(id), 200);
        },
      );

      scene(
        'when Redis evicts the lease alone, or the stream alone',
        client,
        async ({ redis, nodes, watch: look }) => {
          const id = await start(nodes[0].url, 'words=4&interval=700');
          const viewers = look(id);
          await viewers[0]!.heard(1);
          const key = `typewriter-stream:{${id}}`;
          assert.deepEqual(await redis.command(['DEL', `${key}:lease`]), [1]);
          viewers.push(...look(id));
          // With both gone nobody could tell that the stream was there.
          while (String(await redis.command(['EXISTS', `${key}:lease`])) === '0') await pause(20);
          assert.deepEqual(await redis.command(['DEL', key]), [1]);
          viewers.push(...look(id));
          await isExact(viewers, 4);
        },
      );

      scene(
        'when connections to Redis break again and again',
        client,
        async ({ proxy, nodes, watch: look }) => {
          const id = await start(nodes[0].url, 'words=300&interval=5');
          const viewers = look(id);
          for (const count of [30, 60, 90, 150, 200, 250]) {
            await viewers[0]!.heard(count);
            proxy.cut();
          }
          await isExact(viewers, 300);
        },
      );

      scene(
        'when answers of Redis are lost',
        client,
        async ({ redis, proxy, nodes, watch: look }) => {
          const id = await start(nodes[0].url, 'words=300&interval=5');
          const viewers = look(id);
          for (const count of [30, 100, 200]) {
            await viewers[0]!.heard(count);
            proxy.swallowsReplies = true;
            await pause(100);
            proxy.cut();
            proxy.swallowsReplies = false;
          }
          await isExact(viewers, 300);
          const [length] = await redis.command(['XLEN', `typewriter-stream:{${id}}`]);
          assert.equal(length, 302, '300 texts, the end, and the beginning');
        },
      );

      scene(
        'when Redis hangs for longer than its answers may take',
        client,
        async ({ redis, nodes, watch: look }) => {
          const id = await start(nodes[0].url, 'words=200&interval=5');
          const viewers = look(id);
          await viewers[0]!.heard(50);
          redis.signal('SIGSTOP');
          const late = new Viewer(`${nodes[1].url}/${id}`);
          while (late.statuses.length === 0) await pause(5);
          redis.signal('SIGCONT');
          assert.equal(late.statuses[0], 503);
          await isExact([...viewers, late], 200);
        },
      );

      scene(
        'when Redis is away for longer than a lease, and nobody is called lost',
        client,
        async ({ redis, nodes, watch: look }) => {
          const id = await start(nodes[0].url, 'words=10&interval=400');
          const viewers = look(id);
          await viewers[0]!.heard(2);
          await redis.kill();
          await pause(LEASE * 1.5);
          await redis.start();
          await isExact(viewers, 10);
        },
      );

      scene(
        'when Redis is full: what is there stays, and the rest comes when there is room',
        client,
        async ({ redis, nodes, watch: look }) => {
          const id = await start(nodes[0].url, 'words=200&interval=5');
          const viewers = look(id);
          await viewers[0]!.heard(50);
          await redis.command(['CONFIG', 'SET', 'maxmemory', '1']);
          await assert.rejects(start(nodes[0].url, 'words=1&interval=1'), /503/);
          // Longer than a lease: a producer that cannot write still lives.
          await pause(LEASE * 1.2);
          assert.ok(viewers[0]!.text.length > 0);
          await redis.command(['CONFIG', 'SET', 'maxmemory', '0']);
          await isExact(viewers, 200);
          await isExact(look(id), 200);
        },
      );

      scene(
        'over two connections a node, whatever the number of viewers',
        client,
        async ({ proxy, nodes, watch: look }) => {
          const before_ = proxy.connections;
          const id = await start(nodes[0].url, 'words=20&interval=5');
          await isExact(look(id, 40), 20);
          assert.ok(proxy.connections - before_ <= 4, `${proxy.connections - before_} connections`);
        },
      );
      it('once Redis is there, which it was not at the start', async () => {
        const port = await freePort();
        const nodes = await openNodes(client, port);
        await assert.rejects(start(nodes[0].url, 'words=1&interval=1'), /503/);
        const response = await fetch(`${nodes[0].url}/anything`);
        assert.equal(response.status, 503);
        assert.equal(response.headers.get('retry-after'), '1');
        const redis = await RedisServer.start('none', '--port', `${port}`);
        let id: string | undefined;
        while (id === undefined) {
          id = await start(nodes[0].url, 'words=20&interval=1').catch(() => undefined);
          await pause(20);
        }
        await isExact(watch(nodes, id), 20);
        await Promise.all(nodes.map((node) => node.close()));
        await redis.stop();
      });
    });
  }
});
