// The demo server, two faults that it does not have, and the page with the clients.
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { createDemoHandler } from '../../demo-server/handler.js';
import { readLastEventId, readNumber, readOptions } from '../../demo-server/options.js';
import { cut, later, pace } from '../../demo-server/pace.js';
import { openStream } from '../../demo-server/sse.js';
import { NUMBERS, sendToEnd, textEvents } from '../../demo-server/text-stream.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** Messages before a connection falls silent. */
const AFTER = 10;

export interface FaultServer {
  readonly origin: string;
  /** When the requests of a key came, in milliseconds of performance.now(). */
  requests(key: string): readonly number[];
  /** How many connections of a key are open. */
  open(key: string): number;
  close(): void;
}

export async function startServer(): Promise<FaultServer> {
  const script = await bundle();
  const demo = createDemoHandler();
  const requests = new Map<string, number[]>();
  const open = new Map<string, number>();
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const key = url.searchParams.get('key');
    if (key && request.method !== 'OPTIONS') {
      requests.set(key, [...(requests.get(key) ?? []), performance.now()]);
      open.set(key, (open.get(key) ?? 0) + 1);
      response.on('close', () => open.set(key, (open.get(key) ?? 0) - 1));
    }
    if (url.pathname === '/page') reply(response, 'text/html', PAGE);
    else if (url.pathname === '/page.js') reply(response, 'text/javascript', script);
    else if (url.pathname.startsWith('/peers/')) void replyPeer(response, url.pathname);
    else if (url.pathname === '/half-open') halfOpen(request, response, url);
    else if (url.pathname === '/ask') ask(request, response, url);
    else demo(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: (key) => requests.get(key) ?? [],
    open: (key) => open.get(key) ?? 0,
    close() {
      demo.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

const PAGE =
  '<!doctype html><meta charset="utf-8"><title>Faults</title><script type="module" src="/page.js"></script><body>';

/** A connection that is dead, and nobody was told: the server resumes for whoever comes back. */
function halfOpen(request: IncomingMessage, response: ServerResponse, url: URL): void {
  const options = readOptions(url);
  const known = NUMBERS.read(readLastEventId(request, url));
  const events = textEvents(options.text, NUMBERS).slice(known);
  openStream(response, options);
  if (known > 0) sendToEnd(response, events, options);
  else pace(response, events.slice(0, AFTER), options.interval, () => undefined);
}

/** Answers with the question that was sent. `?after=` breaks the answer there. */
function ask(request: IncomingMessage, response: ServerResponse, url: URL): void {
  if (request.method !== 'POST') {
    response.writeHead(405, { Allow: 'POST' }).end();
    return;
  }
  let body = '';
  request.setEncoding('utf8').on('data', (text: string) => (body += text));
  request.on('end', () => {
    const options = readOptions(url);
    const after = readNumber(url, 'after', Infinity, 0, Infinity);
    const events = textEvents(question(body));
    openStream(response, options);
    if (after >= events.length) sendToEnd(response, events, options);
    else {
      // What is still on its way when a connection breaks may be lost in any client: an error
      // empties the queue of a response body. That is not what is compared here.
      pace(response, events.slice(0, after), options.interval, () => {
        later(response, 100, () => cut(response));
      });
    }
  });
}

/** A form sends it otherwise than a script. */
function question(body: string): string {
  if (!body.startsWith('{')) return new URLSearchParams(body).get('question') ?? '';
  return (JSON.parse(body) as { question: string }).question;
}

function reply(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8` }).end(body);
}

async function replyPeer(response: ServerResponse, path: string): Promise<void> {
  const file = here(path.replace('/peers/', './node_modules/'));
  if (path.includes('..')) response.writeHead(404).end();
  else reply(response, 'text/javascript', await readFile(file, 'utf8'));
}

async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    root: here('.'),
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      minify: false,
      rolldownOptions: { input: here('./page.ts'), output: { codeSplitting: false } },
      modulePreload: false,
    },
  });
  const [output] = [result].flat();
  if (!output || !('output' in output)) throw new Error('vite built nothing.');
  return output.output[0].code;
}
