import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createClient } from '@redis/client';
import { Redis } from 'ioredis';
import {
  fromIoredis,
  fromNodeRedis,
  RedisLog,
  type RedisConnection,
  type RedisLogOptions,
} from '../../../server/index.js';
import { end, freePort, pathOf, run, said, temporaryFolder } from './programs.js';

export type Persistence = 'always' | 'everysec' | 'none';

const persistence: Record<Persistence, string[]> = {
  always: ['--appendonly', 'yes', '--appendfsync', 'always'],
  everysec: ['--appendonly', 'yes', '--appendfsync', 'everysec'],
  none: ['--appendonly', 'no'],
};

/** A real redis-server on a port and in a folder of its own. */
export class RedisServer {
  readonly port: number;
  readonly #folder = temporaryFolder();
  readonly #args: string[];
  #child!: ChildProcess;

  private constructor(port: number, args: string[]) {
    this.port = port;
    this.#args = args;
  }

  static async start(keeps: Persistence = 'none', ...args: string[]): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), [...persistence[keeps], ...args]);
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.#child.pid!;
  }

  async start(): Promise<void> {
    const place = ['--port', `${this.port}`, '--bind', '127.0.0.1', '--dir', this.#folder];
    this.#child = run(pathOf('redis-server'), [...place, '--save', '', ...this.#args]);
    await said(this.#child, /Ready to accept connections/);
  }

  /** `kill -9` */
  kill(): Promise<void> {
    return end(this.#child);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async stop(): Promise<void> {
    // A stopped process would never take another signal but this.
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Runs commands on a connection of their own. */
  async command(...commands: string[][]): Promise<unknown[]> {
    const client = createClient({ url: this.url });
    client.on('error', () => {});
    await client.connect();
    try {
      const replies: unknown[] = [];
      for (const command of commands) replies.push(await client.sendCommand(command));
      return replies;
    } finally {
      client.destroy();
    }
  }
}

export type ClientName = '@redis/client' | 'ioredis';
export const clientNames: readonly ClientName[] = ['@redis/client', 'ioredis'];

export function connect(client: ClientName, url: string): RedisConnection {
  return client === 'ioredis'
    ? fromIoredis(new Redis(url, { lazyConnect: true }))
    : fromNodeRedis(createClient({ url }));
}

export function redisLog(
  client: ClientName,
  url: string,
  options: Omit<RedisLogOptions, 'connection'> = {},
): RedisLog {
  return new RedisLog({ connection: connect(client, url), ...options });
}
