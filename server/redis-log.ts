import type { Ending, Entry, Listener, Standing, StreamLog, Terms } from './log.js';
import { append, ask, renew, type Script } from './scripts.js';

/**
 * Two connections to Redis: one for commands, one for subscriptions. `fromNodeRedis` and `fromIoredis` make it from a client;
 * another client needs these five methods.
 */
export interface RedisConnection {
  /**
   * Connects, and connects again after every loss. Calls `onReady` whenever either connection is ready, and `onMessage` for
   * what comes on a subscribed channel. Resolves once both are ready for the first time.
   */
  open(onReady: () => void, onMessage: (channel: string, message: string) => void): Promise<void>;
  /** Sends one command, which names `key`. Rejects when it cannot be sent now: a command that waits does harm later. */
  send(key: string, command: string[]): Promise<unknown>;
  subscribe(channel: string): Promise<void>;
  unsubscribe(channel: string): Promise<void>;
  close(): void;
}

export interface RedisLogOptions {
  /** From `fromNodeRedis(client)` or `fromIoredis(client)`. */
  connection: RedisConnection;
  /** Begins the name of every key and channel. Default: `typewriter-stream:`. */
  prefix?: string;
  /** Milliseconds after which a command without an answer counts as failed. Default: 2000. */
  timeout?: number;
}

interface Channel {
  readonly listeners: Set<Listener>;
  /** Resolves once Redis sends what is published. */
  readonly subscribed: Promise<void>;
}

/** Keeps streams in Redis 5 or later, or Valkey: every process that uses the same Redis and prefix sees the same streams. */
export class RedisLog implements StreamLog {
  readonly #connection: RedisConnection;
  readonly #prefix: string;
  readonly #timeout: number;
  readonly #channels = new Map<string, Channel>();
  readonly #leaving = new Map<string, Promise<void>>();
  readonly #returns = new Set<(again: boolean) => void>();
  #opened: Promise<void> | undefined;
  #wasReady = false;

  constructor(options: RedisLogOptions) {
    this.#connection = options.connection;
    this.#prefix = options.prefix ?? 'typewriter-stream:';
    this.#timeout = options.timeout ?? 2000;
  }

