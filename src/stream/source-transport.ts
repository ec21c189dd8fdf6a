import type { Options } from '../element/options.js';
import { BodyReader } from './body-reader.js';
import { readBody } from './body.js';
import { StreamError, networkError } from './errors.js';
import { closedForGood, listenTo } from './event-source-transport.js';
import { isA, isBytes, isReadableStream, isResponse } from './is-a.js';
import { readResponse, type ResponseOptions } from './response.js';
import type { Connection, Transport, TransportEnd, TransportSink } from './transport.js';

/** The sources that `read()` accepts. */
export type StreamSource =
  | Response
  | ReadableStream<Uint8Array>
  | ReadableStream<string>
  | AsyncIterable<string | Uint8Array>
  | EventSource;

type TextSource = Exclude<StreamSource, Response | EventSource>;

const READABLE =
  'read() takes a Response, a ReadableStream or an AsyncIterable of strings or UTF-8 bytes, or an EventSource';

/**
 * A source that the page opened, as a transport that can be opened once. A Response is read by its
 * Content-Type, an EventSource by its messages, and everything else is plain text in UTF-8.
 */
export function sourceTransport(source: StreamSource, options: Options): Transport {
  check(source);
  const isEventSource = isAnEventSource(source);
  return {
    sendsId: false,
    knowsWhy: !isEventSource,
    canReopen: false,
    open: (_lastEventId, sink) =>
      isEventSource ? openEventSource(source, options, sink) : openBody(source, options, sink),
    release() {
      if (isEventSource) {
        source.close();
        return;
      }
      // If the source is already being read, its reader cancels the source.
      const body = isResponse(source) ? source.body : source;
      if (isReadableStream(body) && !body.locked) body.cancel().catch(() => undefined);
    },
  };
}

const isAnEventSource = (source: unknown): source is EventSource => isA(source, 'EventSource');

/** A page written in JavaScript may pass any value. */
function check(source: unknown): asserts source is StreamSource {
  if (isAnEventSource(source)) return;
  if (isResponse(source) || isReadableStream(source)) {
    if (isResponse(source) ? source.bodyUsed || source.body?.locked : source.locked) {
      throw formatError(`The ${nameOf(source)} given to read() is being read already.`);
    }
    return;
  }
  const isObject = typeof source === 'object' && source !== null;
  if (isObject && Symbol.asyncIterator in source) return;
  const remedy = isA(source, 'Promise') ? ' Write `await` before it.' : '';
  throw formatError(`${READABLE}, and got ${nameOf(source)}.${remedy}`);
}

const formatError = (message: string) => new StreamError('format', message, { retryable: false });

/** Names a value for an error message: "a Promise", "a string", "null". */
function nameOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value !== 'object') return `a ${typeof value}`;
  return value.constructor?.name || 'an object';
}

function openEventSource(
  source: EventSource,
  { reading }: Options,
  sink: TransportSink,
): Connection {
  const connection = listenTo(source, reading.eventNames, sink);
  if (source.readyState === source.OPEN) sink.onOpen();
  else if (source.readyState === source.CLOSED) {
    sink.onEnd({ type: 'failed', error: closedForGood(source.url) });
  }
  return connection;
}

function openBody(
  source: Response | TextSource,
  { reading }: Options,
  sink: TransportSink,
): Connection {
  const closing = new AbortController();
  const { signal } = closing;
  const url = (isResponse(source) && source.url) || 'The response';
  const options = { reading, method: undefined, url, lastEventId: '', sink, signal };
  (isResponse(source) ? readResponse(source, options) : readText(source, options)).then(
    (end) => {
      if (end && !signal.aborted) sink.onEnd(end);
    },
    (thrown: unknown) => {
      if (!signal.aborted) sink.onEnd({ type: 'failed', error: toError(thrown) });
    },
  );
  return { close: () => closing.abort() };
}

async function readText(
  source: TextSource,
  options: ResponseOptions,
): Promise<TransportEnd | undefined> {
  const chunks = new BodyReader(source, options.signal, checkChunk);
  options.sink.onOpen();
  const body = await readBody(chunks, 'text', options);
  return body && { type: 'closed', body };
}

/** A source written in JavaScript may yield any value. */
function checkChunk(chunk: unknown): void {
  if (typeof chunk === 'string' || isBytes(chunk)) return;
  throw formatError(`${READABLE}, and its source brought ${nameOf(chunk)}. Give strings.`);
}

const toError = (thrown: unknown): StreamError =>
  thrown instanceof StreamError
    ? thrown
    : networkError('The source given to read() failed', thrown, false);
