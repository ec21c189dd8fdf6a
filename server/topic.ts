import type { Entry, StreamStatus } from './log.js';
import type { Settings } from './options.js';
import type { Output } from './output.js';
import type { Producer } from './producer.js';
import { Reader, type Source } from './reader.js';
import { encode, LOST, wire } from './wire.js';

/** One stream in this process: passes new entries to its readers, and checks the stream when none arrive. */
export class Topic implements Source {
  readonly readers = new Set<Reader>();
  /** The producer, if the stream is written in this process. */
  producer: Producer | undefined;
  /** The id of the last entry known to this process. */
  heard = 0;
  /** Number of users of this topic, each until `leave()`. */
  users = 0;
  /** Resolves to an unsubscribe function once new entries will arrive. */
  readonly joined: Promise<() => void>;
  readonly #name: string;
  readonly #settings: Settings;
  readonly #topics: Map<string, Topic>;
  readonly #isGrace: () => boolean;
  #looking: Promise<StreamStatus> | undefined;
  #heardAt = Date.now();
  /** Time of the next check of the log. */
  #checkAt = 0;
  /** Time since which the log has not known the stream. */
  #unknownSince: number | undefined;

  /**
   * Stays in `topics` until its last user leaves. `isGrace`: this process or the log has just been away, so no producer is
   * declared lost.
   */
  constructor(
    name: string,
    settings: Settings,
    topics: Map<string, Topic>,
    isGrace: () => boolean,
  ) {
    this.#name = name;
    this.#settings = settings;
    this.#topics = topics.set(name, this);
    this.#isGrace = isGrace;
    this.joined = settings.log.subscribe(name, (entries) => this.#hear(entries));
  }

  leave(): void {
    if (--this.users > 0) return;
    this.#topics.delete(this.#name);
    void this.joined.then(
      (unsubscribe) => unsubscribe(),
      () => {},
    );
  }

  /** Adds a viewer who has the entries up to `place`. `told`: the last entry of a live stream; 0 if the stream is not live. */
  show(output: Output, place: number, told: number): Reader {
    const reader = new Reader(this, output, place, told);
    this.readers.add(reader);
    // A viewer who has all entries causes no read: when a node dies, hundreds reconnect at once.
    if (told === 0 || Math.max(told, this.heard) > place) void reader.catchUp();
    return reader;
  }

  remove(reader: Reader): void {
    this.readers.delete(reader);
    this.leave();
  }

  read(after: number, limit: number): Promise<readonly Entry[]> {
    return this.#settings.log.read(this.#name, after, limit);
  }

  /** Resolves to the status, and ends the stream if its producer is lost. Concurrent callers share one request. */
  look(): Promise<StreamStatus> {
    return (this.#looking ??= this.#look().finally(() => (this.#looking = undefined)));
  }

  /** Called often: checks the log after half a lease without new entries, and once the lease has expired. */
  tick(): void {
    if (Date.now() >= this.#checkAt) void this.check();
  }

  /** Checks the status, and lets readers catch up. `isBack`: the log was away, so a pending reply may be outdated. */
  async check(isBack = false): Promise<void> {
    if (this.readers.size === 0) return;
    if (isBack) this.#looking = undefined;
    const now = Date.now();
    const half = this.#settings.lease / 2;
    try {
      const status = await this.look();
      if (status.state === 'unknown') {
        this.#unknownSince ??= now;
        // A live producer writes a stream again that the log has forgotten.
        const lostAt = Math.max(this.#unknownSince + half, this.#heardAt + 2 * half);
        if (now >= lostAt && !this.#isGrace())
          for (const reader of this.readers) reader.finish(LOST);
      } else {
        this.#unknownSince = undefined;
        // Readers that are reading at the moment will read again.
        this.heard = Math.max(this.heard, status.last);
        this.#checkAt = now + Math.min(status.state === 'live' ? status.left : half, half);
        for (const reader of this.readers) {
          if (reader.place < status.last) void reader.catchUp();
          // A place beyond the end means that the log has lost entries for good.
          else if (status.state === 'ended') reader.finish(status.final);
        }
      }
    } catch {
      // The log is away. The next tick checks again, and the log's return does so at once.
    }
  }

  async #look(): Promise<StreamStatus> {
    await this.joined;
    const { log } = this.#settings;
    const status = await log.look(this.#name, this.#settings);
    // Not sent with the first look: in a log that hangs, the ending would wait before the producer's heartbeat.
    return status.state === 'live' && status.left <= 0 && !this.#isGrace()
      ? log.look(this.#name, this.#settings, LOST)
      : status;
  }

  #hear(entries: readonly Entry[]): void {
    const last = entries.at(-1);
    if (!last) return;
    this.heard = Math.max(this.heard, last.id);
    this.#heardAt = Date.now();
    this.#checkAt = this.#heardAt + this.#settings.lease / 2;
    if (last.final) this.producer?.apply({ state: 'ended', last: last.id, final: last });
    const first = last.id - entries.length + 1;
    const news = { first, last, bytes: encode(entries.map(wire).join('')) };
    for (const reader of this.readers) reader.tell(news);
  }
}
