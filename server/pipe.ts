import { createParser } from 'eventsource-parser';
import type { Ending } from './log.js';

/** What `writer.pipe()` takes. */
export type Pipeable =
  | Response
  | ReadableStream<Uint8Array>
  | ReadableStream<string>
  | AsyncIterable<Uint8Array>
  | AsyncIterable<string>;

/** One event of a provider, up to 32 MiB: a picture in base64 is long. */
const MAX_EVENT = 32 * 1024 * 1024;
const MAX_QUOTE = 200;

/**
 * Reads `body` to its end. Bytes are a provider's Server-Sent Events, which are given to `event` as they are, without their
 * ids. Strings are text, which is given to `text`. Stops when `signal` is aborted, and lets go of `body` then.
 */
export async function readBody(
  body: Pipeable,
  signal: AbortSignal,
  event: (event: Ending) => Promise<void>,
  text: (text: string) => Promise<void>,
): Promise<void> {
  const source = body instanceof Response ? bodyOf(body) : body;
  const chunks = iterate(source);
  const aborted = new Promise<never>((_resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
  aborted.catch(() => {});
  const events = new Events();
  try {
    for (;;) {
      const next = await Promise.race([chunks.next(), aborted]);
      if (next.done) break;
      if (typeof next.value === 'string') await text(next.value);
      else for (const found of events.read(next.value)) await event(found);
    }
    for (const found of events.end()) await event(found);
  } catch (error) {
    // Not waited for: a body that hangs would hang here as well.
    void Promise.resolve(chunks.return?.()).catch(() => {});
    throw error;
  }
}

function bodyOf(response: Response): ReadableStream<Uint8Array> {
  if (!response.ok) {
    void response.body?.cancel().catch(() => {});
    throw new Error(`The provider answered ${response.status} ${response.statusText}.`.trim());
  }
  if (!response.body) throw new TypeError('The provider answered without a body.');
  return response.body;
}

/** A stream's own iterator cannot be let go while a read is pending, so its reader is used. */
function iterate(source: Exclude<Pipeable, Response>): AsyncIterator<Uint8Array | string> {
  if (source instanceof ReadableStream) {
    const reader = source.getReader() as ReadableStreamDefaultReader<Uint8Array | string>;
    return {
      next: async () => {
        const { done, value } = await reader.read();
        return done ? { done, value: undefined } : { done, value };
      },
      return: async () => {
        await reader.cancel();
        return { done: true, value: undefined };
      },
    };
  }
  if (source != null && typeof source[Symbol.asyncIterator] === 'function') {
    return source[Symbol.asyncIterator]();
  }
  throw new TypeError(
    'pipe() takes a Response, or a stream or async iterable of bytes (Server-Sent Events) or strings (text).',
  );
}

/** Bytes -> events. A body without any, or that breaks off inside one, is an error: it must not look like an answer. */
class Events {
  #found: Ending[] = [];
  #hasBytes = false;
  #hasEvent = false;
  #quote = '';
  readonly #decoder = new TextDecoder();
  readonly #parser = createParser({
    maxBufferSize: MAX_EVENT,
    onEvent: ({ event = '', data }) => void this.#found.push({ event, data }),
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') throw error;
    },
  });

  read(bytes: Uint8Array): Ending[] {
    if (bytes.byteLength > 0) this.#hasBytes = true;
    const text = this.#decoder.decode(bytes, { stream: true });
    if (this.#quote.length < MAX_QUOTE) this.#quote += text.slice(0, MAX_QUOTE);
    this.#parser.feed(text);
    return this.#take();
  }

  end(): Ending[] {
    this.#parser.feed(`${this.#decoder.decode()}\n\n`);
    const rest = this.#take();
    for (const { data } of rest) {
      if (!isWhole(data)) throw new Error('The provider broke off inside an event.');
    }
    if (this.#hasBytes && !this.#hasEvent) {
      const quote = this.#quote.slice(0, MAX_QUOTE);
      throw new Error(`The provider sent no Server-Sent Event, but: ${quote}`);
    }
    return rest;
  }

  #take(): Ending[] {
    const found = this.#found;
    if (found.length > 0) this.#hasEvent = true;
    this.#found = [];
    return found;
  }
}

/** Whether data whose blank line never came is no half. */
function isWhole(data: string): boolean {
  if (data.trim() === '[DONE]') return true;
  try {
    JSON.parse(data);
    return true;
  } catch {
    return false;
  }
}