  async append(name: string, entries: readonly Entry[], terms: Terms): Promise<Standing> {
    const isFinal = entries.at(-1)?.final ? '1' : '0';
    const first = `${entries[0]?.id ?? 1}`;
    const news = `[${[first, isFinal, ...entries.map(packed)].join(',')}]`;
    const fields = entries.flatMap(({ event, data }) => [event, data]);
    return standing(await this.#run(append, name, terms, [first, news, isFinal, ...fields]));
  }

  async renew(name: string, terms: Terms): Promise<Standing> {
    return standing(await this.#run(renew, name, terms));
  }

  async look(name: string, terms: Terms): Promise<Standing> {
    return standing(await this.#run(ask, name, terms, ['look']));
  }

  async endIfLost(name: string, ending: Ending, terms: Terms): Promise<Standing> {
    return standing(await this.#ask('lost', name, ending, terms));
  }

  async end(name: string, ending: Ending, terms: Terms): Promise<boolean> {
    return (await this.#ask('end', name, ending, terms)).length === 5;
  }

  async read(name: string, after: number, limit: number): Promise<readonly Entry[]> {
    const key = this.#key(name);
    const command = ['XRANGE', key, `${after + 1}-0`, '+', 'COUNT', `${limit}`];
    const rows = (await this.#send(key, command)) as [id: string, fields: string[]][];
    return rows.map(([id, fields]) => {
      const isFinal = fields[0] === 'z';
      const [event = '', data = ''] =
        fields.length === 2 ? ['', fields[1]] : [fields[1], fields[3]];
      return { id: parseInt(id), event, data, ...(isFinal && { final: true }) };
    });
  }

  async subscribe(name: string, listener: Listener): Promise<() => void> {
    const key = this.#key(name);
    let channel = this.#channels.get(key);
    if (!channel) {
      channel = { listeners: new Set(), subscribed: this.#subscribe(key) };
      this.#channels.set(key, channel);
    }
    const { listeners, subscribed } = channel;
    listeners.add(listener);
    // Where it fails, the next connection subscribes to every channel, and its return is told.
    await subscribed.catch(() => {});
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0 || this.#channels.get(key)?.listeners !== listeners) return;
      this.#channels.delete(key);
      this.#unsubscribe(key);
    };
  }

  onReturn(listener: (again: boolean) => void): () => void {
    this.#returns.add(listener);
    return () => void this.#returns.delete(listener);
  }

  close(): Promise<void> {
    this.#channels.clear();
    this.#returns.clear();
    if (this.#opened) this.#connection.close();
    this.#opened = Promise.reject(new Error('The log is closed.'));
    this.#opened.catch(() => {});
    return Promise.resolve();
  }

  /** Keys in braces share one slot of a Redis Cluster, as a script demands. */
  #key(name: string): string {
    return `${this.#prefix}{${name}}`;
  }

  #ask(what: string, name: string, ending: Ending, terms: Terms): Promise<unknown[]> {
    return this.#run(ask, name, terms, [what, ending.event, ending.data, packed(ending)]);
  }

  async #run(
    script: Script,
    name: string,
    { lease, liveFor, keepFor }: Terms,
    rest: readonly string[] = [],
  ): Promise<unknown[]> {
    const key = this.#key(name);
    const args = ['2', key, `${key}:lease`, `${lease}`, `${liveFor}`, `${keepFor}`, ...rest];
    try {
      return (await this.#send(key, ['EVALSHA', script.sha, ...args])) as unknown[];
    } catch (error) {
      // A Redis that was started anew does not know the script any more.
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return (await this.#send(key, ['EVAL', script.source, ...args])) as unknown[];
    }
  }

  async #send(key: string, command: string[]): Promise<unknown> {
    if (!this.#wasReady) await this.#ready();
    return this.#within(this.#connection.send(key, command));
  }

  async #subscribe(key: string): Promise<void> {
    await this.#ready();
    // `redis` takes a subscription that comes before the answer to an unsubscription for one that is there already.
    await this.#leaving.get(key);
    await this.#within(this.#connection.subscribe(key));
  }

  #unsubscribe(key: string): void {
    // Where it fails, the connection is gone, and the subscription with it.
    const left = this.#within(this.#connection.unsubscribe(key)).catch(() => {});
    this.#leaving.set(key, left);
    void left.then(() => {
      if (this.#leaving.get(key) === left) this.#leaving.delete(key);
    });
  }

  /** Only the first connection is waited for. Opened at the first use, so that importing an app connects to nothing. */
  #ready(): Promise<void> {
    this.#opened ??= this.#open();
    return this.#within(this.#opened);
  }

  async #open(): Promise<void> {
    await this.#connection.open(
      () => void this.#onReady(),
      (channel, message) => this.#tell(channel, message),
    );
    this.#wasReady = true;
  }

  async #onReady(): Promise<void> {
    const again = this.#wasReady;
    const keys = [...this.#channels.keys()];
    const subscriptions = keys.map((key) => this.#within(this.#connection.subscribe(key)));
    await Promise.allSettled(subscriptions);
    for (const listener of [...this.#returns]) listener(again);
  }

  #tell(key: string, message: string): void {
    const channel = this.#channels.get(key);
    if (!channel) return;
    const entries = unpack(message);
    for (const listener of [...channel.listeners]) listener(entries);
  }

  async #within<T>(promise: Promise<T>): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      const message = `Redis did not answer within ${this.#timeout} ms.`;
      timer = setTimeout(() => reject(new Error(message)), this.#timeout);
    });
    try {
      return await Promise.race([promise, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

function standing(reply: unknown[]): Standing {
  const [state, last, third, data] = reply as [string, number, never, string];
  if (state === 'ended') {
    return { state, last, final: { id: last, event: third, data, final: true } };
  }
  return state === 'live' ? { state, last, left: third } : { state: 'unknown' };
}

function packed({ event, data }: Ending): string {
  return JSON.stringify(event === '' ? data : [event, data]);
}

function unpack(message: string): Entry[] {
  const [first, isFinal, ...rest] = JSON.parse(message) as [
    number,
    0 | 1,
    ...(string | string[])[],
  ];
  return rest.map((item, index) => {
    const [event = '', data = ''] = typeof item === 'string' ? ['', item] : item;
    const entry = { id: first + index, event, data };
    return isFinal && index === rest.length - 1 ? { ...entry, final: true } : entry;
  });
}
