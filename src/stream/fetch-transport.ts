import type { Options, RequestOptions } from '../element/options.js';
import { StreamError, networkError, reasonOf } from './errors.js';
import { isReadableStream } from './is-a.js';
import { isAbsent, toBodyInit } from './request.js';
import { readResponse } from './response.js';
import type { Connection, Transport, TransportEnd, TransportSink } from './transport.js';

/** Fetch supports any method and header, and reports why a request failed. */
export const fetchTransport = (options: Options): Transport => ({
  sendsId: true,
  knowsWhy: true,
  canReopen: true,
  open: (lastEventId, sink) => openFetch(options, lastEventId, sink),
});

function openFetch(
  { request, reading }: Options,
  lastEventId: string,
  sink: TransportSink,
): Connection {
  const { url, method, answerTimeout, idleTimeout } = request;
  const controller = new AbortController();
  const { signal } = controller;
  let isOpen = false;
  const watchdog = new Watchdog((timeout) => {
    const message = `No byte from ${url} for ${String(timeout)} ms (idle-timeout).`;
    end({ type: 'failed', error: new StreamError('timeout', message), isOpen });
  });

  const close = () => {
    watchdog.stop();
    controller.abort();
  };
  const end = (how: TransportEnd) => {
    if (signal.aborted) return;
    close();
    sink.onEnd(how);
  };

  const run = async () => {
    const init = await toRequestInit(request, lastEventId);
    if (signal.aborted) return;
    const response = await send(request, { ...init, signal });
    if (signal.aborted) return;
    isOpen = response.ok;
    watchdog.touch();
    const how = await readResponse(response, {
      reading,
      method,
      url,
      lastEventId,
      signal,
      onBytes: () => watchdog.touch(),
      sink: {
        ...sink,
        onMessages(messages) {
          watchdog.timeout = idleTimeout;
          sink.onMessages(messages);
        },
      },
    });
    if (how) end(how);
  };

  watchdog.timeout = answerTimeout;
  run().catch((thrown: unknown) => {
    const isKnown = thrown instanceof StreamError;
    const error = isKnown ? thrown : networkError(`The connection to ${url} was lost`, thrown);
    end({ type: 'failed', error, isOpen });
  });
  return { close };
}

async function send(request: RequestOptions, init: RequestInit): Promise<Response> {
  try {
    return await (request.fetch ?? globalThis.fetch)(request.url, init);
  } catch (thrown) {
    throw new StreamError(
      'network',
      `No connection to ${request.url}: ${reasonOf(thrown)}. ` +
        'Is the server running, and does it allow this origin (CORS)?',
      // The same request would fail again: a ReadableStream is consumed.
      { cause: thrown, retryable: !isReadableStream(request.body) },
    );
  }
}

async function toRequestInit(request: RequestOptions, lastEventId: string): Promise<RequestInit> {
  const headers = await readHeaders(request);
  if (!headers.has('accept')) headers.set('accept', 'text/event-stream');
  if (lastEventId) headers.set('last-event-id', utf8HeaderValue(lastEventId));
  const init: RequestInit & { duplex?: 'half' } = {
    method: request.method,
    headers,
    // As EventSource does (HTML, section 9.2.2).
    cache: 'no-store',
    credentials: request.withCredentials ? 'include' : 'same-origin',
  };
  if (!isAbsent(request.body)) {
    const { body, contentType } = toBodyInit(request.body);
    init.body = body;
    if (contentType && !headers.has('content-type')) headers.set('content-type', contentType);
    if (isReadableStream(body)) init.duplex = 'half';
  }
  return init;
}

async function readHeaders({ headers }: RequestOptions): Promise<Headers> {
  try {
    const given = typeof headers === 'function' ? await headers() : headers;
    // A framework may set null, and a function may return null.
    return new Headers(given ?? undefined);
  } catch (thrown) {
    const problem = 'The request was not sent: the `headers` property failed';
    throw networkError(problem, thrown, false);
  }
}

/** The standard encodes the id as UTF-8 (HTML, section 9.2.3), but fetch takes one character per byte. */
function utf8HeaderValue(value: string): string {
  return String.fromCharCode(...new TextEncoder().encode(value));
}

/** Calls back unless `touch()` is called in time. Uses one timer, however often `touch()` is called. */
class Watchdog {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #touched = 0;
  #timeout = 0;
  readonly #onTimeout: (timeout: number) => void;

  constructor(onTimeout: (timeout: number) => void) {
    this.#onTimeout = onTimeout;
  }

  /** Waits this many milliseconds, starting now; 0: forever. */
  set timeout(timeout: number) {
    if (timeout === this.#timeout) return;
    this.#timeout = timeout;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.touch();
  }

  touch(): void {
    this.#touched = performance.now();
    if (this.#timeout > 0) this.#timer ??= setTimeout(this.#check, this.#timeout);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  readonly #check = () => {
    const left = this.#touched + this.#timeout - performance.now();
    if (left > 0) this.#timer = setTimeout(this.#check, left);
    else this.#onTimeout(this.#timeout);
  };
}
