import type { Entry, Standing } from './log.js';
import type { Settings } from './options.js';
import type { Reader, Source } from './reader.js';
import { encode, LOST, wire } from './wire.js';

/** One stream in this process: hands its news to its readers, and asks for the stream when none comes. */
export class Topic implements Source {
  readonly readers = new Set<Reader>();
  /** The id of the last entry that came. */
  heard = 0;
  /** Is called when the stream ends, for its producer. */
  onEnd: (standing: Standing) => void = () => {};
  /** Resolves once news comes. */
  readonly #joined: Promise<void>;
  readonly #name: string;
  readonly #settings: Settings;
  readonly #isGrace: () => boolean;
  readonly #onUnused: () => void;
  #users = 0;
  #looking: Promise<Standing> | undefined;
  #unsubscribe = (): void => {};
  #heardAt = Date.now();
  #unknownAt: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * `isGrace`: whether this process or the log has just been away, so that nobody may be called lost. `onUnused` is called
   * when nobody uses the topic any more.
   */
  constructor(name: string, settings: Settings, isGrace: () => boolean, onUnused: () => void) {
    this.#name = name;
    this.#settings = settings;
    this.#isGrace = isGrace;
    this.#onUnused = onUnused;
    this.#joined = this.#join();
  }

  /** Keeps the topic until `leave()`. */
  async use(): Promise<this> {
    this.#users++;
    await this.#joined;
    return this;
  }

  leave(): void {
    if (--this.#users > 0) return;
    clearTimeout(this.#timer);
    this.#unsubscribe();
    this.#onUnused();
  }

  add(reader: Reader): void {
    this.readers.add(reader);
    if (this.#timer === undefined) this.#arm(this.#half);
  }

  read(after: number, limit: number): Promise<readonly Entry[]> {
    return this.#settings.log.read(this.#name, after, limit);
  }

  /** Looks where the stream stands, and ends it if its producer is lost. Once for all who ask at the same time. */
  look(): Promise<Standing> {
    const { log } = this.#settings;
    this.#looking ??= log
      .look(this.#name, this.#settings, this.#isGrace() ? undefined : LOST)
      .finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  /** Looks, and lets readers read what they do not have. */
  async check(): Promise<void> {
    if (this.readers.size === 0) return;
    const { lease } = this.#settings;
    let pause = lease / 8;
    try {
      const standing = await this.look();
      if (standing.state === 'unknown') this.#miss();
      else {
        this.#unknownAt = undefined;
        this.#show(standing);
      }
      // Asked again when the lease has run out, not half a lease later.
      if (standing.state === 'live' && standing.left > 0)
        pause = Math.min(this.#half, standing.left + 20);
    } catch {
      // The log is away. Its return makes this ask at once.
    }
    this.#arm(pause);
  }

  /** A place beyond the end means that the log lost entries which nobody writes again. */
  #show(standing: Exclude<Standing, { state: 'unknown' }>): void {
    for (const reader of [...this.readers]) {
      if (reader.place < standing.last) void reader.catchUp();
      else if (standing.state === 'ended') reader.finish(standing.final);
    }
  }

  /** The log has forgotten the stream. A producer that lives writes it again. */
  #miss(): void {
    const now = Date.now();
    this.#unknownAt ??= now;
    const isLong =
      now - this.#unknownAt >= this.#half && now - this.#heardAt >= this.#settings.lease;
    if (!isLong || this.#isGrace()) return;
    for (const reader of [...this.readers]) reader.finish({ ...LOST, id: 0, final: true });
  }

  async #join(): Promise<void> {
    this.#unsubscribe = await this.#settings.log.subscribe(this.#name, (entries) =>
      this.#hear(entries),
    );
  }

  #hear(entries: readonly Entry[]): void {
    const last = entries.at(-1);
    if (!last) return;
    this.heard = Math.max(this.heard, last.id);
    this.#heardAt = Date.now();
    if (last.final) this.onEnd({ state: 'ended', last: last.id, final: last });
    const first = last.id - entries.length + 1;
    const bytes = encode(entries.map((entry) => wire(entry)).join(''));
    const news = { entries, first, last, bytes };
    for (const reader of this.readers) reader.tell(news);
  }

  get #half(): number {
    return this.#settings.lease / 2;
  }

  /** The timer looks at the time of the last news when it fires: setting it at every news would cost more than the news. */
  #arm(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.readers.size === 0) return;
      const silence = Date.now() - this.#heardAt;
      if (silence < this.#half) this.#arm(this.#half - silence);
      else void this.check();
    }, delay).unref();
  }
}
