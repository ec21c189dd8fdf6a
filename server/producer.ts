import { setTimeout as sleep } from 'node:timers/promises';
import type { Ending, Entry, Standing } from './log.js';
import type { Settings } from './options.js';
import { readBody, type Pipeable } from './pipe.js';
import { errorData, FAILED, LOST } from './wire.js';

/** What the function given to `start()` writes with. Its methods may be taken out of it. */
export interface StreamWriter {
  /**
   * Aborted when nobody needs the answer any more: it was cancelled, it became longer than `maxBytes`, or the server shuts
   * down. Give it to `fetch()`, so that the provider stops too.
   */
  readonly signal: AbortSignal;
  /**
   * Adds text, which viewers get as one JSON string (`format="json"`). Resolves at once, unless many texts wait to be stored;
   * then when they are. Rejects with `signal.reason` once the stream is over; a rejection that nobody handles is harmless.
   */
  write(text: string): Promise<void>;
  /**
   * Adds all of `body`. Bytes, and a `Response`, are a provider's Server-Sent Events, whose names and data are passed on as
   * they are (`format="openai"`). Strings are text, as for `write()`. Resolves at its end. Rejects when it fails, breaks off
   * inside an event or has no event at all, and with `signal.reason` once the stream is over; `body` is cancelled then.
   */
  pipe(body: Pipeable | null): Promise<void>;
}

/** How many entries one change takes, and how many may wait until `write()` makes its caller wait. */
const BATCH = 256;
const BATCH_LENGTH = 256 * 1024;
/** Milliseconds, or up to twice as many, until a change that failed is tried again. */
const PAUSE = 200;

/**
 * Gives the entries of one stream their ids and sees to it that the log has them. It remembers them all, and one lease
 * longer than the end (unless `keepFor` is shorter than that): what a log lost when it was started anew is written again with the same ids.
 */
export class Producer {
  readonly writer: StreamWriter;
  /** Resolves when nothing is left to do. */
  readonly over: Promise<void>;
  readonly #name: string;
  readonly #settings: Settings;
  readonly #abort = new AbortController();
  readonly #entries: Entry[] = [];
  readonly #beat: ReturnType<typeof setInterval>;
  /** How many entries the log has. */
  #stored = 0;
  /** Resolves once the log has all. */
  #storing: Promise<void> | undefined;
  #bytes = 0;
  /** Since when the log has not taken all. */
  #awaySince: number | undefined;
  /** When the log first had the end. */
  #endedAt: number | undefined;
  #isClosing = false;
  #isOver = false;
  #resolve!: () => void;

