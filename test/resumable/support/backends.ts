import { after, before, describe } from 'node:test';
import { MemoryLog, type StreamLog } from '../../../server/index.js';
import { needs } from './programs.js';
import { clientNames, redisLog, RedisServer } from './redis.js';

export interface Backend {
  /** Another log of the same streams, as another process has it. */
  log(): StreamLog;
}

/** A memory that is shared is closed by no one of those who share it. */
class SharedMemory extends MemoryLog {
  override close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Runs the same tests over the memory and over Redis with both clients. */
export function overBackends(title: string, tests: (backend: Backend) => void): void {
  describe(`${title}, in memory`, () => {
    let memory = new SharedMemory();
    before(() => void (memory = new SharedMemory()));
    tests({ log: () => memory });
  });
  for (const client of clientNames) {
    describe(`${title}, in Redis with ${client}`, needs('redis-server'), () => {
      let redis: RedisServer;
      before(async () => void (redis = await RedisServer.start()));
      after(() => redis.stop());
      tests({ log: () => redisLog(client, redis.url) });
    });
  }
}
