import { createParser } from 'eventsource-parser';
import type { Ending } from './log.js';

/** What `writer.pipe()` takes. */
export type Pipeable =
  | Response
  | ReadableStream<Uint8Array>
  | ReadableStream<string>
  | AsyncIterable<Uint8Array>
  | AsyncIterable<string>;

/** One event of a provider, up to 32 MiB: a picture in base64 is long. The parser takes nothing after a longer one, and throws. */
const MAX_EVENT = 32 * 2 ** 20;
const MAX_QUOTE = 200;

/**
 * Reads `body` to its end. Bytes are a provider's Server-Sent Events, which come out as they are, without their ids. Strings are
 * text, and come out as strings. Stops when `signal` is aborted, and lets go of `body` then.
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
  /** How the body begins, as long as it has no event. */
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
    // What breaks off inside an event, or has none, must not look like an answer.
    parser.feed(`${decoder.decode()}\n\n`);
    if (!found.every(isWhole)) throw new Error('The provider broke off inside an event.');
    yield* found;
    if (start) throw new Error(`The provider sent no event, but: ${start}`);
  } finally {
    signal.removeEventListener('abort', abort);
    // Not waited for: a body that hangs would hang here as well.
    void Promise.resolve(chunks.return?.()).catch(() => {});
  }
}

function bodyOf(response: Response): ReadableStream<Uint8Array> | null {
  if (response.ok) return response.body;
  void response.body?.cancel().catch(() => {});
  throw new Error(`The provider answered ${response.status} ${response.statusText}`);
}

/** A stream's own iterator cannot be let go while a read is pending, so its reader is used. */
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

/** Whether data whose blank line never came is no half. */
function isWhole({ data }: Ending): boolean {
  try {
    JSON.parse(data);
    return true;
  } catch {
    return data.trim() === '[DONE]';
  }
}
