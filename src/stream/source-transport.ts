import { readBody } from './response.js';
import { StreamError, reasonOf } from './errors.js';
import { acceptResponse, endOfBody } from './fetch-transport.js';
import { ReconnectingStream, type ReconnectingStreamSink } from './reconnecting-stream.js';
import { TaskBudget } from './task-budget.js';
import type { TransportEnd, TransportSink } from './transport.js';

/** Text from somewhere else than `src`. */
export type StreamSource =
  | Response
  | ReadableStream<Uint8Array>
  | ReadableStream<string>
  | AsyncIterable<string | Uint8Array>
  | EventSource;

export interface SourceOptions {
  /** Event names to listen for. */
  readonly eventNames: readonly string[];
  readonly endEvents: readonly string[];
  /** A JSON body is an answer too. */
  readonly takesJson: boolean;
  readonly maxRetries: number;
  /** How long one task may read, in milliseconds; undefined: so that no frame is dropped. */
  readonly taskTime?: number | undefined;
}

/**
 * A stream of a source that somebody opened. A Response is read by its Content-Type, an
 * EventSource by its messages, everything else is plain text in UTF-8. Closing it, opened or not,
 * lets go of the source.
 */
export function openSource(
  source: StreamSource,
  options: SourceOptions,
  sink: ReconnectingStreamSink,
): ReconnectingStream | SourceStream {
  if (!(source instanceof EventSource)) return new SourceStream(source, options, sink);
  const { eventNames, maxRetries } = options;
  return new ReconnectingStream(
    {
      source,
      request: {
        url: source.url,
        withCredentials: source.withCredentials,
        method: 'GET',
        headers: undefined,
        body: undefined,
        fetch: undefined,
        idleTimeout: 0,
        eventNames,
      },
      transport: 'eventsource',
      fallback: false,
      maxRetries,
      reconnectsAfterClose: true,
      lastEventId: '',
    },
    sink,
  );
}

/** Reads a source once: it cannot be asked again. */
export class SourceStream {
  readonly #source: Exclude<StreamSource, EventSource>;
  readonly #options: SourceOptions;
  readonly #sink: ReconnectingStreamSink;
  readonly #closing = new AbortController();

  constructor(
    source: Exclude<StreamSource, EventSource>,
    options: SourceOptions,
    sink: ReconnectingStreamSink,
  ) {
    this.#source = source;
    this.#options = options;
    this.#sink = sink;
  }

  open(): void {
    const source = this.#source;
    const { signal } = this.#closing;
    const sink: TransportSink = {
      onOpen: () => this.#sink.onOpen(1, false),
      onMessage: (message, ownId) => void this.#sink.onMessage(message, ownId),
      onBatch: (data) => void this.#sink.onBatch(data),
      onId: (id) => this.#sink.onId(id),
      onRetryTime: () => undefined,
      onEnd: (end) => this.#onEnd(end),
    };
    this.#sink.onConnect('', true);
    const reading =
      source instanceof Response
        ? readResponse(source, this.#options, sink, signal)
        : readText(source, this.#options, sink, signal);
    reading.catch((thrown: unknown) => {
      if (!signal.aborted) sink.onEnd({ type: 'failed', error: toError(thrown) });
    });
  }

  close(): void {
    this.#closing.abort();
    // Whoever reads it by now lets go by itself.
    const body = this.#source instanceof Response ? this.#source.body : this.#source;
    if (body instanceof ReadableStream && !body.locked) body.cancel().catch(() => undefined);
  }

  #onEnd(end: TransportEnd): void {
    if (end.type === 'failed') this.#sink.onError(end.error);
    else if (end.type === 'closed' && !this.#sink.mayClose()) {
      this.#sink.onError(
        new StreamError('interrupted', 'The source ended before it said that it was complete.'),
      );
    } else this.#sink.onEnd();
  }
}

const toError = (thrown: unknown): StreamError =>
  thrown instanceof StreamError
    ? thrown
    : new StreamError('network', `The source given to read() failed: ${reasonOf(thrown)}`, {
        cause: thrown,
        retryable: false,
      });

async function readResponse(
  response: Response,
  { takesJson, endEvents, taskTime }: SourceOptions,
  sink: TransportSink,
  signal: AbortSignal,
): Promise<void> {
  if (response.status === 204) {
    sink.onEnd({ type: 'complete' });
    return;
  }
  const framing = await acceptResponse(response, takesJson);
  if (signal.aborted) return;
  sink.onOpen();
  await readBody(response.body, { framing, lastEventId: '', endEvents, taskTime, sink, signal });
  if (!signal.aborted) sink.onEnd(endOfBody(framing));
}

async function readText(
  source: ReadableStream<Uint8Array | string> | AsyncIterable<Uint8Array | string>,
  { taskTime }: SourceOptions,
  sink: TransportSink,
  signal: AbortSignal,
): Promise<void> {
  const iterator = iterate(source);
  const stop = () => void iterator.return?.().catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  const decoder = new TextDecoder();
  const emit = (data: string) => {
    if (data) sink.onMessage({ event: 'message', data, id: '', raw: true }, false);
  };
  const budget = new TaskBudget(taskTime);
  sink.onOpen();
  for (;;) {
    const { done, value } = await iterator.next();
    if (signal.aborted) return;
    if (done) break;
    emit(typeof value === 'string' ? value : decoder.decode(value, { stream: true }));
    if (budget.isSpent) await budget.renew();
  }
  emit(decoder.decode());
  signal.removeEventListener('abort', stop);
  sink.onEnd({ type: 'closed', framing: 'text' });
}

/** Not every browser iterates a ReadableStream by itself. */
function iterate<T>(source: ReadableStream<T> | AsyncIterable<T>): AsyncIterator<T, undefined> {
  if (!(source instanceof ReadableStream)) {
    return source[Symbol.asyncIterator]() as AsyncIterator<T, undefined>;
  }
  const reader = source.getReader();
  return {
    next: () => reader.read() as Promise<IteratorResult<T, undefined>>,
    return: async () => {
      await reader.cancel();
      return { done: true, value: undefined };
    },
  };
}
