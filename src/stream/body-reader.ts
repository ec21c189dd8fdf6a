import { isReadableStream } from './is-a.js';

/** Bytes, or a string if the page has already decoded the bytes. */
export type Chunk = Uint8Array | string;

/** Reads a body once, and can peek at its beginning. Aborting cancels the body, even during a read. */
export class BodyReader {
  readonly #chunks: AsyncIterator<Chunk, undefined> | undefined;
  readonly #signal: AbortSignal;
  readonly #onChunk: ((chunk: Chunk) => void) | undefined;
  /** Chunks that `peek` took from the body and `read` has not returned yet. */
  readonly #ahead: Chunk[] = [];

  /** @param onChunk called with each chunk as it arrives; if it throws, the read fails */
  constructor(
    body: ReadableStream<Chunk> | AsyncIterable<Chunk> | null,
    signal: AbortSignal,
    onChunk?: (chunk: Chunk) => void,
  ) {
    this.#signal = signal;
    this.#onChunk = onChunk;
    this.#chunks = body ? iterate(body, signal) : undefined;
    signal.addEventListener('abort', this.cancel, { once: true });
    if (signal.aborted) this.cancel();
  }

  /** The next chunk; undefined at the end or after an abort. */
  read(): Chunk | Promise<Chunk | undefined> {
    return this.#ahead.shift() ?? this.#next();
  }

  /** Returns the text from the beginning until the text `isEnough`. `read` still returns every chunk. */
  async peek(isEnough: (text: string) => boolean): Promise<string> {
    const decoder = new TextDecoder();
    const decode = (chunk: Chunk) =>
      typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    let text = this.#ahead.map(decode).join('');
    for (let chunk; !isEnough(text) && (chunk = await this.#next()) !== undefined;) {
      this.#ahead.push(chunk);
      text += decode(chunk);
    }
    return text;
  }

  readonly cancel = (): void => {
    this.#signal.removeEventListener('abort', this.cancel);
    // A handwritten iterator may not return a promise.
    void Promise.resolve(this.#chunks?.return?.()).catch(() => undefined);
  };

  async #next(): Promise<Chunk | undefined> {
    if (!this.#chunks || this.#signal.aborted) return undefined;
    const { done, value } = await this.#chunks.next();
    if (done) this.#signal.removeEventListener('abort', this.cancel);
    if (done || this.#signal.aborted) return undefined;
    this.#onChunk?.(value);
    return value;
  }
}

function iterate(
  body: ReadableStream<Chunk> | AsyncIterable<Chunk>,
  signal: AbortSignal,
): AsyncIterator<Chunk, undefined> {
  // Not every browser can iterate a ReadableStream.
  if (!isReadableStream(body)) {
    return body[Symbol.asyncIterator]() as AsyncIterator<Chunk, undefined>;
  }
  const reader = body.getReader();
  return {
    next: () => reader.read() as Promise<IteratorResult<Chunk, undefined>>,
    return: async () => {
      await reader.cancel(signal.reason);
      return { done: true, value: undefined };
    },
  };
}
