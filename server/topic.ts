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
  readonly #isGrace: () => boolean;
  #looking: Promise<Standing> | undefined;
  #heardAt = Date.now();
  /** Nothing new is expected of the log before. */
  #checkAt = 0;
  /** Since when the log does not know the stream. */
  #unknownSince: number | undefined;

  /** Is in `topics` until nobody uses it. `isGrace`: this process or the log has just been away, and nobody is called lost. */
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

  /** Looks where the stream stands, and ends it if its producer is lost. Once for all who ask at the same time. */
  look(): Promise<Standing> {
    return (this.#looking ??= this.#look().finally(() => (this.#looking = undefined)));
  }

  /** Is called often: checks where no news came for half a lease, and where the lease has run out. */
  tick(): void {
    if (Date.now() >= this.#checkAt) void this.check();
  }

  /** Looks, and lets readers read what they do not have. An answer that is on its way may be too old if the log `isBack`. */
  async check(isBack = false): Promise<void> {
    if (this.readers.size === 0) return;
    if (isBack) this.#looking = undefined;
    const now = Date.now();
    const half = this.#settings.lease / 2;
    try {
      const standing = await this.look();
      if (standing.state === 'unknown') {
        this.#unknownSince ??= now;
        // A producer that lives writes again what the log has forgotten.
        const lostAt = Math.max(this.#unknownSince + half, this.#heardAt + 2 * half);
        if (now >= lostAt && !this.#isGrace())
          for (const reader of this.readers) reader.finish(LOST);
      } else {
        this.#unknownSince = undefined;
        // Readers that read just now read again.
        this.heard = Math.max(this.heard, standing.last);
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

  async #look(): Promise<Standing> {
    await this.joined;
    const { log } = this.#settings;
    const standing = await log.look(this.#name, this.#settings);
    // Not sent with the first look: in a log that hangs it would wait in front of the producer's sign of life.
    return standing.state === 'live' && standing.left <= 0 && !this.#isGrace()
      ? log.look(this.#name, this.#settings, LOST)
      : standing;
  }

  #hear(entries: readonly Entry[]): void {
    const last = entries.at(-1);
    if (!last) return;
    this.heard = Math.max(this.heard, last.id);
    this.#heardAt = Date.now();
    this.#checkAt = this.#heardAt + this.#settings.lease / 2;
    if (last.final) this.producer?.heed({ state: 'ended', last: last.id, final: last });
    const first = last.id - entries.length + 1;
    const news = { first, last, bytes: encode(entries.map(wire).join('')) };
    for (const reader of this.readers) reader.tell(news);
  }
}
