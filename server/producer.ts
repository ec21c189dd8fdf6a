import type { Ending, Entry, Standing, StreamLog, Terms } from './log.js';
import { readBody, type Pipeable } from './pipe.js';
import { errorData } from './wire.js';

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

export interface ProducerOptions {
  readonly log: StreamLog;
  readonly name: string;
  readonly terms: Terms;
  readonly heartbeat: number;
  readonly maxBytes: number;
  readonly describeError: (error: unknown) => { code: string; message: string };
  readonly warn: (message: string, error?: unknown) => void;
  /** Called once, when nothing is left to do. */
  readonly onOver: () => void;
}

/** How many entries one change takes, and how many may wait until `write()` makes its caller wait. */
const BATCH = 256;
const BATCH_LENGTH = 256 * 1024;
const LONGEST_PAUSE = 1000;

/**
 * Gives the entries of one stream their ids and sees to it that the log has them. It remembers them all, and one lease
 * longer than the end: what a log lost when it was started anew is written again with the same ids.
 */
export class Producer {
  readonly writer: StreamWriter;
  readonly #options: ProducerOptions;
  readonly #abort = new AbortController();
  readonly #entries: Entry[] = [];
  readonly #beat: ReturnType<typeof setInterval>;
  readonly #waiting: (() => void)[] = [];
  #stored = 0;
  #bytes = 0;
  #reachedAt = Date.now();
  #endedAt: number | undefined;
  #isAway = false;
  #isStoring = false;
  #isClosing = false;
  #isOver = false;
  #wake = (): void => {};

  constructor(options: ProducerOptions) {
    this.#options = options;
    this.#beat = setInterval(() => void this.renew(), options.heartbeat).unref();
    this.writer = {
      signal: this.#abort.signal,
      write: (text) => this.#write(text),
      pipe: (body) => this.#pipe(body),
    };
  }

