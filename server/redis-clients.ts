import type { RedisConnection } from './redis-log.js';

interface NodeRedisBase {
  connect(): Promise<unknown>;
  subscribe(
    channel: string,
    listener: (message: string, channel: string) => void,
  ): Promise<unknown>;
  unsubscribe(channel: string): Promise<unknown>;
  on(event: string, listener: (error: unknown) => void): unknown;
  destroy(): void;
}

/** The part of a client of `redis` or `@redis/client`, version 5 or later, that `fromNodeRedis` needs. */
export interface NodeRedisClient extends NodeRedisBase {
  duplicate(overrides?: { disableOfflineQueue: boolean }): NodeRedisClient;
  sendCommand(args: string[]): Promise<unknown>;
}

/** The part of the result of `createCluster()` that `fromNodeRedis` needs. */
export interface NodeRedisCluster extends NodeRedisBase {
  readonly masters: unknown;
  duplicate(): NodeRedisCluster;
  sendCommand(key: string | undefined, isReadonly: boolean, args: string[]): Promise<unknown>;
}

/**
 * Creates two new connections with the options of `client`, which need not be connected and is not changed. `client` is the
 * result of `createClient()` or `createCluster()` of `redis` or `@redis/client`, version 5 or later.
 */
export function fromNodeRedis(client: NodeRedisClient | NodeRedisCluster): RedisConnection {
  // A heartbeat that waits in a queue until Redis is back no longer shows that the producer is alive.
  const duplicate = (): NodeRedisClient | NodeRedisCluster =>
    'masters' in client ? client.duplicate() : client.duplicate({ disableOfflineQueue: true });
  let commands!: NodeRedisClient | NodeRedisCluster;
  let subscriber!: NodeRedisClient | NodeRedisCluster;
  let tell: (message: string, channel: string) => void;

  return {
    async open(onReady, onMessage, onError) {
      tell = (message, channel) => onMessage(channel, message);
      commands = duplicate();
      subscriber = duplicate();
      for (const connection of [commands, subscriber]) {
        connection.on('error', onError);
        connection.on('masters' in connection ? 'node-ready' : 'ready', onReady);
      }
      await Promise.all([commands.connect(), subscriber.connect()]);
    },
    send: (key, command) =>
      'masters' in commands
        ? commands.sendCommand(key, false, command)
        : commands.sendCommand(command),
    subscribe: (channel) => subscriber.subscribe(channel, tell),
    unsubscribe: (channel) => subscriber.unsubscribe(channel),
    close() {
      for (const connection of [commands, subscriber]) {
        try {
          connection.destroy();
        } catch {
          // The connection was not open.
        }
      }
    },
  };
}

/** The part of a client of `ioredis`, version 5 or later, that `fromIoredis` needs. */
export interface IoredisClient {
  connect(): Promise<unknown>;
  call(command: string, ...args: string[]): Promise<unknown>;
  subscribe(channel: string): Promise<unknown>;
  unsubscribe(channel: string): Promise<unknown>;
  on(event: string, listener: (channel: string, message: string) => void): unknown;
  disconnect(): void;
}

/** `new Redis()` takes the options first, `new Cluster()` the nodes. */
type Duplicate = (...args: unknown[]) => IoredisClient;

/**
 * Creates two new connections with the options of `client`, which need not be connected and is not changed. `client` is a `Redis`
 * or a `Cluster` of `ioredis`, version 5 or later.
 */
export function fromIoredis(
  client: IoredisClient & { duplicate: unknown; isCluster?: boolean },
): RedisConnection {
  const options = {
    lazyConnect: true,
    // No command waits for a connection or is sent twice: RedisLog decides about retries.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    keyPrefix: '',
  };
  const duplicate = (client.duplicate as Duplicate).bind(client);
  const create = (): IoredisClient =>
    client.isCluster ? duplicate([], options) : duplicate(options);
  let commands!: IoredisClient;
  let subscriber!: IoredisClient;

  return {
    async open(onReady, onMessage, onError) {
      commands = create();
      subscriber = create();
      subscriber.on('message', onMessage);
      const connect = (client: IoredisClient): Promise<void> =>
        new Promise((resolve) => {
          client.on('error', onError);
          client.on('ready', () => {
            resolve();
            onReady();
          });
          // The promise is for the first attempt only; the client keeps trying.
          client.connect().catch(() => {});
        });
      await Promise.all([connect(commands), connect(subscriber)]);
    },
    send: (_key, command) => commands.call(...command),
    subscribe: (channel) => subscriber.subscribe(channel),
    unsubscribe: (channel) => subscriber.unsubscribe(channel),
    close() {
      commands.disconnect();
      subscriber.disconnect();
    },
  };
}
