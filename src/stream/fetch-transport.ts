import { readBody, type Framing } from './response.js';
import { StreamError, reasonOf } from './errors.js';
import { parseRetryAfter } from './retry-policy.js';
import { isAbsent, toBodyInit } from './request-body.js';
import type { Connection, StreamRequest, TransportEnd, TransportSink } from './transport.js';

/** How much of a wrong answer an error message shows. */
const EXCERPT_LENGTH = 200;
/** And how long it is waited for, in milliseconds. */
const EXCERPT_TIME = 500;

const FRAMINGS: ReadonlyMap<string, Framing> = new Map([
  ['text/event-stream', 'sse'],
  ['application/x-ndjson', 'lines'],
  ['application/ndjson', 'lines'],
  ['application/jsonl', 'lines'],
  ['application/stream+json', 'lines'],
  ['application/json', 'json'],
  ['text/plain', 'text'],
  ['text/markdown', 'text'],
]);

/** One attempt through fetch: any method, any header, and a reason when it fails. */
export function openFetch(
  request: StreamRequest,
  lastEventId: string,
  sink: TransportSink,
): Connection {
  const controller = new AbortController();
  const watchdog = new Watchdog(request.idleTimeout, () => {
    finish(
      new StreamError(
        'timeout',
        `No byte from ${request.url} for ${String(request.idleTimeout)} ms (idle-timeout).`,
      ),
    );
  });

  const close = () => {
    watchdog.stop();
    controller.abort();
  };
  const finish = (error: StreamError) => {
    if (controller.signal.aborted) return;
    close();
    sink.onEnd({ type: 'failed', error });
  };

  const run = async () => {
    const init = await toRequestInit(request, lastEventId);
    if (controller.signal.aborted) return;
    const response = await send(request, { ...init, signal: controller.signal });
    if (controller.signal.aborted) return;
    watchdog.touch();
    if (response.status === 204) {
      close();
      sink.onEnd({ type: 'complete' });
      return;
    }
    const isGet = request.method === 'GET';
    const framing = await acceptResponse(response, request.takesJson, isGet, request.url);
    if (controller.signal.aborted) return;
    sink.onOpen();
    await readBody(response.body, {
      framing,
      lastEventId,
      endEvents: request.endEvents,
      taskTime: request.taskTime,
      sink,
      signal: controller.signal,
      onBytes: () => watchdog.touch(),
    });
    if (controller.signal.aborted) return;
    close();
    sink.onEnd(endOfBody(framing));
  };

  watchdog.touch();
  run().catch((thrown: unknown) => {
    finish(
      thrown instanceof StreamError
        ? thrown
        : new StreamError(
            'network',
            `The connection to ${request.url} was lost: ${reasonOf(thrown)}`,
            { cause: thrown },
          ),
    );
  });
  return { close };
}

async function send(request: StreamRequest, init: RequestInit): Promise<Response> {
  try {
    return await (request.fetch ?? globalThis.fetch)(request.url, init);
  } catch (thrown) {
    throw new StreamError(
      'network',
      `No connection to ${request.url}: ${reasonOf(thrown)}. ` +
        'Is the server running, and does it allow this origin (CORS)?',
      // A stream is read by the first attempt: there is nothing left to send again.
      { cause: thrown, retryable: !(request.body instanceof ReadableStream) },
    );
  }
}

async function toRequestInit(request: StreamRequest, lastEventId: string): Promise<RequestInit> {
  const headers = await readHeaders(request);
  if (!headers.has('accept')) headers.set('accept', 'text/event-stream');
  if (lastEventId) headers.set('last-event-id', utf8HeaderValue(lastEventId));
  const init: RequestInit & { duplex?: 'half' } = {
    method: request.method,
    headers,
    // As EventSource does: a cached stream is never what is wanted.
    cache: 'no-store',
    credentials: request.withCredentials ? 'include' : 'same-origin',
  };
  if (!isAbsent(request.body)) {
    const { body, contentType } = toBodyInit(request.body);
    init.body = body;
    if (contentType && !headers.has('content-type')) headers.set('content-type', contentType);
    if (body instanceof ReadableStream) init.duplex = 'half';
  }
  return init;
}

async function readHeaders({ headers }: StreamRequest): Promise<Headers> {
  try {
    const given = typeof headers === 'function' ? await headers() : headers;
    // A framework, or a function that has none, may give null.
    return new Headers(given ?? undefined);
  } catch (thrown) {
    throw new StreamError(
      'network',
      `The request was not sent: the \`headers\` property failed: ${reasonOf(thrown)}`,
      { cause: thrown, retryable: false },
    );
  }
}

/** The standard sends the id as UTF-8, while fetch takes only bytes as characters. */
function utf8HeaderValue(value: string): string {
  return String.fromCharCode(...new TextEncoder().encode(value));
}

/** Checks status and type; throws a StreamError that shows what came instead. */
export async function acceptResponse(
  response: Response,
  takesJson: boolean | undefined,
  isGet = false,
  url = response.url || 'The response',
): Promise<Framing> {
  const { status } = response;
  // As EventSource: a GET is answered with 200 and nothing else. A POST may create something.
  if (isGet ? status !== 200 : !response.ok) {
    throw new StreamError(
      'http',
      `${url} answered ${String(status)} ${response.statusText}`.trimEnd() +
        (await excerpt(response)),
      {
        status,
        retryable: status >= 500 || status === 408 || status === 425 || status === 429,
        retryAfter: parseRetryAfter(response.headers.get('retry-after'), Date.now()),
      },
    );
  }
  const type = response.headers.get('content-type') ?? '';
  // A header that was sent twice arrives joined; the last one counts.
  const [essence = ''] = (type.split(',').at(-1) ?? '').split(';', 1);
  const framing = FRAMINGS.get(essence.trim().toLowerCase());
  if (framing && (framing !== 'json' || takesJson)) return framing;
  throw new StreamError(
    'content-type',
    `${url} answered with Content-Type "${type}", which is no stream. ` +
      `Expected text/event-stream, application/x-ndjson or text/plain` +
      (await excerpt(response)),
    { status },
  );
}

/** A JSON body that was read to its end is complete by itself. */
export const endOfBody = (framing: Framing): TransportEnd =>
  framing === 'json' ? { type: 'complete' } : { type: 'closed', framing };

/** The first bytes of a wrong answer, so that the message tells what the server said. */
async function excerpt(response: Response): Promise<string> {
  if (!response.body) return '.';
  const reader = response.body.getReader();
  // The wrong answer may be a stream, too: what has not come by then is not waited for.
  const timer = setTimeout(cancel, EXCERPT_TIME);
  const decoder = new TextDecoder();
  let text = '';
  try {
    while (text.length < EXCERPT_LENGTH) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    // The status alone is worth reporting; what was read so far is shown.
  }
  clearTimeout(timer);
  cancel();
  text = text.trim().slice(0, EXCERPT_LENGTH);
  return text ? `: ${text}` : '.';

  function cancel(): void {
    reader.cancel().catch(() => undefined);
  }
}

/** Calls back when nothing touched it for `timeout` ms. One timer, however many touches. */
class Watchdog {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #touched = 0;
  readonly #timeout: number;
  readonly #onTimeout: () => void;

  constructor(timeout: number, onTimeout: () => void) {
    this.#timeout = timeout;
    this.#onTimeout = onTimeout;
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
    else this.#onTimeout();
  };
}
