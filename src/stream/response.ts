import { BodyReader } from './body-reader.js';
import { readBody, type BodyOptions } from './body.js';
import { StreamError } from './errors.js';
import { isJson } from './json.js';
import { refusal } from './refusal.js';
import { parseRetryAfter } from './retry-policy.js';
import type { Framing, TransportEnd, TransportSink } from './transport.js';

/** How many characters are searched for the end of the first line. */
const MAX_FIRST_LINE = 64 * 1024;

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

export interface ResponseOptions extends BodyOptions {
  /** The request's method; undefined for a Response given to `read()`. */
  readonly method: string | undefined;
  readonly sink: TransportSink;
  /** Called for each chunk; resets the idle timeout. */
  readonly onBytes?: () => void;
}

/** Reads a response to its end. Resolves to undefined after an abort. */
export async function readResponse(
  response: Response,
  options: ResponseOptions,
): Promise<TransportEnd | undefined> {
  const { sink, signal, onBytes } = options;
  const body = new BodyReader(response.body, signal, onBytes);
  if (response.status === 204) return { type: 'complete' };
  const redirect = redirectOf(response, options);
  const framing = await accept(response, body, redirect, options);
  if (signal.aborted) return undefined;
  if (response.url) sink.onOrigin(new URL(response.url).origin);
  sink.onOpen();
  const end = await readBody(body, framing, options);
  return end && { type: 'closed', body: { ...end, note: redirect } };
}

function essenceOf(response: Response): string {
  // A quoted parameter may contain a comma.
  const type = (response.headers.get('content-type') ?? '').replace(/"[^"]*"/g, '');
  // A repeated header arrives joined, and the last value counts.
  const [essence = ''] = (type.split(',').at(-1) ?? '').split(';', 1);
  return essence.trim().toLowerCase();
}

/** Describes a redirect that may have turned the request into a GET. */
const redirectOf = (response: Response, { method }: ResponseOptions): string =>
  response.redirected && method !== undefined && !['GET', 'HEAD'].includes(method)
    ? ` (after a redirect to ${response.url}, where a ${method} arrives as GET unless the status is 307 or 308)`
    : '';

/** Checks status and type. Throws a StreamError that shows the response if it is no stream. */
async function accept(
  response: Response,
  body: BodyReader,
  redirect: string,
  { method, url, reading: { takesJson } }: ResponseOptions,
): Promise<Framing> {
  const { status, statusText } = response;
  // Like EventSource we accept only 200 for a GET. Other methods may be answered with any 2xx.
  if (method === 'GET' ? status !== 200 : !response.ok) {
    const answer = `${url} answered ${String(status)} ${statusText}`.trimEnd();
    throw await refusal('http', answer + redirect, body, {
      status,
      retryable: status >= 500 || status === 408 || status === 425 || status === 429,
      retryAfter: parseRetryAfter(response.headers.get('retry-after'), Date.now()),
    });
  }
  const essence = essenceOf(response);
  const labelled = FRAMINGS.get(essence);
  const isOneJson = labelled === 'json';
  const isPlain = takesJson && essence === 'text/plain';
  const framing = isOneJson || isPlain ? await sniff(body, isPlain) : labelled;
  if (framing && (takesJson || !isOneJson || framing === 'sse')) return framing;
  const type = response.headers.get('content-type') ?? '';
  const error = await refusal(
    'content-type',
    `${url} answered with Content-Type "${type}"${redirect}, which is no stream. ` +
      'Expected text/event-stream, application/x-ndjson or text/plain',
    body,
    { status },
  );
  // If the connection broke within the headers, the type is cut off and there is no body.
  const isCut = !error.body && 'text/event-stream'.startsWith(type);
  throw isCut
    ? new StreamError('interrupted', error.message, { status, retryable: method === 'GET' })
    : error;
}

/** Matches the beginning of events, JSON and lines with a code, even if cut off. */
const BEGINNING =
  /^\s*([{[:]|(d(a(ta?)?)?|e(v(e(nt?)?)?)?|id?|r(e(t(ry?)?)?)?|[\da-k](?!:[^"[{]))?(:|$))/;

/** Some servers label events or lines of JSON as application/json or text/plain: the first line decides. */
async function sniff(body: BodyReader, isPlain: boolean): Promise<Framing> {
  const firstLine = /^\s*\S.*[\r\n]/;
  const text = await body.peek(
    (soFar) =>
      firstLine.test(soFar) ||
      soFar.length > MAX_FIRST_LINE ||
      // Plain text is typed as it arrives, so it cannot wait for a whole line.
      (isPlain && !BEGINNING.test(soFar)),
  );
  if (/^\uFEFF?\s*(data|event|id|retry)?:/.test(text)) return 'sse';
  const [first = ''] = firstLine.exec(text) ?? [];
  if (isJson(first)) return 'lines';
  return isPlain && !isJson(text) && !/^\s*[{[]\s*$/.test(first) ? 'text' : 'json';
}
