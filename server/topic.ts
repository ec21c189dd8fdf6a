import type { Entry, Standing, StreamLog, Terms } from './log.js';
import { lost } from './producer.js';
import { News, type Reader } from './reader.js';

export interface TopicOptions {
  readonly log: StreamLog;
  readonly name: string;
  readonly terms: Terms;
  /** Whether this process or the log has just been away, so that nobody may be called lost. */
  readonly isGrace: () => boolean;
  /** Called when nobody uses the topic any more. */
  readonly onUnused: () => void;
}

/** One stream in this process: hands its news to its readers, and asks for the stream when none comes. */
export class Topic {
  readonly readers = new Set<Reader>();
  /** Resolves once news comes. */
  readonly joined: Promise<void>;
  readonly #options: TopicOptions;
  #users = 0;
  #watcher: ((standing: Standing) => void) | undefined;
  #leave = (): void => {};
  #heard = 0;
  #heardAt = Date.now();
  #unknownAt: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: TopicOptions) {
    this.#options = options;
    this.joined = this.#join();
  }

  /** The id of the last entry that came. */
  get heard(): number {
    return this.#heard;
  }

  /** Keeps the topic until the function that is returned is called. */
  use(): () => void {
    let isUsed = true;
    this.#users++;
    return () => {
      if (!isUsed) return;
      isUsed = false;
      if (--this.#users > 0) return;
      clearTimeout(this.#timer);
      this.#leave();
      this.#options.onUnused();
    };
  }

  /** Calls `watcher`, the stream's producer, when the stream ends. */
  watch(watcher: (standing: Standing) => void): void {
    this.#watcher = watcher;
  }

  add(reader: Reader): void {
    this.readers.add(reader);
    if (this.#timer === undefined) this.#arm(this.#half);
  }

  /** Looks where the stream stands, ends it if its producer is lost, and lets readers read what they do not have. */
  async check(): Promise<void> {
    const { log, name, terms, isGrace } = this.#options;
    if (this.readers.size === 0) return;
    try {
      const standing = await (isGrace()
        ? log.look(name, terms)
        : log.endIfLost(name, lost(), terms));
      if (standing.state !== 'unknown') this.#unknownAt = undefined;
      if (standing.state === 'live') {
        this.#catchUp(standing.last);
        // Asked again when the lease has run out, not half a lease later.
        const { left } = standing;
        return this.#arm(left > 0 ? Math.min(this.#half, left + 20) : terms.lease / 8);
      }
      if (standing.state === 'ended') this.#end(standing.last, standing.final);
      else this.#miss();
    } catch {
      // The log is away. Its return makes this ask at once.
    }
    this.#arm(terms.lease / 4);
  }

  /** A place beyond the end means that the log lost entries which nobody writes again. */
  #end(last: number, final: Entry): void {
    for (const reader of [...this.readers]) {
      if (reader.place >= last) reader.finish(final);
      else void reader.catchUp();
    }
  }

  #catchUp(last: number): void {
    for (const reader of this.readers) if (reader.place < last) void reader.catchUp();
  }

  /** The log has forgotten the stream. A producer that lives writes it again. */
  #miss(): void {
    const { terms, isGrace } = this.#options;
    const now = Date.now();
    this.#unknownAt ??= now;
    const isLong = now - this.#unknownAt >= this.#half && now - this.#heardAt >= terms.lease;
    if (!isLong || isGrace()) return;
    for (const reader of [...this.readers]) reader.finish({ ...lost(), id: 0, final: true });
  }

  async #join(): Promise<void> {
    const { log, name } = this.#options;
    const leave = await log.subscribe(name, (entries) => this.#hear(entries));
    this.#leave = leave;
  }

  #hear(entries: readonly Entry[]): void {
    const [first, ...rest] = entries;
    if (!first) return;
    const last = rest.at(-1) ?? first;
    this.#heard = Math.max(this.#heard, last.id);
    this.#heardAt = Date.now();
    if (last.final) this.#watcher?.({ state: 'ended', last: last.id, final: last });
    if (this.readers.size === 0) return;
    const news = new News([first, ...rest]);
    for (const reader of this.readers) reader.tell(news);
  }

  get #half(): number {
    return this.#options.terms.lease / 2;
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
