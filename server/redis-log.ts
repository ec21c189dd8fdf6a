import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ending, Entry, Listener, StreamLog, StreamStatus, Terms } from './log.js';
import { sha, source } from './script.js';

/**
 * Two connections to Redis: one for commands, one for subscriptions. `fromNodeRedis` and `fromIoredis` create it from a client;
 * for another client, implement these five methods.
 */
export interface RedisConnection {
  /**
   * Connects, and reconnects after every loss. Calls `onReady` whenever either connection is ready, `onMessage` for each message
   * on a subscribed channel, and `onError` with the reason why it cannot connect. Resolves once both are ready for the first
   * time. Called again after `close()` when the connections seem dead: then it creates new ones.
   */
  open(
    onReady: () => void,
    onMessage: (channel: string, message: string) => void,
    onError: (error: unknown) => void,
  ): Promise<void>;
  /** Sends one command, which uses `key`. Rejects if the command cannot be sent now, since a delayed command does harm. */
  send(key: string, command: [name: string, ...args: string[]]): Promise<unknown>;
  subscribe(channel: string): Promise<unknown>;
  unsubscribe(channel: string): Promise<unknown>;
  close(): void;
}

export interface RedisLogOptions {
  /** From `fromNodeRedis(client)` or `fromIoredis(client)`. */
  connection: RedisConnection;
  /** The start of every key and channel name. Default: `typewriter-stream:`. */
  prefix?: string;
  /**
   * Milliseconds after which a command without a reply counts as failed. At this interval the log also sends itself a message,
   * and reconnects if the message does not return within twice the time, since some links die silently. Default: 2000.
   */
  timeout?: number;
}

const LONGEST_PATIENCE = 30_000;
/** Time in milliseconds within which all streams of a process append together, so that Redis and the process wake less often. */
const GATHER = 10;

/** Keeps streams in Redis 5 or later, or Valkey: all processes with the same Redis and prefix see the same streams. */
export class RedisLog implements StreamLog {
  readonly #connection: RedisConnection;
  readonly #prefix: string;
  readonly #timeout: number;
  /** Emits one event for each channel. */
  readonly #news = new EventEmitter().setMaxListeners(0);
  /** The reply to the last unsubscription. */
  #left: Promise<unknown> = Promise.resolve();
  readonly #returns: ((again: boolean) => void)[] = [];
  #opened: Promise<void> | undefined;
  #wasReady = false;
  /** The last connection error, such as a wrong password or address. */
  #trouble: unknown;
  #isClosed = false;

  constructor({ connection, prefix = 'typewriter-stream:', timeout = 2000 }: RedisLogOptions) {
    this.#connection = connection;
    this.#prefix = prefix;
    this.#timeout = timeout;
  }

  async append(name: string, entries: readonly Entry[], terms: Terms): Promise<StreamStatus> {
    await sleep(GATHER - (Date.now() % GATHER));
    const field = entries.at(-1)?.final ? 'z' : 'd';
    return statusOf(await this.#run(name, terms, `${entries[0]?.id ?? 1}`, field, entries));
  }

  async look(name: string, terms: Terms, ending?: Ending): Promise<StreamStatus> {
    return statusOf(await this.#run(name, terms, 'look', 'z', ending ? [ending] : []));
  }

  async end(name: string, ending: Ending, terms: Terms): Promise<boolean> {
    return (await this.#run(name, terms, 'end', 'z', [ending])).at(-1) === 'now';
  }

  async read(name: string, after: number, limit: number): Promise<readonly Entry[]> {
    const key = this.#key(name);
    const rows = await this.#send(key, ['XRANGE', key, `${after + 1}`, '+', 'COUNT', `${limit}`]);
    return (rows as [string, [string, string]][]).map(([id, [field, packed]]) =>
      unpack(parseInt(id), field, packed),
    );
  }

  async subscribe(name: string, listener: Listener): Promise<() => void> {
    const key = this.#key(name);
    this.#news.on(key, listener);
    try {
      await this.#ready();
      // Before the reply to an unsubscription, `redis` would treat a new subscription as existing already.
      await this.#left;
      await this.#within(this.#connection.subscribe(key));
    } catch {
      // The next connection subscribes to every channel, and calls the `onReturn` listeners.
    }
    return () => {
      this.#news.off(key, listener);
      if (this.#isClosed || this.#news.listenerCount(key)) return;
      // If this fails, the connection is gone, and the subscription with it.
      this.#left = this.#within(this.#connection.unsubscribe(key)).catch(() => {});
    };
  }

  onReturn(listener: (again: boolean) => void): void {
    this.#returns.push(listener);
  }

  close(): Promise<void> {
    this.#isClosed = true;
    if (this.#opened) this.#connection.close();
    return Promise.resolve();
  }

  /** A name in braces puts all keys of a stream into one slot of a Redis Cluster, as a script requires. */
  #key(name: string): string {
    return `${this.#prefix}{${name}}`;
  }

  async #run(
    name: string,
    { lease, liveFor, keepFor }: Terms,
    what: string,
    field: string,
    entries: readonly Ending[],
  ): Promise<unknown[]> {
    const key = this.#key(name);
    const send = (command: string, script: string): Promise<unknown> =>
      this.#send(key, [
        command,
        ...[script, '2', key, `${key}:lease`],
        ...[lease, liveFor, keepFor].map((time) => `${Math.ceil(time)}`),
        ...[what, field, ...entries.map(({ event, data }) => `${event}\n${data}`)],
      ]);
    try {
      return (await send('EVALSHA', sha)) as unknown[];
    } catch (error) {
      // A restarted Redis does not know the script any more.
      if (!String(error).includes('NOSCRIPT')) throw error;
      return (await send('EVAL', source)) as unknown[];
    }
  }

  async #send(key: string, command: [string, ...string[]]): Promise<unknown> {
    await this.#ready();
    return this.#within(this.#connection.send(key, command));
  }

