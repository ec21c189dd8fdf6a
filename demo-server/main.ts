/** The demo server on its own: `node --import tsx demo-server/main.ts [--port 8787]`. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { createDemoHandler } from './handler.js';
import { indexPage } from './index-page.js';
import { reply } from './reply.js';

const HOST = '127.0.0.1';
const DEFAULT_PORT = '8787';
/** `?text=` may be long, and every character of it takes up to nine in an address. */
const MAX_HEADER_BYTES = 2 ** 21;

function readPort(): number {
  const { values } = parseArgs({ options: { port: { type: 'string' } } });
  const value = values.port ?? (process.env['PORT'] || DEFAULT_PORT);
  if (!/^\d+$/.test(value) || Number(value) > 65_535) {
    throw new Error(`"${value}" is not a port. Choose a number from 0 to 65535.`);
  }
  return Number(value);
}

function start(port: number): void {
  const handler = createDemoHandler();
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
    const isHome = request.url?.split('?', 1)[0] === '/';
    if (isHome) reply(response, 200, 'text/html', indexPage());
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
  stopOnSignal(server);
}

/** Streams never end by themselves, so they are broken rather than waited for. */
function stopOnSignal(server: Server): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      server.close(() => process.exit(0));
      server.closeAllConnections();
    });
  }
}

function fail(message: string): void {
  console.error(`Demo server: ${message}`);
  process.exitCode = 1;
}

try {
  start(readPort());
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
