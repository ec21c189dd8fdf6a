import type { Ending, Entry } from './log.js';
import type { Output } from './output.js';
import { encode, LIVE, opening, PING, wire } from './wire.js';

/** How many entries are asked for at once: what a slow viewer does not take is asked for again. */
const PAGE = 64;

/** Entries that have just come, as bytes that are made once for all viewers of a stream. */
export interface News {
  readonly first: number;
  readonly last: Entry;
  readonly bytes: Uint8Array;
}

/** Where a reader reads. */
export interface Source {
  /** The id of the last entry that this process has heard of. */
  readonly heard: number;
  read(after: number, limit: number): Promise<readonly Entry[]>;
  /** The reader writes nothing any more. */
  remove(reader: Reader): void;
}

/** One viewer: a place in the log. What comes is written on; what did not come, or could not be written, is read there. */
export class Reader {
  readonly #source: Source;
  readonly #output: Output;
  /** Behind this entry the viewer has all that was there when it came. */
  readonly #liveAt: number;
  /** The last entry that the viewer has. */
  place: number;
  #isOpen = true;
  #isReading = false;

  /** `place`: the last entry that the viewer has; `told`: the last that was there when the viewer came. */
  constructor(source: Source, output: Output, place: number, told: number) {
    this.#source = source;
    this.#output = output;
    this.place = place;
    this.#liveAt = told;
    output.onGone = () => this.close();
    output.write(opening());
  }

  ping(): void {
    // A viewer who does not take what was written needs no sign of life.
    if (!this.#isReading) this.#output.write(PING);
  }

  /** Only a reader that waits for news takes it: one that reads comes to it by itself. */
  tell({ first, last, bytes }: News): void {
    if (this.#isReading) return;
    if (last.id > this.place) {
      const isNext = first === this.place + 1 && first > this.#liveAt;
      if (!isNext || !this.#write(bytes, last)) void this.catchUp();
    } else if (last.final) this.finish(last);
  }

  /** Reads on in the log until nothing is left. */
  async catchUp(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      // News that came meanwhile was not taken.
      while ((await this.#readPage()) < this.#source.heard);
    } catch {
      // The log is away. The topic asks again, and calls this again.
    }
    this.#isReading = false;
  }

  /** The stream ended at or before this reader's place: its last entries were lost, and nobody writes them again. */
  finish({ event, data }: Ending): void {
    this.#output.write(encode(wire({ event, data })));
    this.close('end');
  }

  /** Nothing is written any more: all was said (`end`), the viewer has to come back (`destroy`), or it left. */
  close(how?: 'end' | 'destroy'): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#output.onRoom?.();
    if (how) this.#output[how]();
    this.#source.remove(this);
  }

  /** Resolves to what was heard of before it was read, or less where there is more. */
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

  /** Whether there is room for more. The rest is left where it is: in the log. */
  #write(bytes: Uint8Array, last: Entry): boolean {
    if (!this.#isOpen) return false;
    // Before writing: a web stream asks for more in the middle of it.
    this.place = last.id;
    this.#output.write(bytes);
    if (last.final) this.close('end');
    else if (last.id === this.#liveAt) this.#output.write(LIVE);
    return this.#output.hasRoom();
  }
}
