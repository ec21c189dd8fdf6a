/**
 * The server under viewers: `node --import tsx bench/viewers.ts [--viewers 1000] [--streams 50] [--seconds 15]`.
 *
 * First one node and one Redis: what an event costs. Then two nodes behind nginx, over HTTP/1.1, of which one is killed: how
 * long its viewers are without news. Last, without other viewers, how long it takes from a request to cancel, at another node,
 * to the viewer and to the producer. Everything is real (redis-server, nginx, processes, sockets) and on this machine.
 *
 * All viewers are in this process: where it is busy for most of a core, it is what is measured, and it says so.
 */
import { performance, type EventLoopUtilization } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { cancel, go, text, Node, NodeProcess, start } from '../test/resumable/support/node.js';
import { startNginx } from '../test/resumable/support/nginx.js';
import { redisLog, RedisServer } from '../test/resumable/support/redis.js';
import { Viewer } from '../test/resumable/support/viewer.js';
import { median } from './statistics.js';

const { values } = parseArgs({
  options: {
    viewers: { type: 'string', default: '1000' },
    streams: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '15' },
  },
});
const [viewerCount, streamCount, seconds] = [values.viewers, values.streams, values.seconds].map(
  Number,
) as [number, number, number];
const words = seconds * 10;
const LEASE = 15_000;

async function startStreams(url: string): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < streamCount; index++) {
    ids.push(await start(url, `held=0&words=${words}&interval=100`));
  }
  return ids;
}

/** The streams wait until all viewers are there: on a busy machine that takes longer than a stream. */
async function openViewers(
  ids: readonly string[],
  url: string,
  producing: string,
): Promise<Viewer[]> {
  const viewers = Array.from(
    { length: viewerCount },
    (_, index) => new Viewer(`${url}/${ids[index % ids.length] ?? ''}`, 'retry'),
  );
  await Promise.all(viewers.map((viewer) => viewer.answered()));
  await go(producing);
  await Promise.all(viewers.map((viewer) => viewer.heard(words / 10)));
  return viewers;
}

const expected = text(words);
async function countExact(viewers: readonly Viewer[]): Promise<number> {
  await Promise.all(viewers.map((viewer) => viewer.outcome));
  return viewers.filter(
    (viewer) =>
      viewer.text === expected &&
      viewer.ids.length === words + 1 &&
      viewer.ids.every((id, index) => id === index + 1),
  ).length;
}

const told = (viewers: readonly Viewer[]): number =>
  viewers.reduce((sum, viewer) => sum + viewer.told.length, 0);

/** Microseconds of processor time. */
async function nodeTime(url: string): Promise<number> {
  const response = await fetch(`${url}/usage`);
  const { user, system } = (await response.json()) as NodeJS.CpuUsage;
  return user + system;
}

async function redisTime(redis: RedisServer): Promise<number> {
  const [info] = await redis.command(['INFO', 'cpu']);
  const read = (name: string): number =>
    Number(new RegExp(`${name}:([\\d.]+)`).exec(String(info))?.[1]);
  return 1e6 * (read('used_cpu_user') + read('used_cpu_sys'));
}

/** How much of the time this process had something to do. */
function ownShare(since: EventLoopUtilization): string {
  const { utilization } = performance.eventLoopUtilization(since);
  return `${(utilization * 100).toFixed(0)} %`;
}

