import type { ChildProcess } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { Streams, type StreamsOptions, type StreamWriter } from '../../../server/index.js';
import { end, run, said, temporaryFolder } from './programs.js';
import type { ClientName } from './redis.js';

/** What the model of every test says. */
export const word = (index: number): string => `${index} "häß\u2028\n` + '😀';
export const text = (count: number): string =>
  Array.from({ length: count }, (_, index) => word(index)).join('');

/** Silent: faults are what these tests are about. */
export const quiet = { warn: () => {} };

/** Writes `count` words, one every `interval` milliseconds. `before` is waited for before each. */
export async function talk(
  writer: StreamWriter,
  count: number,
  interval: number,
  before?: Before,
): Promise<void> {
  for (let index = 0; index < count && !writer.signal.aborted; index++) {
    await before?.(index);
    await writer.write(word(index));
    await new Promise((resolve) => setTimeout(resolve, interval));
  }
}

type Before = (index: number) => Promise<void> | undefined;

/** A provider that says the same in the events of OpenAI's chat completions. */
async function* provider(
  count: number,
  interval: number,
  before: Before,
): AsyncGenerator<Uint8Array> {
  const chunk = (choice: object): Uint8Array =>
    Buffer.from(`data: ${JSON.stringify({ choices: [{ index: 0, ...choice }] })}\n\n`);
  for (let index = 0; index < count; index++) {
    await before(index);
    yield chunk({ delta: { content: word(index) } });
    await new Promise((resolve) => setTimeout(resolve, interval));
  }
  yield chunk({ delta: {}, finish_reason: 'stop' });
  yield Buffer.from('data: [DONE]\n\n');
}

/**
 * Routes as an app has them: `POST /?words=&interval=` starts and answers with an id, `GET /ID` serves, `DELETE /ID` cancels.
 * `GET /usage` tells the processor time of this process. `&silent=1` starts a producer that thinks for ever after its words,
 * `&held=20` waits after 20 words for `POST /go`, `&openai=1` pipes a provider's events.
 */
export function route(streams: Streams): Server {
  const held: (() => void)[] = [];
  return createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const id = decodeURIComponent(url.pathname.slice(1));
    const number = (name: string): number => Number(url.searchParams.get(name));
    const answer = async (): Promise<void> => {
      if (id === 'go') {
        for (const release of held.splice(0)) release();
        response.end();
      } else if (request.method === 'POST') {
        const started = await streams.start(async (writer) => {
          const [count, interval] = [number('words'), number('interval')];
          const hold: Before = (index) =>
            url.searchParams.has('held') && index === number('held')
              ? new Promise((resolve) => held.push(resolve))
              : undefined;
          if (url.searchParams.has('openai')) await writer.pipe(provider(count, interval, hold));
          else await talk(writer, count, interval, hold);
          if (url.searchParams.has('silent')) await new Promise(() => {});
        });
        response.end(started);
      } else if (request.method === 'DELETE') {
        response.writeHead((await streams.cancel(id)) ? 204 : 409).end();
      } else if (id === 'usage') {
        response.end(JSON.stringify(process.cpuUsage()));
      } else {
        await streams.serve(request, response, id);
      }
    };
    answer().catch(() => response.writeHead(503).end());
  });
}

/** Several of these share one Redis like several processes. */
export class Node {
  readonly streams: Streams;
  readonly #server: Server;

  private constructor(streams: Streams) {
    this.streams = streams;
    this.#server = route(streams);
  }

  static async start(options: StreamsOptions = {}): Promise<Node> {
    const node = new Node(new Streams({ logger: quiet, ...options }));
    await new Promise<void>((resolve) => node.#server.listen(0, '127.0.0.1', resolve));
    return node;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Breaks every connection, as a proxy does. */
  cut(): void {
    this.#server.closeAllConnections();
  }

  async close(): Promise<void> {
    await this.streams.close();
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

let script: Promise<string> | undefined;

/** One file, since a process that compiles TypeScript takes seconds to start on a busy machine. */
async function bundle(): Promise<string> {
  const outfile = join(temporaryFolder(), 'node.cjs');
  const entry = join(import.meta.dirname, 'node-process.ts');
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', logLevel: 'error' });
  return outfile;
}

/** A node in a process of its own, which can be killed and stopped. */
export class NodeProcess {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  static async start(
    client: ClientName,
    redis: string,
    lease: number,
    port = 0,
    timeout?: number,
  ): Promise<NodeProcess> {
    const settings = JSON.stringify({ client, redis, lease, port, timeout });
    const child = run(process.execPath, [await (script ??= bundle()), settings]);
    const [, url = ''] = await said(child, /listening at (\S+)/);
    return new NodeProcess(url, child);
  }

  get pid(): number {
    return this.#child.pid!;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** `kill -9` */
  kill(): Promise<void> {
    return end(this.#child);
  }
}

export async function start(url: string, query: string): Promise<string> {
  const response = await fetch(`${url}/?${query}`, { method: 'POST' });
  if (!response.ok) throw new Error(`The stream was not started: ${response.status}.`);
  return response.text();
}

/** Lets all producers of a node go on that wait after their first words. */
export async function go(url: string): Promise<void> {
  await fetch(`${url}/go`, { method: 'POST' });
}

export async function cancel(url: string, id: string): Promise<number> {
  return (await fetch(`${url}/${id}`, { method: 'DELETE' })).status;
}
