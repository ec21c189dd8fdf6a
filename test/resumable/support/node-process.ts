/** One node: `node-process.ts '{ "client", "redis", "lease", "port", "timeout" }'`. Prints where it listens. */
import type { AddressInfo } from 'node:net';
import { Streams } from '../../../server/index.js';
import { quiet, route } from './node.js';
import { redisLog, type ClientName } from './redis.js';

const { client, redis, lease, port, timeout } = JSON.parse(process.argv[2] ?? '{}') as {
  client: ClientName;
  redis: string;
  lease: number;
  port: number;
  timeout?: number;
};
const streams = new Streams({
  log: redisLog(client, redis, timeout ? { timeout } : {}),
  lease,
  logger: quiet,
});
const server = route(streams);
server.listen(port, '127.0.0.1', () => {
  console.log(`listening at http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
