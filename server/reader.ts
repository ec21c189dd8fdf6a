import type { Entry, StreamLog } from './log.js';
import { live, wire, type Sink } from './wire.js';

/** How many entries are asked for at once: what a slow viewer does not take is asked for again. */
const PAGE = 64;
/** Characters that are written at once, unless one entry is longer. */
const CHUNK = 16 * 1024;

/** Entries as they go over the wire: made once for all viewers of a stream. */
export class News {
  readonly last: Entry;
  readonly #entries: readonly Entry[];
  #bytes: Uint8Array | undefined;

  constructor(entries: readonly [Entry, ...Entry[]]) {
    this.#entries = entries;
    this.last = entries.at(-1) ?? entries[0];
  }

  get first(): number {
    return this.last.id - this.#entries.length + 1;
  }

  get bytes(): Uint8Array {
    return (this.#bytes ??= encode(this.#entries.map((entry) => wire(entry)).join('')));
  }

  after(place: number): readonly Entry[] {
    return this.#entries.slice(Math.max(0, place + 1 - this.first));
  }
}

export interface ReaderOptions {
  readonly log: StreamLog;
  readonly name: string;
  readonly sink: Sink;
  /** The id of the last entry that the viewer has. */
  readonly place: number;
  /** The id of the last entry that was there when the viewer came. */
  readonly told: number;
  /** The id of the last entry that this process has heard of. */
  readonly heard: () => number;
}

/** One viewer: a place in the log. What comes is written on; what did not come, or could not be written, is read there. */
export class Reader {
  readonly #options: ReaderOptions;
  readonly #sink: Sink;
  readonly #liveAt: number | undefined;
  #place: number;
  #isReading = false;
  #isOver = false;

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.#sink = options.sink;
    this.#place = options.place;
    if (options.told > options.place) this.#liveAt = options.told;
  }

  get place(): number {
    return this.#place;
  }

  /** Nothing is written any more. */
  close(): void {
    this.#isOver = true;
  }

  ping(bytes: Uint8Array): void {
    // A viewer who does not take what was written needs no sign of life.
    if (!this.#isOver && !this.#isReading) this.#sink.write(bytes);
  }

  /** Only a reader that waits for news takes it: one that reads comes to it by itself. */
  tell(news: News): void {
    if (this.#isOver || this.#isReading) return;
    const { first, last } = news;
    if (last.final && last.id <= this.#place) return this.finish(last);
    if (first > this.#place + 1) return void this.catchUp();
    if (last.id <= this.#place) return;
    const isLiveWithin = this.#liveAt !== undefined && this.#liveAt >= first;
    const goesOn =
      first === this.#place + 1 && !isLiveWithin
        ? this.#write(news.bytes, last)
        : this.#writeAll(news.after(this.#place));
    if (!goesOn) void this.catchUp();
  }

  /** Reads on in the log until nothing is left. Rejections are the log's absence: its return calls this again. */
  async catchUp(): Promise<void> {
    if (this.#isOver || this.#isReading) return;
    this.#isReading = true;
    const { log, name, heard } = this.#options;
    try {
      let mayHaveMore: boolean;
      do {
        await this.#sink.ready();
        if (this.#isOver) return;
        const before = heard();
        const entries = await log.read(name, this.#place, PAGE);
        const isAllWritten = this.#writeAll(entries);
        // News that came meanwhile was not taken.
        mayHaveMore = !isAllWritten || entries.length === PAGE || heard() > before;
      } while (!this.#isOver && mayHaveMore);
    } catch {
      // The stream's topic asks again, and tells when the log is away.
    } finally {
      this.#isReading = false;
    }
  }

  /** The stream ended at or before this reader's place: its last entries were lost, and nobody writes them again. */
  finish(final: Entry): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#sink.write(encode(wire(final, final.id > this.#place)));
    this.#sink.end();
  }

  /** Whether the viewer took all. The rest is left where it is: in the log. */
  #writeAll(entries: readonly Entry[]): boolean {
    let text = '';
    for (const entry of entries) {
      if (this.#isOver) return true;
      text += wire(entry);
      const isPause = entry.final || entry.id === this.#liveAt || entry === entries.at(-1);
      if (!isPause && text.length < CHUNK) continue;
      if (!this.#write(encode(text), entry)) return false;
      text = '';
    }
    return true;
  }

  #write(bytes: Uint8Array, last: Entry): boolean {
    // Before writing: a web stream asks for more in the middle of it.
    this.#place = last.id;
    if (last.final) this.#isOver = true;
    const goesOn = this.#sink.write(bytes);
    if (last.final) this.#sink.end();
    else if (last.id === this.#liveAt) return this.#sink.write(encode(live));
    return goesOn;
  }
}

const encoder = new TextEncoder();
const encode = (text: string): Uint8Array => encoder.encode(text);
