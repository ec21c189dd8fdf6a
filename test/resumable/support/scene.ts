import { it } from 'node:test';
import { Node } from './node.js';
import { Proxy } from './proxy.js';
import { redisLog, RedisServer, type ClientName, type Persistence } from './redis.js';
import { Viewer } from './viewer.js';

export const LEASE = 2000;

/** Two nodes that share one Redis, with a proxy between. */
export interface Scene {
  readonly redis: RedisServer;
  readonly proxy: Proxy;
  readonly nodes: readonly [Node, Node];
  /** Viewers of a stream, at both nodes in turn. */
  watch(id: string, count?: number): Viewer[];
}

export async function openNodes(
  client: ClientName,
  port: number,
  lease = LEASE,
): Promise<[Node, Node]> {
  const url = `redis://127.0.0.1:${port}`;
  const open = (): Promise<Node> =>
    Node.start({ log: redisLog(client, url, { timeout: 1000 }), lease });
  return [await open(), await open()];
}

export function watch(nodes: readonly [Node, Node], id: string, count = 4): Viewer[] {
  return Array.from(
    { length: count },
    (_, index) => new Viewer(`${nodes[index % 2 === 0 ? 0 : 1].url}/${id}`),
  );
}

/** A test with a scene of its own, since most of them break it. */
export function scene(
  title: string,
  client: ClientName,
  test: (scene: Scene) => Promise<void>,
  { keeps = 'none', lease = LEASE }: { keeps?: Persistence; lease?: number } = {},
): void {
  it(title, async () => {
    const redis = await RedisServer.start(keeps);
    const proxy = await Proxy.start(redis.port);
    const nodes = await openNodes(client, proxy.port, lease);
    try {
      await test({ redis, proxy, nodes, watch: (id, count) => watch(nodes, id, count) });
    } finally {
      await Promise.all(nodes.map((node) => node.close()));
      proxy.close();
      await redis.stop();
    }
  });
}
