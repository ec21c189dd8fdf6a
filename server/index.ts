/**
 * Streams that outlive a connection, a page and a process: the Node side of `<typewriter-stream src>`. None of it runs in the
 * browser, and the Redis clients are optional.
 */
export { Streams } from './streams.js';
export type { Logger, StreamsOptions } from './options.js';
export { type StreamWriter } from './producer.js';
export { type Pipeable } from './pipe.js';
export { MemoryLog } from './memory-log.js';
export { RedisLog, type RedisConnection, type RedisLogOptions } from './redis-log.js';
export {
  fromIoredis,
  fromNodeRedis,
  type IoredisClient,
  type NodeRedisClient,
  type NodeRedisCluster,
} from './redis-clients.js';
export type { Ending, Entry, Listener, StreamLog, StreamStatus, Terms } from './log.js';
