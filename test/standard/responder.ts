// Answers a request with exactly the bytes, the status and the type that its query asks for, so
// that a test has the stream it is about right beside it. Node only: the test runner loads it.
//
//   /__sse?body=…      the bytes, percent-encoded; `+` is a plus sign
//     &head=… &times=n &tail=…   bytes before it, how often it is repeated, bytes after it
//     &status=200 &type=text/event-stream (`none`: no Content-Type) &location=…
//     &chunk=n         n bytes a write, each in a packet of its own
//     &open=1          leaves the connection open after the body
//     &cut=1           breaks it there, without the proper end
//     &cors=*          Access-Control-Allow-Origin (`credentials`: this origin, with cookies)
//     &key=…           counts the requests of a test
//   A parameter may stand there several times: the nth request of a key takes the nth value, and
//   the last one stays.
//   /__sse/log?key=…   what the requests of a key brought, as JSON
//   /__sse/closed      an address where nobody listens
//   /__sse/origin      an origin of its own that answers the same, for cross-origin tests
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestRunnerPlugin } from '@web/test-runner';

/** What the server saw of one request. */
export interface SeenRequest {
  readonly method: string;
  readonly lastEventId: string | null;
  readonly accept: string | null;
  readonly cacheControl: string | null;
  readonly cookie: string | null;
  readonly origin: string | null;
  readonly gone: boolean;
}

/** Its port stays known after it was closed. */
const ports = new WeakMap<Server, number>();
const origin = (server: Server): string => `http://127.0.0.1:${ports.get(server)}`;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export function standardPlugin(): TestRunnerPlugin {
  const seen = new Map<string, Mutable<SeenRequest>[]>();
  let own: Promise<Server> | undefined;
  const respond = (request: IncomingMessage, response: ServerResponse) => {
    const query = readQuery(request.url ?? '');
    const path = (request.url ?? '').split('?', 1)[0];
    if (path === '/__sse/log') replyJson(response, seen.get(query('key') ?? '') ?? []);
    else if (path === '/__sse/origin')
      void (own ??= start()).then((it) => response.end(origin(it)));
    else if (path === '/__sse/closed')
      void start().then((it) => it.close(() => response.end(origin(it))));
    else if (request.method === 'OPTIONS') answerPreflight(response, query);
    else answer(request, response, query, seen);
  };
  const start = async (): Promise<Server> => {
    const server = createServer(respond);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ports.set(server, (server.address() as AddressInfo).port);
    return server;
  };

  return {
    name: 'standard',
    serverStart({ server }) {
      // Before the runner's own listener, whose middleware would have to be told not to answer.
      const [others] = server?.listeners('request') as RequestListener[];
      server?.removeAllListeners('request');
      server?.on('request', (request: IncomingMessage, response: ServerResponse) => {
        if (request.url?.startsWith('/__sse')) {
          respond(request, response);
        } else {
          others?.(request, response);
        }
      });
    },
    async serverStop() {
      const server = await own;
      server?.close();
      server?.closeAllConnections();
    },
  };
}

/** The value of a parameter for the nth request. The bytes stay bytes: a query is no UTF-8 here. */
type Query = (name: string, nth?: number) => string | undefined;

function readQuery(url: string): Query {
  const values = new Map<string, string[]>();
  for (const pair of (url.split('?', 2)[1] ?? '').split('&')) {
    const [name = '', value = ''] = pair.split('=', 2);
    const bytes = value.replace(/%([\da-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(parseInt(hex, 16)),
    );
    values.set(name, [...(values.get(name) ?? []), bytes]);
  }
  return (name, nth = 0) => {
    const all = values.get(name);
    return all?.[Math.min(nth, all.length - 1)];
  };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  query: Query,
  seen: Map<string, Mutable<SeenRequest>[]>,
): void {
  const { headers, method = 'GET' } = request;
  const key = query('key') ?? '';
  const requests = seen.get(key) ?? [];
  seen.set(key, requests);
  const nth = requests.length;
  const id = headers['last-event-id'];
  const record = {
    method,
    // Node reads header bytes as Latin-1, and browsers send the id as UTF-8.
    lastEventId: typeof id === 'string' ? Buffer.from(id, 'latin1').toString('utf8') : null,
    accept: headers.accept ?? null,
    cacheControl: headers['cache-control'] ?? null,
    cookie: headers.cookie ?? null,
    origin: headers.origin ?? null,
    gone: false,
  };
  requests.push(record);
  response.on('error', () => undefined).on('close', () => (record.gone = true));

  response.statusCode = Number(query('status', nth) ?? 200);
  const type = query('type', nth) ?? 'text/event-stream';
  if (type !== 'none') response.setHeader('Content-Type', type);
  // A browser reads no body of a 205, so what is left of it would spoil the next answer on the same connection.
  if (response.statusCode === 205) response.setHeader('Connection', 'close');
  const location = query('location', nth);
  if (location) response.setHeader('Location', location);
  allowOrigin(response, query('cors', nth), headers.origin);
  void send(response, {
    body: Buffer.from(
      (query('head', nth) ?? '') +
        (query('body', nth) ?? '').repeat(Number(query('times', nth) ?? 1)) +
        (query('tail', nth) ?? ''),
      'latin1',
    ),
    chunk: Number(query('chunk', nth) ?? Infinity),
    end: query('open', nth) === '1' ? 'open' : query('cut', nth) === '1' ? 'cut' : 'close',
  });
}

interface Sending {
  readonly body: Buffer;
  readonly chunk: number;
  readonly end: 'close' | 'cut' | 'open';
}

async function send(response: ServerResponse, { body, chunk, end }: Sending): Promise<void> {
  response.socket?.setNoDelay(true);
  response.flushHeaders();
  for (let start = 0; start < body.length; start += chunk) {
    response.write(body.subarray(start, Math.min(body.length, start + chunk)));
    if (chunk < body.length) await new Promise((resolve) => setTimeout(resolve, 2));
  }
  if (end === 'close') response.end();
  else if (end === 'cut') {
    // An error empties the queue of a ReadableStream: what came just before it may never be read.
    await new Promise((resolve) => setTimeout(resolve, 30));
    response.socket?.destroySoon();
  }
}

function allowOrigin(response: ServerResponse, cors: string | undefined, origin = ''): void {
  if (cors === undefined) return;
  const withCredentials = cors === 'credentials';
  response.setHeader('Access-Control-Allow-Origin', withCredentials ? origin : cors);
  if (withCredentials) response.setHeader('Access-Control-Allow-Credentials', 'true');
}

/** Fetch asks for permission to send Last-Event-ID; `preflight=refused` gives none. */
function answerPreflight(response: ServerResponse, query: Query): void {
  allowOrigin(response, query('cors'));
  if (query('preflight') !== 'refused') {
    response.setHeader('Access-Control-Allow-Headers', 'Last-Event-ID');
  }
  response.writeHead(204).end();
}

function replyJson(response: ServerResponse, value: unknown): void {
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('Cache-Control', 'no-store');
  response.end(JSON.stringify(value));
}
