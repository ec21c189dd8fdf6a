import { randomUUID } from 'node:crypto';
import type { Ending, Entry, Listener, Standing, StreamLog, Terms } from './log.js';
import { sha, source } from './script.js';

/**
 * Two connections to Redis: one for commands, one for subscriptions. `fromNodeRedis` and `fromIoredis` make it from a client;
 * another client needs these five methods.
 */
export interface RedisConnection {
  /**
   * Connects, and connects again after every loss. Calls `onReady` whenever either connection is ready, and `onMessage` for
   * what comes on a subscribed channel. Resolves once both are ready for the first time. Called again after `close()` where
   * the connections are open and nothing comes through them: it makes new ones then.
   */
  open(onReady: () => void, onMessage: (channel: string, message: string) => void): Promise<void>;
  /** Sends one command, which names `key`. Rejects when it cannot be sent now: a command that waits does harm later. */
  send(key: string, command: string[]): Promise<unknown>;
  subscribe(channel: string): Promise<unknown>;
  unsubscribe(channel: string): Promise<unknown>;
  close(): void;
}

export interface RedisLogOptions {
  /** From `fromNodeRedis(client)` or `fromIoredis(client)`. */
  connection: RedisConnection;
  /** Begins the name of every key and channel. Default: `typewriter-stream:`. */
  prefix?: string;
  /**
   * Milliseconds after which a command without an answer counts as failed. So often the log also sends a message to itself,
   * and connects anew when that does not come within twice the time: some links die without a word. Default: 2000.
   */
  timeout?: number;
}

const LONGEST_PATIENCE = 30_000;

/** Keeps streams in Redis 5 or later, or Valkey: every process that uses the same Redis and prefix sees the same streams. */
export class RedisLog implements StreamLog {
  readonly #connection: RedisConnection;
  readonly #prefix: string;
  readonly #timeout: number;
  readonly #channels = new Map<string, Set<Listener>>();
  /** The answer to the last unsubscription. */
  #left: Promise<unknown> = Promise.resolve();
  readonly #returns: ((again: boolean) => void)[] = [];
  #opened: Promise<void> | undefined;
  #wasReady = false;
  #isClosed = false;
  #probing: ReturnType<typeof setTimeout> | undefined;

  constructor({ connection, prefix = 'typewriter-stream:', timeout = 2000 }: RedisLogOptions) {
    this.#connection = connection;
    this.#prefix = prefix;
    this.#timeout = timeout;
  }

