import { readBody } from './body-reader.js';
import { StreamError, reasonOf } from './errors.js';
import { listenTo } from './event-source-transport.js';
import { acceptResponse } from './fetch-transport.js';
import type { ResilientStreamSink } from './resilient-stream.js';
import { TaskBudget } from './task-budget.js';
import type { TransportEnd, TransportSink } from './transport.js';

/** Text from somewhere else than `src`. */
export type StreamSource =
  | Response
  | ReadableStream<Uint8Array>
  | ReadableStream<string>
  | AsyncIterable<string | Uint8Array>
  | EventSource;

export interface SourceStreamOptions {
  readonly events: readonly string[];
  readonly endEvents: readonly string[];
  readonly terminated: boolean;
}

/**
 * Reads a source that somebody opened, once: it cannot be asked again. A Response is read by its
 * Content-Type, an EventSource by its messages, everything else is plain text in UTF-8.
 */
export class SourceStream {
  readonly #source: StreamSource;
  readonly #options: SourceStreamOptions;
  readonly #sink: ResilientStreamSink;
  readonly #closing = new AbortController();
  #attempt = 0;
  #lastEventId = '';

  constructor(source: StreamSource, options: SourceStreamOptions, sink: ResilientStreamSink) {
    this.#source = source;
    this.#options = options;
    this.#sink = sink;
  }

  open(): void {
    const source = this.#source;
    const { signal } = this.#closing;
    const sink: TransportSink = {
      onOpen: () => this.#sink.onOpen(++this.#attempt, this.#lastEventId !== ''),
      onMessage: (message, ownId) => {
        this.#lastEventId = message.id;
        this.#sink.onMessage(message, ownId);
      },
      onId: (id) => this.#sink.onId(id),
      onRetryTime: () => undefined,
      onEnd: (end) => this.#onEnd(end),
    };
    this.#sink.onConnect('', true);
    if (source instanceof EventSource) {
      const names = [...this.#options.events, ...this.#options.endEvents];
      const connection = listenTo(source, names, sink);
      signal.addEventListener('abort', () => connection.close());
      if (source.readyState === EventSource.OPEN) sink.onOpen();
      return;
    }
    const reading =
      source instanceof Response
        ? readResponse(source, sink, signal)
        : readText(source, sink, signal);
    reading.catch((thrown: unknown) => {
      if (!signal.aborted) sink.onEnd({ type: 'failed', error: toError(thrown) });
    });
  }

  close(): void {
    this.#closing.abort();
  }

  #onEnd(end: TransportEnd): void {
    if (end.type === 'failed') this.#sink.onError(end.error);
    else if (end.type === 'reconnecting') this.#onReconnecting();
    else if (end.type === 'closed' && this.#options.terminated) {
      this.#sink.onError(
        new StreamError('interrupted', 'The source ended before it said that it was complete.'),
      );
    } else this.#sink.onEnd();
  }

  /** The EventSource makes a new connection by itself. */
  #onReconnecting(): void {
    const error = new StreamError(
      'network',
      'The EventSource given to read() lost its connection.',
    );
    if (this.#sink.onRetry({ attempt: 1, delay: null, error }))
      this.#sink.onConnect(this.#lastEventId, false);
    else this.#sink.onError(error);
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
  sink: TransportSink,
  signal: AbortSignal,
): Promise<void> {
  if (response.status === 204) {
    sink.onEnd({ type: 'complete' });
    return;
  }
  const framing = await acceptResponse(response);
  if (signal.aborted) return;
  sink.onOpen();
  await readBody(response.body, { framing, lastEventId: '', sink, signal });
  if (!signal.aborted) sink.onEnd({ type: 'closed', framing });
}

async function readText(
  source: ReadableStream<Uint8Array | string> | AsyncIterable<Uint8Array | string>,
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
  const budget = new TaskBudget();
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
