// A TCP proxy in front of the demo server that breaks what passes through it. What it does to a
// connection follows from the seed in the request's address and from how many came before it, so
// that a failure can be replayed. Node only: the test runner starts it.
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { randomFrom } from './random.js';

/** Connections of one seed that are broken; after these it only splits and delays. */
const MAX_FAULTS = 5;
/** Two cuts of one seed are never nearer than this many bytes. */
const MIN_DISTANCE = 60;
const MAX_CUT = 2_500;
/** Behind so many bytes there are the headers and some messages. */
const SOME_MESSAGES = 600;

/** What a server says that is just starting again. */
const REFUSAL = [
  'HTTP/1.1 503 Service Unavailable',
  'Access-Control-Allow-Origin: *',
  'Content-Length: 0',
  'Connection: close',
  '',
  '',
].join('\r\n');

interface Plan {
  /** Bytes of the answer that pass before it is broken; undefined: it is left whole. */
  readonly breakAt: number | undefined;
  readonly how: 'cut' | 'stall' | 'close' | 'refuse';
  readonly random: () => number;
}

export interface ChaosProxy {
  readonly port: number;
  close(): void;
}

export async function startChaosProxy(targetPort: number): Promise<ChaosProxy> {
  const seen = new Map<string, number[]>();
  const sockets = new Set<Socket>();
  const server: Server = createServer((client) => {
    sockets.add(client);
    client.on('close', () => sockets.delete(client)).on('error', () => undefined);
    // The request decides what happens, and fits into the first chunk.
    client.once('data', (request) => {
      const head = request.toString('latin1');
      pass(client, head, targetPort, planFor(head, seen));
    });
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

function planFor(head: string, seen: Map<string, number[]>): Plan {
  const seed = /[?&]seed=(\d+)/.exec(head)?.[1] ?? '0';
  // An EventSource cannot see that a stream stands still; the stall is for fetch.
  const mayStall = /[?&]stall=1/.test(head);
  const hasIds = head.startsWith('GET /article');
  const mayRefuse = /[?&]refuse=1/.test(head);
  const run = /[?&]key=([^& ]+)/.exec(head)?.[1] ?? seed;
  const cuts = seen.get(run) ?? [];
  seen.set(run, cuts);
  const random = randomFrom(Number(seed) * 1000 + cuts.length);
  const faults = 1 + Math.floor(randomFrom(Number(seed))() * MAX_FAULTS);
  if (cuts.length >= faults) return { breakAt: undefined, how: 'cut', random };
  let breakAt: number;
  do breakAt = Math.floor(random() * MAX_CUT);
  while (cuts.some((other) => Math.abs(other - breakAt) < MIN_DISTANCE));
  const last = cuts.at(-1);
  // Now and then it ends twice at the same byte. A text without ids that closes properly twice in one
  // place is complete for all that anybody can know, and so is a resumed one without a message.
  const repeats = last !== undefined && last > SOME_MESSAGES && random() < 0.2;
  if (repeats) breakAt = last;
  cuts.push(breakAt);
  const how = howToBreak(random(), { mayStall, mayRefuse });
  const isComplete = repeats && how === 'close' && !hasIds;
  return { breakAt, how: isComplete ? 'cut' : how, random };
}

function howToBreak(
  number: number,
  { mayStall, mayRefuse }: { mayStall: boolean; mayRefuse: boolean },
): Plan['how'] {
  if (mayStall && number < 0.2) return 'stall';
  if (mayRefuse && number < 0.4) return 'refuse';
  return number < 0.7 ? 'close' : 'cut';
}

function pass(client: Socket, head: string, port: number, plan: Plan): void {
  const server = connect(port, '127.0.0.1');
  const queue: Buffer[] = [];
  let passed = 0;
  let busy = false;
  let complete = false;
  let broken = false;

  client.on('close', () => server.destroy());
  client.on('data', (more) => server.write(more));
  server.on('error', () => client.destroy());
  server.on('close', () => {
    complete = true;
    if (!busy && !broken) client.end();
  });
  if (plan.how === 'refuse') {
    client.end(REFUSAL);
    server.destroy();
    return;
  }
  // One request a connection, so that each gets a plan of its own.
  const [, rest = ''] = /^[^\r]*(\r\n.*)/s.exec(head) ?? [];
  // In HTTP/1.0 a body ends where the connection ends, so that it may end properly at any byte.
  const version = plan.how === 'close' ? '1.0' : '1.1';
  const line = head.slice(0, head.length - rest.length).replace(/HTTP.*/, `HTTP/${version}`);
  server.write(`${line}\r\nConnection: close${rest}`, 'latin1');

  const breakOff = () => {
    broken = true;
    queue.length = 0;
    server.destroy();
    // A reset, not a proper end: what a browser sees of a network that is gone.
    if (plan.how === 'cut') setImmediate(() => client.resetAndDestroy());
    // A proper end of the body, wherever that is: a deploy, or a proxy's time limit.
    if (plan.how === 'close') client.end();
  };
  const next = () => {
    const piece = queue.shift();
    busy = piece !== undefined;
    if (!piece || client.destroyed) {
      if (complete && !broken) client.end();
      return;
    }
    client.write(piece);
    passed += piece.length;
    if (passed === plan.breakAt) breakOff();
    else if (plan.random() < 0.1) setTimeout(next, plan.random() * 8);
    else setImmediate(next);
  };
  server.on('data', (chunk) => {
    if (broken) return;
    for (let start = 0; start < chunk.length;) {
      const left = (plan.breakAt ?? Infinity) - passed - total(queue);
      if (left <= 0) break;
      const size = Math.min(1 + Math.floor(plan.random() * 60), left);
      queue.push(chunk.subarray(start, start + size));
      start += size;
    }
    if (!busy) next();
  });
  if (plan.breakAt === 0) breakOff();
}

const total = (pieces: Buffer[]): number =>
  pieces.reduce((length, piece) => length + piece.length, 0);
