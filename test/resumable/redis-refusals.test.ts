/** A Redis that is there and does not take what it is given. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { Streams } from '../../server/index.js';
import { isExact, pause } from './support/exact.js';
import { Node, quiet, start } from './support/node.js';
import { needs } from './support/programs.js';
import { clientNames, redisLog, RedisServer, type ClientName } from './support/redis.js';
import { LEASE } from './support/scene.js';
import { Viewer } from './support/viewer.js';

/**
 * Starts a stream until it is refused for this reason: a busy machine may first hear nothing of Redis in time. Resolves to the
 * status of a request for another stream.
 */
async function refused(
  client: ClientName,
  url: string,
  why: RegExp,
  options?: { timeout: number },
): Promise<number> {
  const streams = new Streams({ log: redisLog(client, url, options), logger: quiet });
  for (let reason = ''; !why.test(reason);) {
    reason = await streams
      .start(() => assert.fail('the function was called'))
      .then(() => assert.fail('the stream was started'), inspect);
  }
  const { status } = await streams.respond(new Request('http://localhost/'), 'unknown');
  await streams.close();
  return status;
}

// Waiting is most of it, so both clients are tested side by side.
describe('A Redis that refuses', { concurrency: 2 }, () => {
  /** Where every command is refused, whoever waits longer learns nothing more. */
  const SHORT = { timeout: 500 };

  for (const client of clientNames) {
    const options = { concurrency: 3, ...needs('redis-server') };
    describe(`With ${client}, start() rejects and says why`, options, () => {
      it('when the password is wrong, or there is none', async () => {
        const redis = await RedisServer.start('none', '--requirepass', 'secret');
        const wrong = redis.url.replace('//', '//:wrong@');
        assert.equal(await refused(client, wrong, /WRONGPASS/, SHORT), 503);
        assert.equal(await refused(client, redis.url, /NOAUTH/, SHORT), 503);
        await redis.stop();
      });

      it('when nobody is at the address', async () => {
        const redis = await RedisServer.start();
        await redis.stop();
        assert.equal(await refused(client, redis.url, /ECONNREFUSED/, SHORT), 503);
      });

      it('when Redis is a replica, or full', async () => {
        const redis = await RedisServer.start();
        const args = ['--replicaof', `127.0.0.1 ${redis.port}`];
        const replica = await RedisServer.start('none', ...args);
        const full = await RedisServer.start('none', '--maxmemory', '1');
        // Both can be read, and there is no such stream.
        assert.equal(await refused(client, replica.url, /READONLY/), 404);
        assert.equal(await refused(client, full.url, /OOM/), 404);
        await Promise.all([redis, replica, full].map((server) => server.stop()));
      });
    });

    describe(`With ${client}`, options, () => {
      it('the text is exact when Redis is an empty replica for less than a lease, as in a failover', async () => {
        const main = await RedisServer.start();
        const redis = await RedisServer.start();
        const open = (): Promise<Node> =>
          Node.start({ log: redisLog(client, redis.url, { timeout: 1000 }), lease: LEASE });
        const nodes = [await open(), await open()] as const;
        const id = await start(nodes[0].url, 'words=100&interval=20');
        const viewers = nodes.map(({ url }) => new Viewer(`${url}/${id}`));
        await viewers[0]!.heard(20);
        // It takes the main server's data, which is none, and takes no writes.
        await redis.command(['REPLICAOF', '127.0.0.1', `${main.port}`]);
        await pause(LEASE / 2);
        await redis.command(['REPLICAOF', 'NO', 'ONE']);
        await isExact(viewers, 100);
        await Promise.all(nodes.map((node) => node.close()));
        await Promise.all([main.stop(), redis.stop()]);
      });

      it('keys live as long as they should: the lease, a living stream, an ended one', async () => {
        const redis = await RedisServer.start();
        const streams = new Streams({
          log: redisLog(client, redis.url),
          lease: 20_000,
          liveFor: 300_000,
          keepFor: 900_000,
          logger: quiet,
        });
        const near = (value: unknown, expected: number): void =>
          assert.ok(
            (value as number) > expected - 20_000 && (value as number) <= expected,
            String(value),
          );
        let end!: () => void;
        const id = await streams.start(() => new Promise<void>((resolve) => (end = resolve)));
        // One slot of a Redis Cluster holds both.
        const [key, lease] = [`typewriter-stream:{${id}}`, `typewriter-stream:{${id}}:lease`];
        const times = (): Promise<unknown[]> => redis.command(['PTTL', key], ['PTTL', lease]);
        const live = await times();
        near(live[0], 300_000);
        near(live[1], 20_000);
        end();
        await (await streams.respond(new Request('http://localhost/'), id)).text();
        const ended = await times();
        near(ended[0], 900_000);
        assert.equal(ended[1], -2, 'the lease of a stream that has ended');
        assert.deepEqual(await redis.command(['DBSIZE']), [1]);
        await streams.close();
        await redis.stop();
      });
    });
  }
});
