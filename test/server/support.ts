import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { createDemoHandler, type DemoHandler } from '../../demo-server/handler.js';

export interface TestServer {
  origin: string;
  handler: DemoHandler;
  server: Server;
  close(): Promise<void>;
}

/** The real handler on a real port. */
export async function startServer(): Promise<TestServer> {
  const handler = createDemoHandler();
  const server = createServer((request, response) => handler(request, response));
  const origin = await listen(server);
  return { origin, handler, server, close: () => shutDown(server, handler) };
}

export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function shutDown(server: Server, handler?: DemoHandler): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  handler?.close();
  server.closeAllConnections();
  await closed;
}

/** What one connection brought. */
export interface Told {
  response: Response;
  messages: EventSourceMessage[];
  comments: string[];
  retry: number | undefined;
  /** The data of all messages, without the sentinel. */
  text: string;
  /** Whether the sentinel came last. */
  ended: boolean;
  /** Whether the connection broke instead of closing. */
  broken: boolean;
  /** The bytes as they came, chunk by chunk. */
  chunks: Uint8Array[];
}

/** Reads one connection to its end, whichever way it ends. */
export async function listenTo(url: string, init?: RequestInit): Promise<Told> {
  const response = await fetch(url, init);
  const messages: EventSourceMessage[] = [];
  const comments: string[] = [];
  let retry: number | undefined;
  const parser = createParser({
    onEvent: (message) => messages.push(message),
    onComment: (comment) => comments.push(comment),
    onRetry: (value) => (retry = value),
  });
  const { chunks, broken } = await readChunks(response);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for (const chunk of chunks) parser.feed(decoder.decode(chunk, { stream: true }));

  const ended = messages.at(-1)?.data === 'end';
  const text = join(ended ? messages.slice(0, -1) : messages);
  return { response, messages, comments, retry, text, ended, broken, chunks };
}

export async function readChunks(
  response: Response,
): Promise<{ chunks: Uint8Array[]; broken: boolean }> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of response.body ?? []) chunks.push(chunk);
    return { chunks, broken: false };
  } catch {
    return { chunks, broken: true };
  }
}

export function join(messages: readonly EventSourceMessage[]): string {
  return messages.map(({ data }) => data).join('');
}

/** Comes back with the last id until the sentinel arrives, as EventSource does. */
export async function followByIds(url: string): Promise<Told[]> {
  const connections: Told[] = [];
  let lastId = '';
  for (let attempt = 0; attempt < 300; attempt += 1) {
    // Browsers send the UTF-8 bytes of an id; fetch takes them as one Latin-1 character each.
    const value = Buffer.from(lastId, 'utf8').toString('latin1');
    const told = await listenTo(url, value === '' ? {} : { headers: { 'Last-Event-ID': value } });
    connections.push(told);
    if (told.ended) return connections;
    lastId = told.messages.findLast(({ id }) => id !== undefined)?.id ?? lastId;
  }
  throw new Error(`${url} never ended`);
}

/** Comes back without ids until the sentinel arrives. */
export async function followBlindly(url: string): Promise<Told[]> {
  const connections: Told[] = [];
  while (connections.at(-1)?.ended !== true) {
    if (connections.length > 300) throw new Error(`${url} never ended`);
    connections.push(await listenTo(url));
  }
  return connections;
}

/** Asks again and again, without sleeping, until the answer is yes. */
export async function until(check: () => boolean | Promise<boolean>, ms = 60_000): Promise<void> {
  const deadline = performance.now() + ms;
  while (!(await check())) {
    if (performance.now() > deadline) throw new Error('It never came true.');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

interface Connections {
  open: number;
  total: number;
  requests: { path: string; lastEventId: string | null; method: string }[];
}

export async function connections(origin: string, key?: string): Promise<Connections> {
  const query = key === undefined ? '' : `?key=${encodeURIComponent(key)}`;
  return (await (await fetch(`${origin}/connections${query}`)).json()) as Connections;
}

/** A bare connection with a request written to it, for what fetch does not do. */
export async function rawRequest(origin: string, lines: string): Promise<Socket> {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  socket.write(lines);
  return socket;
}