  async append(name: string, entries: readonly Entry[], terms: Terms): Promise<Standing> {
    return standing(await this.#run(name, terms, `${entries[0]?.id ?? 1}`, entries));
  }

  async look(name: string, terms: Terms, ending?: Ending): Promise<Standing> {
    const what = ending ? 'lost' : 'look';
    return standing(await this.#run(name, terms, what, ending && [ending]));
  }

  async end(name: string, ending: Ending, terms: Terms): Promise<boolean> {
    return (await this.#run(name, terms, 'end', [ending])).length === 5;
  }

  async read(name: string, after: number, limit: number): Promise<readonly Entry[]> {
    const key = this.#key(name);
    const command = ['XRANGE', key, `${after + 1}-0`, '+', 'COUNT', `${limit}`];
    const rows = (await this.#send(key, command)) as [id: string, fields: string[]][];
    return rows.map(([id, fields]) => ({
      id: parseInt(id),
      event: fields.at(-3) ?? '',
      data: fields.at(-1) ?? '',
      final: fields[0] === 'z',
    }));
  }

  async subscribe(name: string, listener: Listener): Promise<() => void> {
    const key = this.#key(name);
    const listeners = this.#channels.get(key) ?? new Set();
    this.#channels.set(key, listeners.add(listener));
    // Where it fails, the next connection subscribes to every channel, and its return is told.
    await this.#subscribe(key).catch(() => {});
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0 || this.#channels.get(key) !== listeners) return;
      this.#channels.delete(key);
      // Where it fails, the connection is gone, and the subscription with it.
      this.#left = this.#within(this.#connection.unsubscribe(key)).catch(() => {});
    };
  }

  onReturn(listener: (again: boolean) => void): void {
    this.#returns.push(listener);
  }

  close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#probing);
    this.#channels.clear();
    this.#returns.length = 0;
    if (this.#opened) this.#connection.close();
    this.#opened = Promise.reject(new Error('The log is closed.'));
    this.#opened.catch(() => {});
    return Promise.resolve();
  }

  /** Keys in braces share one slot of a Redis Cluster, as a script demands. */
  #key(name: string): string {
    return `${this.#prefix}{${name}}`;
  }

  async #run(
    name: string,
    { lease, liveFor, keepFor }: Terms,
    what: string,
    entries: readonly (Ending & Partial<Entry>)[] = [],
  ): Promise<unknown[]> {
    const key = this.#key(name);
    const send = (command: string, script: string): Promise<unknown> =>
      this.#send(key, [
        ...[command, script, '2', key, `${key}:lease`],
        ...[lease, liveFor, keepFor].map((time) => `${Math.ceil(time)}`),
        ...[what, entries.some(({ id, final }) => final || !id) ? '1' : '0'],
        entries
          .map(({ event, data }) => JSON.stringify(event === '' ? data : [event, data]))
          .join(','),
        ...entries.flatMap(({ event, data }) => [event, data]),
      ]);
    try {
      return (await send('EVALSHA', sha)) as unknown[];
    } catch (error) {
      // A Redis that was started anew does not know the script any more.
      if (!String(error).includes('NOSCRIPT')) throw error;
      return (await send('EVAL', source)) as unknown[];
    }
  }

  async #send(key: string, command: string[]): Promise<unknown> {
    if (!this.#wasReady) await this.#ready();
    return this.#within(this.#connection.send(key, command));
  }

  async #subscribe(key: string): Promise<void> {
    await this.#ready();
    // `redis` takes a subscription that comes before the answer to an unsubscription for one that is there already.
    await this.#left;
    await this.#within(this.#connection.subscribe(key));
  }

  /** Only the first connection is waited for. Opened at the first use, so that importing an app connects to nothing. */
  #ready(): Promise<void> {
    if (!this.#opened) {
      this.#opened = this.#open();
      void this.#probe();
    }
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
    for (const listener of this.#returns) listener(again);
  }

  #tell(key: string, message: string): void {
    const entries = unpack(message);
    for (const listener of [...(this.#channels.get(key) ?? [])]) listener(entries);
  }

  /** Some links die without a word: what this log sends to itself must come back. */
  async #probe(): Promise<void> {
    const name = randomUUID();
    const key = this.#key(name);
    let hear = (): void => {};
    await this.subscribe(name, () => hear());
    for (let patience = this.#timeout; ;) {
      await new Promise<void>((resolve) => {
        this.#probing = setTimeout(resolve, patience).unref();
      });
      const heard = new Promise<void>((resolve) => (hear = resolve));
      const sent = this.#connection.send(key, ['PUBLISH', key, '[1,0]']);
      try {
        await this.#within(Promise.all([sent, heard]), 2 * this.#timeout);
        patience = this.#timeout;
      } catch {
        if (this.#isClosed) return;
        // Each time it waits longer: a slow Redis must have the time to answer a new connection.
        patience = Math.min(2 * patience, LONGEST_PATIENCE);
        this.#connection.close();
        this.#opened = this.#open();
        this.#opened.catch(() => {});
      }
    }
  }

  async #within<T>(promise: Promise<T>, time = this.#timeout): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      const fail = (): void => reject(new Error(`Redis did not answer within ${time} ms.`));
      // A process that was busy first takes what came meanwhile.
      timer = setTimeout(() => setImmediate(fail), time);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
  }
}

function standing(reply: unknown[]): Standing {
  const [state, last, third, data] = reply as [string, number, never, string];
  if (state === 'ended') {
    return { state, last, final: { id: last, event: third, data, final: true } };
  }
  return state === 'live' ? { state, last, left: third } : { state: 'unknown' };
}

/** `[first id, 1 if the last one is final else 0, entry, …]`, where an entry is its data, or its event and its data. */
function unpack(message: string): Entry[] {
  type Packed = string | [event: string, data: string];
  const [first, isFinal, ...rest] = JSON.parse(message) as [number, 0 | 1, ...Packed[]];
  return rest.map((item, index) => {
    const [event, data] = typeof item === 'string' ? ['', item] : item;
    return { id: first + index, event, data, final: isFinal === 1 && index === rest.length - 1 };
  });
}
