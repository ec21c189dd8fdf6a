import type { Entry, Standing } from './log.js';
import type { Settings } from './options.js';
import type { Output } from './output.js';
import type { Producer } from './producer.js';
import { Reader, type Source } from './reader.js';
import { encode, LOST, wire } from './wire.js';

/** One stream in this process: hands its news to its readers, and asks for the stream when none comes. */
export class Topic implements Source {
  readonly readers = new Set<Reader>();
  /** Where the stream is written in this process. */
  producer: Producer | undefined;
  /** The id of the last entry that came. */
  heard = 0;
  /** How many use this topic, each until `leave()`. */
  users = 0;
  /** Resolves once news comes, to what ends that. */
  readonly joined: Promise<() => void>;
  readonly #name: string;
  readonly #settings: Settings;
  readonly #topics: Map<string, Topic>;
  #looking: Promise<Standing> | undefined;
  #heardAt = Date.now();
  /** Nothing new is expected of the log before. */
  #checkAt = 0;
  /** Since when the log does not know the stream. */
  #unknownSince: number | undefined;

  /** Is in `topics` until nobody uses it. */
  constructor(name: string, settings: Settings, topics: Map<string, Topic>) {
    this.#name = name;
    this.#settings = settings;
    this.#topics = topics.set(name, this);
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

  /** One more viewer, who has what is up to `place`. `told`: the last entry at the moment, 0 where no more comes. */
  show(output: Output, place: number, told: number): Reader {
    const reader = new Reader(this, output, place, told);
    this.readers.add(reader);
    // Nothing is read for who has all: after a node died hundreds come back at once.
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

  /**
   * Looks where the stream stands, and ends it if its producer is lost, unless `isGrace`: this process or the log has just
   * been away. Once for all who ask at the same time.
   */
  look(isGrace: boolean): Promise<Standing> {
    const { log } = this.#settings;
    this.#looking ??= this.joined
      .then(() => log.look(this.#name, this.#settings, isGrace ? undefined : LOST))
      .finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  /** Is called often: checks where no news came for half a lease, and where the lease has run out. */
  tick(isGrace: boolean): void {
    const now = Date.now();
    const isSilent = now >= this.#heardAt + this.#settings.lease / 2;
    if (isSilent && now >= this.#checkAt) void this.check(isGrace);
  }

  /** Looks, and lets readers read what they do not have. */
  async check(isGrace: boolean): Promise<void> {
    if (this.readers.size === 0) return;
    const { lease } = this.#settings;
    const half = lease / 2;
    const now = Date.now();
    try {
      const standing = await this.look(isGrace);
      if (standing.state === 'unknown') {
        this.#unknownSince ??= now;
        // A producer that lives writes again what the log has forgotten.
        const isLost = now - this.#unknownSince >= half && now - this.#heardAt >= lease;
        if (isLost && !isGrace) for (const reader of this.readers) reader.finish(LOST);
      } else {
        this.#unknownSince = undefined;
        this.#checkAt = now + Math.min(standing.state === 'live' ? standing.left : half, half);
        for (const reader of this.readers) {
          if (reader.place < standing.last) void reader.catchUp();
          // A place beyond the end means that the log lost entries which nobody writes again.
          else if (standing.state === 'ended') reader.finish(standing.final);
        }
      }
    } catch {
      // The log is away. The next tick checks again, and the log's return does so at once.
    }
  }

  #hear(entries: readonly Entry[]): void {
    const last = entries.at(-1);
    if (!last) return;
    this.heard = Math.max(this.heard, last.id);
    this.#heardAt = Date.now();
    this.#unknownSince = undefined;
    if (last.final) this.producer?.heed({ state: 'ended', last: last.id, final: last });
    const first = last.id - entries.length + 1;
    const news = { first, last, bytes: encode(entries.map(wire).join('')) };
    for (const reader of this.readers) reader.tell(news);
  }
}
