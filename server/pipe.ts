import { createParser } from 'eventsource-parser';
import type { Ending } from './log.js';

/** The sources that `writer.pipe()` accepts. */
export type Pipeable =
  | Response
  | ReadableStream<Uint8Array>
  | ReadableStream<string>
  | AsyncIterable<Uint8Array>
  | AsyncIterable<string>;

/**
 * Largest event of a provider, 32 MiB, since an image in base64 is long. After a larger event the parser throws and accepts no
 * more.
 */
const MAX_EVENT = 32 * 2 ** 20;
const MAX_QUOTE = 200;

/**
 * Reads `body` to its end. Bytes are a provider's Server-Sent Events, which are yielded unchanged, without their ids. Strings are
 * text, and are yielded as strings. When `signal` is aborted, reading stops and `body` is cancelled.
 */
export async function* readBody(
  body: Pipeable | null,
  signal: AbortSignal,
): AsyncGenerator<Ending | string> {
  const chunks = iterate(body instanceof Response ? bodyOf(body) : body);
  let abort!: () => void;
  const aborted = new Promise<void>((resolve) => (abort = resolve)).then((): never => {
    throw signal.reason as Error;
  });
  signal.addEventListener('abort', abort);
  aborted.catch(() => {});
  const found: Ending[] = [];
  /** The beginning of the body, while it has no event. */
  let start: string | undefined = '';
  const decoder = new TextDecoder();
  const parser = createParser({
    maxBufferSize: MAX_EVENT,
    onEvent: ({ event = '', data }) => {
      start = undefined;
      found.push({ event, data });
    },
  });
  try {
    signal.throwIfAborted();
    for (;;) {
      const next = await Promise.race([chunks.next(), aborted]);
      if (next.done) break;
      const { value } = next;
      if (typeof value === 'string') yield value;
      else {
        const piece = decoder.decode(value, { stream: true });
        start = start?.concat(piece).slice(0, MAX_QUOTE);
        parser.feed(piece);
        yield* found.splice(0);
      }
    }
    // A body that breaks off inside an event, or has no event, must not look like an answer.
    parser.feed(`${decoder.decode()}\n\n`);
    if (!found.every(isWhole)) throw new Error('The provider broke off inside an event.');
    yield* found;
    if (start) throw new Error(`The provider sent no event, but: ${start}`);
  } finally {
    signal.removeEventListener('abort', abort);
    // Not awaited, since a body that hangs would hang here as well.
    void Promise.resolve(chunks.return?.()).catch(() => {});
  }
}

function bodyOf(response: Response): ReadableStream<Uint8Array> | null {
  if (response.ok) return response.body;
  void response.body?.cancel().catch(() => {});
  throw new Error(`The provider answered ${response.status} ${response.statusText}`);
}

/** Uses a stream's reader, since a stream's iterator cannot be cancelled while a read is pending. */
function iterate(
  source: Exclude<Pipeable, Response> | null,
): Pick<AsyncIterator<Uint8Array | string>, 'next' | 'return'> {
  if (source instanceof ReadableStream) {
    const reader = source.getReader();
    return {
      next: () => reader.read() as Promise<IteratorResult<Uint8Array | string>>,
      return: () => reader.cancel() as Promise<never>,
    };
  }
  if (source && Symbol.asyncIterator in source) return source[Symbol.asyncIterator]();
  throw new TypeError(`pipe() takes a Response, stream or async iterable, not ${source}.`);
}

/** Whether the data of an event without its final blank line is complete. */
function isWhole({ data }: Ending): boolean {
  try {
    JSON.parse(data);
    return true;
  } catch {
    return data.trim() === '[DONE]';
  }
}