  constructor(name: string, settings: Settings) {
    this.#name = name;
    this.#settings = settings;
    this.#beat = setInterval(() => void this.store(), settings.heartbeat).unref();
    this.over = new Promise((resolve) => (this.#resolve = resolve));
    this.writer = {
      signal: this.#abort.signal,
      write: (text) => {
        const written = this.#write(text);
        // A caller who does not wait for it must not end the process.
        written.catch(() => {});
        return written;
      },
      pipe: async (body) => {
        for await (const item of readBody(body, this.#abort.signal)) {
          await (typeof item === 'string' ? this.#write(item) : this.#add(item));
        }
      },
    };
  }

  async run(produce: (writer: StreamWriter) => unknown): Promise<void> {
    try {
      await produce(this.writer);
      this.#finish({ event: 'end', data: 'done' });
    } catch (error) {
      if (this.#isEnding) return;
      this.#warn('failed.', error);
      let data = errorData(FAILED);
      try {
        data = errorData(this.#settings.describeError(error));
      } catch (problem) {
        this.#warn('failed, and describeError too.', problem);
      }
      this.#finish({ event: 'error', data });
    }
  }

  /**
   * Gives the log what it does not have, and a sign of life in any case. One change at a time, so that entries arrive in order;
   * what is written meanwhile goes with the next.
   */
  store(): Promise<void> {
    return (this.#storing ??= this.#storeAll());
  }

  /** Takes in where the stream stands. Somebody else's end is the end. */
  heed(standing: Standing): void {
    if (this.#isOver || standing.state === 'unknown') return;
    this.#stored = Math.min(standing.last, this.#entries.length);
    if (standing.state === 'live') return;
    const own = this.#entries[standing.last - 1];
    if (!own?.final || own.data !== standing.final.data) {
      return this.#close(`The stream was ended: ${standing.final.data}`);
    }
    const { lease, keepFor } = this.#settings;
    this.#endedAt ??= Date.now();
    // A sign of life must not bring back what was kept long enough.
    if (this.#isClosing || keepFor < lease || Date.now() >= this.#endedAt + lease) this.#close();
  }

  /** Ends the stream, since the process ends. Resolves once that is stored, or cannot be. */
  shutdown(): Promise<void> {
    this.#isClosing = true;
    if (this.#endedAt) this.#close();
    this.#finish(LOST, 'The server shuts down.');
    return this.over;
  }

  async #write(text: string): Promise<void> {
    if (typeof text !== 'string') throw new TypeError('write() takes a string.');
    if (text !== '') await this.#add({ event: '', data: JSON.stringify(text) });
  }

  async #add(entry: Ending): Promise<void> {
    const { signal } = this.#abort;
    if (this.#isEnding) {
      throw (signal.reason ?? new Error('The stream has ended: its function returned.')) as Error;
    }
    const { maxBytes } = this.#settings;
    this.#bytes += Buffer.byteLength(entry.event + entry.data);
    if (this.#bytes > maxBytes) {
      const message = `The answer is longer than ${maxBytes} bytes.`;
      this.#warn(`was ended. ${message}`);
      this.#finish({ event: 'error', data: errorData({ code: 'too-long', message }) }, message);
    } else {
      const stored = this.#push(entry);
      if (this.#entries.length - this.#stored >= BATCH) await stored;
    }
    signal.throwIfAborted();
  }

  /** Ends the stream, unless it has ended. With `why` the function that writes it is told to stop. */
  #finish(ending: Ending, why?: string): void {
    if (this.#isEnding) return;
    void this.#push(ending, true);
    this.#stop(why);
  }

  #push(entry: Ending, final = false): Promise<void> {
    this.#entries.push({ ...entry, id: this.#entries.length + 1, final });
    return this.store();
  }

  get #isEnding(): boolean | undefined {
    return this.#isOver || this.#entries.at(-1)?.final;
  }

  async #storeAll(): Promise<void> {
    // Texts that are written in one go are stored in one.
    await Promise.resolve();
    const { log } = this.#settings;
    for (let isTaken = true; !this.#isOver;) {
      try {
        // What was refused is tried again after a sign of life, which a log that is full takes.
        const entries = isTaken ? this.#batch() : [];
        this.heed(await log.append(this.#name, entries, this.#settings));
        isTaken = true;
        if (this.#stored === this.#entries.length) {
          this.#awaySince = undefined;
          break;
        }
      } catch (error) {
        isTaken = false;
        this.#miss(error);
        await sleep(PAUSE + PAUSE * Math.random(), undefined, { ref: false });
      }
    }
    this.#storing = undefined;
  }

  #batch(): readonly Entry[] {
    let length = 0;
    return this.#entries.slice(this.#stored, this.#stored + BATCH).filter(({ data }) => {
      length += data.length;
      return length - data.length < BATCH_LENGTH;
    });
  }

  /** The log is away: entries stay here, and are written when it is back. Not for ever: it would have forgotten the stream. */
  #miss(error: unknown): void {
    if (this.#isOver) return;
    if (this.#awaySince === undefined) {
      this.#awaySince = Date.now();
      this.#warn('waits for the log.', error);
    }
    if (!this.#isClosing && Date.now() - this.#awaySince < this.#settings.liveFor) return;
    this.#warn('was given up.', error);
    this.#close('The log did not come back in time.');
  }

  /** With `why` the function that writes the stream is told to stop. */
  #close(why?: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearInterval(this.#beat);
    this.#stop(why);
    this.#resolve();
  }

  #stop(why?: string): void {
    if (why !== undefined) this.#abort.abort(new DOMException(why, 'AbortError'));
  }

  #warn(what: string, error?: unknown): void {
    this.#settings.logger.warn(`Stream ${this.#name} ${what}`, error);
  }
}
