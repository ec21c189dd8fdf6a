import type { Entry } from './log.js';
import { encode, LIVE, PING, wire, type Sink } from './wire.js';

/** How many entries are asked for at once: what a slow viewer does not take is asked for again. */
const PAGE = 64;
/** Characters that are written at once, unless one entry is longer. */
const CHUNK = 16 * 1024;

/** Entries that have just come, and their bytes, made once for all viewers of a stream. */
export interface News {
  readonly entries: readonly Entry[];
  readonly first: number;
  readonly last: Entry;
  readonly bytes: Uint8Array;
}

/** Where a reader reads. */
export interface Source {
  /** The id of the last entry that this process has heard of. */
  readonly heard: number;
  read(after: number, limit: number): Promise<readonly Entry[]>;
}

/** One viewer: a place in the log. What comes is written on; what did not come, or could not be written, is read there. */
export class Reader {
  readonly #source: Source;
  readonly #sink: Sink;
  /** Behind this entry the viewer has all that was there when it came; 0 where it had it before. */
  readonly #liveAt: number;
  /** The last entry that the viewer has. */
  place: number;
  #isReading = false;

  /** `place`: the last entry that the viewer has; `told`: the last that was there when the viewer came. */
  constructor(source: Source, sink: Sink, place: number, told: number) {
    this.#source = source;
    this.#sink = sink;
    this.place = place;
    this.#liveAt = told > place ? told : 0;
  }

  /** Breaks the connection, so that the viewer comes back. */
  cut(): void {
    this.#sink.destroy();
  }

  ping(): void {
    // A viewer who does not take what was written needs no sign of life.
    if (this.#sink.isOpen && !this.#isReading) this.#sink.write(PING);
  }

  /** Only a reader that waits for news takes it: one that reads comes to it by itself. */
  tell({ entries, first, last, bytes }: News): void {
    if (!this.#sink.isOpen || this.#isReading) return;
    if (last.final && last.id <= this.place) return this.finish(last);
    const isNext = first === this.place + 1;
    const goesOn =
      isNext && this.#liveAt < first
        ? this.#write(bytes, last)
        : first <= this.place + 1 && this.#writeAll(entries.filter(({ id }) => id > this.place));
    if (!goesOn) void this.catchUp();
  }

  /** Reads on in the log until nothing is left. Rejections are the log's absence: its return calls this again. */
  async catchUp(): Promise<void> {
    if (!this.#sink.isOpen || this.#isReading) return;
    this.#isReading = true;
    try {
      let mayHaveMore: boolean;
      do {
        await this.#sink.ready();
        if (!this.#sink.isOpen) return;
        const before = this.#source.heard;
        const entries = await this.#source.read(this.place, PAGE);
        const isAllWritten = this.#writeAll(entries);
        // News that came meanwhile was not taken.
        mayHaveMore = !isAllWritten || entries.length === PAGE || this.#source.heard > before;
      } while (this.#sink.isOpen && mayHaveMore);
    } catch {
      // The stream's topic asks again, and tells when the log is away.
    } finally {
      this.#isReading = false;
    }
  }

  /** The stream ended at or before this reader's place: its last entries were lost, and nobody writes them again. */
  finish(final: Entry): void {
    this.#sink.write(encode(wire(final, final.id > this.place)));
    this.#sink.end();
  }

  /** Whether the viewer took all. The rest is left where it is: in the log. */
  #writeAll(entries: readonly Entry[]): boolean {
    let text = '';
    for (const entry of entries) {
      if (!this.#sink.isOpen) return true;
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
    this.place = last.id;
    const goesOn = this.#sink.write(bytes);
    if (last.final) this.#sink.end();
    else if (last.id === this.#liveAt) return this.#sink.write(LIVE);
    return goesOn;
  }
}