  /** Waits for the first connection only, which is opened at first use, so that importing an app connects to nothing. */
  async #ready(): Promise<void> {
    if (this.#isClosed) throw new Error('The log is closed.');
    if (this.#wasReady) return;
    this.#opened ??= new Promise((resolve) => void this.#stayOpen(resolve));
    await this.#within(this.#opened);
    this.#wasReady = true;
  }

  /** Some links die silently: if a message from this log to itself does not return, the log reconnects. */
  async #stayOpen(onOpen: () => void): Promise<void> {
    const key = this.#key(randomUUID());
    let hear = (): void => {};
    this.#news.on(key, () => hear());
    let patience = this.#timeout;
    while (!this.#isClosed) {
      this.#connection
        .open(
          () => {
            patience = this.#timeout;
            void this.#onReady();
          },
          (channel, message) => this.#news.emit(channel, news(message)),
          (error) => (this.#trouble = error),
        )
        .then(onOpen, () => {});
      try {
        for (;;) {
          await sleep(patience, undefined, { ref: false });
          const heard = new Promise<void>((resolve) => (hear = resolve));
          const sent = this.#connection.send(key, ['PUBLISH', key, '[]']);
          await this.#within(Promise.all([sent, heard]), 2 * this.#timeout);
        }
      } catch {
        // The wait doubles until the log is connected, since a slow Redis needs time to answer a new connection.
        patience = Math.min(2 * patience, LONGEST_PATIENCE);
        this.#connection.close();
      }
    }
  }

  async #onReady(): Promise<void> {
    const again = this.#wasReady;
    this.#trouble = undefined;
    // A Redis that is back may be empty, so listeners must know about its absence before its first reply is read.
    for (const listener of this.#returns) listener(again);
    const channels = this.#news.eventNames() as string[];
    await Promise.allSettled(channels.map((key) => this.#within(this.#connection.subscribe(key))));
    for (const listener of this.#returns) listener(again);
  }

  async #within<T>(promise: Promise<T>, time = this.#timeout): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      const fail = (): void =>
        reject(new Error(`Redis did not answer within ${time} ms.`, { cause: this.#trouble }));
      // A busy process first handles replies that arrived meanwhile.
      timer = setTimeout(() => setImmediate(fail), time);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
  }
}

function statusOf(reply: unknown[]): StreamStatus {
  const [state, last, third] = reply as [StreamStatus['state'], number, never];
  if (state === 'ended') return { state, last, final: unpack(last, 'z', third) };
  return state === 'live' ? { state, last, left: third } : { state };
}

/** Decodes entries that the script has published. */
function news(message: string): Entry[] {
  const [first, field, ...entries] = JSON.parse(message) as [number, string, ...string[]];
  return entries.map((packed, index) =>
    unpack(first + index, index === entries.length - 1 ? field : 'd', packed),
  );
}

function unpack(id: number, field: string, packed: string): Entry {
  const end = packed.indexOf('\n');
  return { id, event: packed.slice(0, end), data: packed.slice(end + 1), final: field === 'z' };
}
