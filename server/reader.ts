import type { Ending, Entry } from './log.js';
import type { Output } from './output.js';
import { encode, LIVE, opening, PING, wire } from './wire.js';

/** Entries read at once; few, since entries that a slow viewer does not take are read again. */
const PAGE = 64;

/** New entries, as bytes that are encoded once for all viewers of a stream. */
export interface News {
  readonly first: number;
  readonly last: Entry;
  readonly bytes: Uint8Array;
}

/** The source of a reader's entries. */
export interface Source {
  /** The id of the last entry known to this process. */
  readonly heard: number;
  read(after: number, limit: number): Promise<readonly Entry[]>;
  /** Called when the reader writes nothing any more. */
  remove(reader: Reader): void;
}

/**
 * One viewer: a place in the log. New entries are written directly; entries that were missed, or had no room, are read from the
 * log.
 */
export class Reader {
  readonly #source: Source;
  readonly #output: Output;
  /** The last entry that existed when the viewer connected. */
  readonly #liveAt: number;
  /** The last entry that the viewer has. */
  place: number;
  #isOpen = true;
  #isReading = false;

  /** `place`: the last entry that the viewer has; `told`: the last entry that existed when the viewer connected. */
  constructor(source: Source, output: Output, place: number, told: number) {
    this.#source = source;
    this.#output = output;
    this.place = place;
    this.#liveAt = told;
    output.onGone = () => this.close();
    output.write(opening());
  }

  ping(): void {
    // A viewer that still gets earlier entries needs no ping.
    if (!this.#isReading) this.#output.write(PING);
  }

  /** Writes new entries, unless the reader is reading the log and so reaches them. */
  tell({ first, last, bytes }: News): void {
    if (this.#isReading) return;
    if (last.id > this.place) {
      const isNext = first === this.place + 1 && first > this.#liveAt;
      if (!isNext || !this.#write(bytes, last)) void this.catchUp();
    } else if (last.final) this.finish(last);
  }

  /** Reads the log from the viewer's place to the end. */
  async catchUp(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      // Entries that arrived meanwhile were not written.
      while ((await this.#readPage()) < this.#source.heard);
    } catch {
      // The log is away. The topic checks again, and calls this method again.
    }
    this.#isReading = false;
  }

  /** Writes the ending of a stream that ended at or before this reader's place, since the last entries were lost for good. */
  finish({ event, data }: Ending): void {
    this.#output.write(encode(wire({ event, data })));
    this.close('end');
  }

  /** Stops writing: the stream is complete (`end`), the viewer must reconnect (`destroy`), or the viewer has left. */
  close(how?: 'end' | 'destroy'): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#output.onRoom?.();
    if (how) this.#output[how]();
    this.#source.remove(this);
  }

  /** Resolves to the value of `heard` before the page was read, or to -1 if more entries are left. */
  async #readPage(): Promise<number> {
    if (!this.#output.hasRoom()) {
      await new Promise<void>((resolve) => (this.#output.onRoom = resolve));
    }
    const { heard } = this.#source;
    if (!this.#isOpen) return heard;
    const entries = await this.#source.read(this.place, PAGE);
    const isAllWritten = entries.every((entry) => this.#write(encode(wire(entry)), entry));
    return !isAllWritten || entries.length === PAGE ? -1 : heard;
  }

  /** Returns whether there is room for more; without room, later entries are left in the log. */
  #write(bytes: Uint8Array, last: Entry): boolean {
    if (!this.#isOpen) return false;
    // Before writing, since a web stream may ask for more during the write.
    this.place = last.id;
    this.#output.write(bytes);
    if (last.final) this.close('end');
    else if (last.id === this.#liveAt) this.#output.write(LIVE);
    return this.#output.hasRoom();
  }
}
