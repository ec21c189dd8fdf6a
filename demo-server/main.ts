/** The demo server on its own: `node --import tsx demo-server/main.ts [--port 8787] [--redis redis://…]`. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { fromNodeRedis, RedisLog, Streams } from '../server/index.js';
import { chatEntry } from './chat.js';
import { createDemoHandler, type DemoHandler } from './handler.js';
import { indexPage } from './index-page.js';
import { reply } from './reply.js';

const HOST = '127.0.0.1';
const DEFAULT_PORT = '8787';
/** `?text=` may be long, and a URL takes up to nine characters for each character of it. */
const MAX_HEADER_BYTES = 2 ** 21;

function readArguments(): { port: number; redis: string | undefined } {
  const options = { port: { type: 'string' }, redis: { type: 'string' } } as const;
  const { port, redis } = parseArgs({ options }).values;
  return { port: readPort(port), redis };
}

function readPort(given: string | undefined): number {
  const value = given ?? (process.env['PORT'] || DEFAULT_PORT);
  if (!/^\d+$/.test(value) || Number(value) > 65_535) {
    throw new Error(`"${value}" is not a port. Choose a number from 0 to 65535.`);
  }
  return Number(value);
}

/** In Redis, answers of `/chat` outlive this process and are visible to other processes. */
async function createStreams(redis: string | undefined): Promise<Streams> {
  if (redis === undefined) return new Streams();
  const { createClient } = await import('@redis/client');
  const connection = fromNodeRedis(createClient({ url: redis }));
  return new Streams({ log: new RedisLog({ connection }) });
}

async function start(port: number, redis: string | undefined): Promise<void> {
  const handler = createDemoHandler(await createStreams(redis));
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
    const isHome = request.url?.split('?', 1)[0] === '/';
    if (isHome) reply(response, 200, 'text/html', indexPage([chatEntry]));
    else handler(request, response);
  });

  server.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') fail(`Port ${port} is taken. Choose another with --port.`);
    else fail(error.message);
  });
  server.listen(port, HOST, () => {
    const address = server.address() as AddressInfo;
    console.log(`Demo server: http://${HOST}:${address.port}/ (lists all scenarios)`);
  });
  stopOnSignal(server, handler);
}

/** Breaks the streams instead of waiting for them, since some never end by themselves. */
function stopOnSignal(server: Server, handler: DemoHandler): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      server.close(() => void handler.close().finally(() => process.exit(0)));
      server.closeAllConnections();
    });
  }
}

function fail(message: string): void {
  console.error(`Demo server: ${message}`);
  process.exitCode = 1;
}

try {
  const { port, redis } = readArguments();
  await start(port, redis);
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