async function measureCost(): Promise<void> {
  const redis = await RedisServer.start('everysec');
  const node = await NodeProcess.start('@redis/client', redis.url, LEASE);
  const viewers = await openViewers(await startStreams(node.url), node.url, node.url);
  const [clients] = await redis.command(['CLIENT', 'LIST']);
  // One of them is the connection that asks.
  const connections = String(clients).trim().split('\n').length - 1;
  const before = [await nodeTime(node.url), await redisTime(redis), told(viewers)] as const;
  const began = performance.now();
  const idle = performance.eventLoopUtilization();
  await new Promise((resolve) => setTimeout(resolve, seconds * 500));
  const after = [await nodeTime(node.url), await redisTime(redis), told(viewers)] as const;
  const wall = (performance.now() - began) * 1000;
  const events = after[2] - before[2];
  const share = ownShare(idle);
  const exact = await countExact(viewers);
  console.log(`${viewerCount} viewers of ${streamCount} streams, 10 deltas a second each:`);
  console.log(`  exact                    ${exact} of ${viewerCount}`);
  console.log(`  events a second          ${((events / wall) * 1e6).toFixed(0)}`);
  console.log(`  node, µs per event       ${((after[0] - before[0]) / events).toFixed(1)}`);
  console.log(`  Redis, share of a core   ${(((after[1] - before[1]) / wall) * 100).toFixed(1)} %`);
  console.log(`  connections of the node  ${connections}`);
  console.log(`  this process is busy     ${share}`);
  await node.kill();
  await redis.stop();
}

async function measureDeath(): Promise<void> {
  const redis = await RedisServer.start('everysec');
  const open = (): Promise<NodeProcess> => NodeProcess.start('@redis/client', redis.url, LEASE);
  const [producing, dying] = await Promise.all([open(), open()]);
  const nginx = await startNginx([producing.url, dying.url]);
  const ids = await startStreams(producing.url);
  const viewers = await openViewers(ids, nginx.url, producing.url);
  const idle = performance.eventLoopUtilization();
  await dying.kill();
  const exact = await countExact(viewers);
  const gaps = viewers.flatMap((viewer) => viewer.gaps);
  console.log(`One of two nodes is killed, ${viewerCount} viewers through nginx:`);
  console.log(`  exact                    ${exact} of ${viewerCount}`);
  console.log(
    `  had to come back         ${viewers.filter(({ gaps: own }) => own.length > 0).length}`,
  );
  console.log(`  without news, median     ${(median(gaps) / 1000).toFixed(2)} s`);
  console.log(`  without news, longest    ${(Math.max(0, ...gaps) / 1000).toFixed(2)} s`);
  console.log(`  this process is busy     ${ownShare(idle)}`);
  await Promise.all([producing.kill(), nginx.stop()]);
  await redis.stop();
}

async function measureCancel(): Promise<void> {
  const redis = await RedisServer.start('everysec');
  const open = (): Promise<NodeProcess> => NodeProcess.start('@redis/client', redis.url, LEASE);
  const [serving, cancelling] = await Promise.all([open(), open()]);
  // In this process, so that one clock sees all three.
  const producing = await Node.start({ log: redisLog('@redis/client', redis.url), lease: LEASE });
  const [toViewer, toProducer]: [number[], number[]] = [[], []];
  for (let count = 0; count < streamCount; count++) {
    let stopped!: Promise<number>;
    const id = await producing.streams.start(async ({ signal, write }) => {
      stopped = new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve(performance.now()));
      });
      await write('x');
      await stopped;
    });
    const viewer = new Viewer(`${serving.url}/${id}`);
    await viewer.heard(1);
    const began = performance.now();
    const ended = viewer.outcome.then(() => performance.now());
    await cancel(cancelling.url, id);
    toViewer.push((await ended) - began);
    toProducer.push((await stopped) - began);
  }
  console.log(`A stream is cancelled at another node, ${streamCount} times:`);
  for (const [whom, times] of [
    ['viewer  ', toViewer],
    ['producer', toProducer],
  ] as const) {
    const figures = [median(times), Math.max(...times)].map((time) => time.toFixed(1));
    console.log(`  to the ${whom}          ${figures.join(' ms, at most ')} ms`);
  }
  await Promise.all([producing.close(), serving.kill(), cancelling.kill()]);
  await redis.stop();
}

await measureCost();
await measureDeath();
await measureCancel();
process.exit();
