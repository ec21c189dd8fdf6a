import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCluster } from '@redis/client';
import { Cluster } from 'ioredis';
import { fromIoredis, fromNodeRedis, RedisLog, type RedisConnection } from '../../server/index.js';
import { isExact } from './support/exact.js';
import { cancel, Node, start } from './support/node.js';
import { needs } from './support/programs.js';
import { RedisServer } from './support/redis.js';
import { Viewer } from './support/viewer.js';

const clients: Record<string, (redis: RedisServer) => RedisConnection> = {
  '@redis/client': ({ url }) => fromNodeRedis(createCluster({ rootNodes: [{ url }] })),
  ioredis: ({ port }) =>
    fromIoredis(new Cluster([{ host: '127.0.0.1', port }], { lazyConnect: true })),
};

describe('In a Redis Cluster', needs('redis-server'), () => {
  for (const [name, connect] of Object.entries(clients)) {
    it(`streams are exact and can be cancelled, with ${name}`, async () => {
      const redis = await RedisServer.start(
        'none',
        '--cluster-enabled',
        'yes',
        '--cluster-announce-ip',
        '127.0.0.1',
      );
      await redis.command(['CLUSTER', 'ADDSLOTSRANGE', '0', '16383']);
      while (!String(await redis.command(['CLUSTER', 'INFO'])).includes('cluster_state:ok')) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const nodes = [
        await Node.start({ log: new RedisLog({ connection: connect(redis) }) }),
        await Node.start({ log: new RedisLog({ connection: connect(redis) }) }),
      ] as const;
      const ids = await Promise.all(
        [0, 1, 2].map(() => start(nodes[0].url, 'words=50&interval=2')),
      );
      await isExact(
        ids.map((id) => new Viewer(`${nodes[1].url}/${id}`)),
        50,
      );
      const id = await start(nodes[0].url, 'words=10000&interval=5');
      const viewer = new Viewer(`${nodes[1].url}/${id}`);
      await viewer.heard(3);
      assert.equal(await cancel(nodes[1].url, id), 204);
      assert.deepEqual(await viewer.outcome, { event: 'end', data: 'cancelled' });
      await Promise.all(nodes.map((node) => node.close()));
      await redis.stop();
    });
  }
});