  async run(produce: (writer: StreamWriter) => unknown): Promise<void> {
    try {
      await produce(this.writer);
      this.#finish({ event: 'end', data: 'done' });
    } catch (error) {
      if (this.#abort.signal.aborted || this.#isOver) return;
      this.#options.warn(`The producer of stream ${this.#options.name} failed.`, error);
      const { code, message } = this.#options.describeError(error);
      this.#finish({ event: 'error', data: errorData(code, message) });
    }
  }

  /** Says that the producer lives, and asks whether the log still has all. */
  async renew(): Promise<void> {
    if (this.#isOver) return;
    const { log, name, terms } = this.#options;
    try {
      this.heed(await log.renew(name, terms));
      this.#wake();
      void this.#store();
    } catch (error) {
      this.#miss(error);
    }
  }

  /** Takes in where the stream stands. Somebody else's end is the end. */
  heed(standing: Standing): void {
    if (this.#isOver || standing.state === 'unknown') return;
    this.#reachedAt = Date.now();
    this.#isAway = false;
    this.#stored = Math.min(standing.last, this.#entries.length);
    if (standing.state === 'live') return;
    const own = this.#entries.at(-1);
    if (!own?.final || own.id !== standing.last || own.data !== standing.final.data) {
      return this.#close(`The stream was ended: ${standing.final.data}`);
    }
    this.#endedAt ??= Date.now();
    if (this.#isClosing || Date.now() - this.#endedAt >= this.#options.terms.lease) this.#close();
  }

  /** Ends the stream, since the process ends. Resolves once that is stored, or cannot be. */
  async shutdown(): Promise<void> {
    this.#isClosing = true;
    if (this.#endedAt !== undefined || this.#isOver) return this.#close();
    this.#finish(lost('The server that wrote this answer was shut down.'));
    this.#stop('The server shuts down.');
    this.#wake();
    if (!this.#isOver) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #write(text: string): Promise<void> {
    if (typeof text !== 'string') {
      return harmless(Promise.reject(new TypeError('write() takes a string.')));
    }
    return text === '' ? Promise.resolve() : this.#add({ event: '', data: JSON.stringify(text) });
  }

  async #pipe(body: Pipeable | null): Promise<void> {
    if (body === null) throw new TypeError('pipe() was given a body that is null.');
    await readBody(
      body,
      this.#abort.signal,
      (event) => this.#add(event),
      (text) => this.#write(text),
    );
  }

  #add(ending: Ending): Promise<void> {
    const { maxBytes, name } = this.#options;
    if (this.#isEnding) return harmless(Promise.reject(this.#reason()));
    this.#bytes += Buffer.byteLength(ending.data) + Buffer.byteLength(ending.event);
    if (this.#bytes > maxBytes) {
      this.#options.warn(`Stream ${name} became longer than ${maxBytes} bytes and was ended.`);
      const message = `The answer became longer than ${maxBytes} bytes.`;
      this.#finish({ event: 'error', data: errorData('too-long', message) });
      this.#stop(message);
      return harmless(Promise.reject(this.#reason()));
    }
    this.#push(ending);
    if (this.#entries.length - this.#stored < BATCH) return Promise.resolve();
    const drained = new Promise<void>((resolve) => this.#waiting.push(resolve));
    return harmless(
      drained.then(() => {
        if (this.#abort.signal.aborted) throw this.#reason();
      }),
    );
  }

  #finish(ending: Ending): void {
    if (!this.#isEnding) this.#push(ending, true);
  }

  #push(ending: Ending, final?: true): void {
    const id = this.#entries.length + 1;
    this.#entries.push(final ? { ...ending, id, final } : { ...ending, id });
    void this.#store();
  }

  get #isEnding(): boolean {
    return this.#isOver || this.#entries.at(-1)?.final === true;
  }

  #reason(): Error {
    const reason = this.#abort.signal.reason as Error | undefined;
    return reason ?? new Error('The stream has ended: its function returned.');
  }

  /** One change at a time, so that entries arrive in order; what is written meanwhile goes with the next. */
  async #store(): Promise<void> {
    if (this.#isStoring || this.#isOver) return;
    this.#isStoring = true;
    // Texts that are written in one go are stored in one.
    await Promise.resolve();
    const { log, name, terms } = this.#options;
    let pause = 50;
    while (!this.#isOver && this.#stored < this.#entries.length) {
      try {
        this.heed(await log.append(name, this.#batch(), terms));
        pause = 50;
      } catch (error) {
        this.#miss(error);
        if (this.#isOver) break;
        await this.#sleep(pause * (0.5 + Math.random()));
        pause = Math.min(2 * pause, LONGEST_PAUSE);
      }
    }
    this.#isStoring = false;
    if (!this.#isClosing || this.#isOver) this.#letGo();
  }

  #batch(): readonly Entry[] {
    const batch: Entry[] = [];
    for (let at = this.#stored, length = 0; batch.length < BATCH && length < BATCH_LENGTH; at++) {
      const entry = this.#entries[at];
      if (!entry) break;
      batch.push(entry);
      length += entry.data.length;
    }
    return batch;
  }

  /** The log is away: entries stay here, and are written when it is back. Not for ever: it would have forgotten the stream. */
  #miss(error: unknown): void {
    if (this.#isOver) return;
    const { name, terms, warn } = this.#options;
    if (!this.#isAway) warn(`Stream ${name} waits: the log does not take its entries.`, error);
    this.#isAway = true;
    if (!this.#isClosing && Date.now() - this.#reachedAt < terms.liveFor) return;
    warn(`Stream ${name} was given up: the log did not come back in time.`, error);
    this.#close('The log did not come back in time.');
  }

  #sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake(), milliseconds).unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #stop(message: string): void {
    this.#abort.abort(new DOMException(message, 'AbortError'));
  }

  #close(message?: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearInterval(this.#beat);
    if (message !== undefined) this.#stop(message);
    this.#letGo();
    this.#wake();
    this.#options.onOver();
  }

  #letGo(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

/** Said where the one who wrote an answer is gone. */
export function lost(message = 'The server that wrote this answer is gone.'): Ending {
  return { event: 'error', data: errorData('producer-lost', message) };
}

/** A caller who does not wait for the promise must not end the process. */
function harmless<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
