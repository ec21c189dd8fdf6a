import { setTimeout as sleep } from 'node:timers/promises';
import type { Ending, Entry, StreamStatus } from './log.js';
import type { Settings } from './options.js';
import { readBody, type Pipeable } from './pipe.js';
import { errorData, FAILED, LOST } from './wire.js';

/** The writer that the function given to `start()` gets. Its methods may be destructured. */
export interface StreamWriter {
  /**
   * Aborted when the answer is not needed any more: it was cancelled, it became longer than `maxBytes`, or the server shuts down.
   * Pass the signal to `fetch()`, so that the provider stops too.
   */
  readonly signal: AbortSignal;
  /**
   * Adds text, which viewers get as one JSON string (`format="json"`). Resolves at once, or, if many texts wait to be stored,
   * once they are stored. Rejects with `signal.reason` once the stream is over; an unhandled rejection is harmless.
   */
  write(text: string): Promise<void>;
  /**
   * Adds all of `body`. Bytes, and a `Response`, are a provider's Server-Sent Events, whose names and data are passed on
   * unchanged (`format="openai"`). Strings are text, as for `write()`. Resolves at the end of `body`. Rejects when `body` fails,
   * breaks off inside an event or has no event, and with `signal.reason` once the stream is over; `body` is cancelled then.
   */
  pipe(body: Pipeable | null): Promise<void>;
}

/** Most entries in one change, and number of waiting entries at which `write()` makes its caller wait. */
const BATCH = 256;
const BATCH_LENGTH = 256 * 1024;
/** Least delay before a failed change is retried, in milliseconds; the delay is at most twice as long. */
const PAUSE = 200;

/**
 * Assigns the ids of one stream's entries and stores the entries in the log. The producer keeps all entries until one lease after
 * the end (unless `keepFor` is shorter): entries that a restarted log has lost are written again with the same ids.
 */
export class Producer {
  readonly writer: StreamWriter;
  /** Resolves when the producer has nothing left to do. */
  readonly over: Promise<void>;
  readonly #name: string;
  readonly #settings: Settings;
  readonly #abort = new AbortController();
  readonly #entries: Entry[] = [];
  readonly #beat: ReturnType<typeof setInterval>;
  /** Number of entries that the log has. */
  #stored = 0;
  /** Resolves once the log has all entries. */
  #storing: Promise<void> | undefined;
  #bytes = 0;
  /** Time of the first failure since the log last had all entries. */
  #awaySince: number | undefined;
  /** Time when the log first had the end. */
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
        // A rejection that the caller does not handle must not end the process.
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
        this.#warn('failed in describeError.', problem);
      }
      this.#finish({ event: 'error', data });
    }
  }

  /**
   * Sends the log the entries that it does not have, or at least a heartbeat. One change at a time, so that entries arrive in
   * order; entries written meanwhile go into the next change.
   */
  store(): Promise<void> {
    return (this.#storing ??= this.#storeAll());
  }

  /** Applies the log's status. An ending by another process is final. */
  apply(status: StreamStatus): void {
    if (this.#isOver || status.state === 'unknown') return;
    this.#stored = Math.min(status.last, this.#entries.length);
    if (status.state === 'live') return;
    const own = this.#entries[status.last - 1];
    if (!own?.final || own.data !== status.final.data) {
      return this.#close(`The stream was ended: ${status.final.data}`);
    }
    const { lease, keepFor } = this.#settings;
    this.#endedAt ??= Date.now();
    // A heartbeat must not restore a stream that was kept long enough.
    if (this.#isClosing || keepFor < lease || Date.now() >= this.#endedAt + lease) this.#close();
  }

  /** Ends the stream because the process ends. Resolves once the end is stored, or storing has failed. */
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

  /** Ends the stream, unless it has ended. `why` also aborts the writer's signal. */
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
    // Texts written in one turn are stored together.
    await Promise.resolve();
    const { log } = this.#settings;
    for (let isTaken = true; !this.#isOver;) {
      try {
        // After a failure, a heartbeat is sent before the entries, since even a full log accepts a heartbeat.
        const entries = isTaken ? this.#batch() : [];
        this.apply(await log.append(this.#name, entries, this.#settings));
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

  /** Entries wait here until the log is back, but not longer than the log would keep the stream. */
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

  /** Stops the producer. `why` also aborts the writer's signal. */
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
