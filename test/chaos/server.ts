// A server that breaks what it says, at any byte and in any way. What it does to a connection follows
// from the seed in the request's address and from how many came before it, so that a failure can be
// replayed. Node only: the test runner starts it.
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { randomFrom } from './random.js';
import { scenarioOf } from './scenario.js';

/** Connections of one run that are broken; after these it only splits and delays. */
const MAX_FAULTS = 5;
/** Bytes that are written in one go, at most. */
const PIECES = [40, 400, 100_000] as const;

/** Reset; closed properly, wherever that is; left open without a further byte; refused. */
type How = 'cut' | 'close' | 'stall' | 'refuse';

interface Run {
  connections: number;
  /** The event before which the last connection ended properly. */
  closedAt: number | undefined;
  /** It ended there several times, and told nothing in between. */
  isSilent: boolean;
}

export interface ChaosServer {
  readonly port: number;
  close(): void;
}

export async function startChaosServer(): Promise<ChaosServer> {
  const runs = new Map<string, Run>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    socket.setNoDelay(true);
    // The request fits into the first chunk.
    socket.once('data', (request) => answer(socket, request.toString('latin1'), runs));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function answer(socket: Socket, request: string, runs: Map<string, Run>): void {
  const query = new URLSearchParams(/\?(\S*)/.exec(request)?.[1]);
  const seed = Number(query.get('seed'));
  const key = query.get('key') ?? '';
  const run = runs.get(key) ?? { connections: 0, closedAt: undefined, isSilent: false };
  runs.set(key, run);
  const random = randomFrom(seed * 1000 + run.connections);
  const faults = 1 + Math.floor(randomFrom(seed)() * MAX_FAULTS);
  const isBroken = run.connections++ < faults;
  if (request.startsWith('OPTIONS')) {
    if (isBroken && random() < 0.1) socket.resetAndDestroy();
    else socket.end(head('204 No Content'));
    return;
  }
  const { events, ids, transport } = scenarioOf(seed);
  const id = /\r\nlast-event-id: *(\d+)/i.exec(request)?.[1];
  const from = ids === 'resumed' && id ? Math.min(Number(id), events.length) : 0;
  const told = events.slice(from);

  let how = isBroken ? choose(random, transport) : undefined;
  if (how === 'refuse') {
    socket.end(head('503 Service Unavailable'));
    return;
  }
  let count = Math.floor(random() * told.length);
  // Now and then it ends twice in the same place.
  if (run.closedAt !== undefined && run.closedAt >= from && random() < 0.3) {
    count = run.closedAt - from;
  }
  // A piece of the next event, and never all of it: the end of its line is missing at least.
  const next = (told[count] ?? '').trimEnd();
  const half = random() < 0.5 ? '' : next.slice(0, Math.floor(random() * 30));
  const inHead = random() < 0.1;
  if ((how === 'cut' || how === 'close') && !inHead) {
    // What is closed properly in one place, once more and at once, is all there is: nobody can know
    // better. WebKit takes every end of a connection for a proper one.
    const isProper = how === 'close' || query.has('webkit');
    const isAgain = isProper && run.closedAt === from + count && !hasField(half);
    const mayRepeat = isAgain && ids === 'resumed' && id && count === 0 && !run.isSilent;
    if (isAgain && !mayRepeat) {
      if (!query.has('webkit')) how = 'cut';
      else count = count > 0 ? count - 1 : count + 1;
    }
    run.isSilent = isAgain;
    run.closedAt = isProper || how === 'close' ? from + count : undefined;
  }
  const body = how ? told.slice(0, count).join('') + half : told.join('');
  send(socket, { body, how, inHead, random });
}

const hasField = (half: string): boolean => /^[^:\r\n]/m.test(half);

function choose(random: () => number, transport: string): How {
  const number = random();
  // An EventSource cannot see that a stream stands still.
  if (number < 0.15) return transport === 'fetch' ? 'stall' : 'cut';
  if (number < 0.3) return 'refuse';
  return number < 0.65 ? 'close' : 'cut';
}

const head = (status: string, ...more: string[]): string =>
  [
    `HTTP/1.1 ${status}`,
    'Access-Control-Allow-Origin: *',
    'Access-Control-Allow-Headers: Last-Event-ID',
    'Cache-Control: no-store',
    'Connection: close',
    ...more,
    '',
    '',
  ].join('\r\n');

interface Sending {
  readonly body: string;
  readonly how: How | undefined;
  /** It breaks before the body begins. */
  readonly inHead: boolean;
  readonly random: () => number;
}

function send(socket: Socket, { body, how, inHead, random }: Sending): void {
  const type = 'Content-Type: text/event-stream';
  // Without a length the body ends where the connection ends; in chunks it has an end of its own.
  const isProper = how === undefined || how === 'close';
  const start = isProper
    ? head('200 OK', type)
    : head('200 OK', type, 'Transfer-Encoding: chunked');
  const bytes = Buffer.from(body);
  // Before the type is whole, without which there is no answer that could be complete.
  const cut = Math.floor(random() * (start.length - '\r\n\r\n'.length));
  const longest = PIECES[Math.floor(random() * PIECES.length)] ?? 1;
  const pieces: (string | Buffer)[] = [how && inHead ? start.slice(0, cut) : start];
  for (let from = 0; from < bytes.length && !(how && inHead);) {
    const piece = bytes.subarray(from, from + 1 + Math.floor(random() * longest));
    from += piece.length;
    const size = piece.length.toString(16);
    pieces.push(
      isProper ? piece : Buffer.concat([Buffer.from(`${size}\r\n`), piece, Buffer.from('\r\n')]),
    );
  }
  const next = (): void => {
    const piece = pieces.shift();
    if (socket.destroyed) return;
    if (piece === undefined) {
      if (isProper) socket.end();
      // A reset, not a proper end: what a browser sees of a network that is gone.
      else if (how === 'cut') socket.resetAndDestroy();
      return;
    }
    socket.write(piece);
    if (random() < 0.05) setTimeout(next, random() * 8);
    else setImmediate(next);
  };
  next();
}
