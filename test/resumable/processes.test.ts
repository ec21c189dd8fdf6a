import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isExact, isLost, pause } from './support/exact.js';
import { cancel, NodeProcess, start, text } from './support/node.js';
import { needs } from './support/programs.js';
import { clientNames, RedisServer, type ClientName } from './support/redis.js';
import { Viewer } from './support/viewer.js';

const LEASE = 2000;
/** What a machine that is busy with other tests may add to a time. */
const PATIENCE = 20_000;

interface Processes {
  readonly nodes: readonly [NodeProcess, NodeProcess];
}

function twoProcesses(
  title: string,
  client: ClientName,
  test: (processes: Processes) => Promise<void>,
): void {
  it(title, async () => {
    const redis = await RedisServer.start('everysec');
    const open = (): Promise<NodeProcess> => NodeProcess.start(client, redis.url, LEASE);
    const nodes = await Promise.all([open(), open()]);
    try {
      await test({ nodes });
    } finally {
      await Promise.all(nodes.map((node) => node.kill()));
      await redis.stop();
    }
  });
}

// Waiting is most of it, so both clients are tested side by side.
describe('Streams of several processes', { concurrency: 2 }, () => {
  for (const client of clientNames) {
    const options = { concurrency: 3, ...needs('redis-server') };
    describe(`Processes with ${client}`, options, () => {
      twoProcesses('tell all when the one that serves is killed', client, async ({ nodes }) => {
        const [producing, serving] = nodes;
        const id = await start(producing.url, 'words=300&interval=5');
        let url = serving.url;
        const viewers = Array.from({ length: 10 }, () => new Viewer(() => `${url}/${id}`));
        await viewers[0]!.heard(60);
        await serving.kill();
        url = producing.url;
        await isExact(viewers, 300);
      });

      twoProcesses(
        'end the stream with an error in time when the one that produces is killed',
        client,
        async ({ nodes }) => {
          const [producing, serving] = nodes;
          const id = await start(producing.url, 'words=1000&interval=5');
          const silent = await start(producing.url, 'words=3&interval=1&silent=1');
          const viewers = [new Viewer(`${serving.url}/${id}`), new Viewer(`${serving.url}/${id}`)];
          const thinking = new Viewer(`${serving.url}/${silent}`);
          await Promise.all([viewers[0]!.heard(60), thinking.heard(3)]);
          await producing.kill();
          const killed = Date.now();
          await isLost([...viewers, thinking], 1000);
          const took = Date.now() - killed;
          assert.ok(took < LEASE * 1.25 + PATIENCE, `${took} ms`);
          // Who comes later is told the same.
          const late = new Viewer(`${serving.url}/${id}`);
          await isLost([late], 1000);
          assert.equal(late.text, viewers[0]!.text);
          assert.equal(await cancel(serving.url, id), 409);
        },
      );

      twoProcesses(
        'tell all when the one that produces was stopped for less than a lease',
        client,
        async ({ nodes }) => {
          const [producing, serving] = nodes;
          const id = await start(producing.url, 'words=100&interval=5');
          const viewers = [new Viewer(`${serving.url}/${id}`)];
          await viewers[0]!.heard(40);
          producing.signal('SIGSTOP');
          await pause(LEASE / 4);
          producing.signal('SIGCONT');
          await isExact(viewers, 100);
        },
      );

      twoProcesses(
        'store nothing after the error when the one that produces wakes up too late',
        client,
        async ({ nodes }) => {
          const [producing, serving] = nodes;
          const id = await start(producing.url, 'words=400&interval=5');
          const viewers = [new Viewer(`${serving.url}/${id}`), new Viewer(`${serving.url}/${id}`)];
          await viewers[0]!.heard(40);
          producing.signal('SIGSTOP');
          await isLost(viewers, 400);
          producing.signal('SIGCONT');
          // Its own viewers, once it answers again, hear the same as all others.
          const woken = [new Viewer(`${producing.url}/${id}`), new Viewer(`${serving.url}/${id}`)];
          await isLost(woken, 400);
          for (const viewer of woken)
            assert.deepEqual(
              viewer.told.filter(({ id: number }) => number),
              viewers[0]!.told.filter(({ id: number }) => number),
            );
        },
      );

      twoProcesses(
        'tell all when the only one that produces and serves was stopped for longer than a lease',
        client,
        async ({ nodes: [node] }) => {
          const id = await start(node.url, 'words=100&interval=5');
          const viewers = [new Viewer(`${node.url}/${id}`)];
          await viewers[0]!.heard(40);
          node.signal('SIGSTOP');
          await pause(LEASE * 1.5);
          node.signal('SIGCONT');
          await isExact(viewers, 100);
          assert.equal(viewers[0]!.text, text(100));
        },
      );
    });
  }
});
