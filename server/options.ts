import type { StreamLog } from './log.js';
import { MemoryLog } from './memory-log.js';
import { FAILED } from './wire.js';

/** Receives log lines; `console` is one. */
export interface Logger {
  warn(message: string, error?: unknown): void;
}

export interface StreamsOptions {
  /** Stores the streams. Default: a `MemoryLog`, for one process. `Streams.close()` closes it. */
  log?: StreamLog;
  /**
   * Milliseconds without an entry or heartbeat after which a producer counts as lost and its stream ends with an error; in Redis
   * up to an eighth less. Should be longer than a Redis failover, and the same in all processes. Default: 15000.
   */
  lease?: number;
  /** Milliseconds between two heartbeats of a producer. Default: a third of `lease`. */
  heartbeat?: number;
  /** Milliseconds between two comments that keep a silent connection open. Default: 15000. */
  ping?: number;
  /** Bytes of names and data after which a stream is ended with the error `too-long`. Default: 16 MiB. */
  maxBytes?: number;
  /**
   * Milliseconds that a stream without an end is kept after its last entry or heartbeat. At least two leases. Default: 600000.
   */
  liveFor?: number;
  /** Milliseconds that a stream is kept after its end. A finished answer belongs in your database. Default: 600000. */
  keepFor?: number;
  /** Returns the error that viewers get when the producer throws. Default: only that the answer failed. */
  describeError?: (error: unknown) => { code: string; message: string };
  /** Receives failures that are reported to no caller. Default: `console`. */
  logger?: Logger;
}

export type Settings = Readonly<Required<StreamsOptions>>;

/** Fills in the defaults. Throws a RangeError for a number out of range, or for times that contradict each other. */
export function resolveOptions({
  log = new MemoryLog(),
  logger = console,
  describeError = () => FAILED,
  lease = 15_000,
  heartbeat = lease / 3,
  ping = 15_000,
  maxBytes = 16 * 2 ** 20,
  liveFor = 600_000,
  keepFor = 600_000,
}: StreamsOptions): Settings {
  const numbers = { lease, heartbeat, ping, maxBytes, liveFor, keepFor };
  for (const [name, value] of Object.entries(numbers)) {
    // A timer with a longer delay fires at once.
    if (!(value > 0 && value < 2 ** 31)) {
      throw new RangeError(`${name} must be above 0 and below 2 ** 31.`);
    }
  }
  if (lease < 2 * heartbeat || liveFor < 2 * lease) {
    throw new RangeError('lease must be at least twice heartbeat, and liveFor twice lease.');
  }
  return { log, logger, describeError, ...numbers };
}
