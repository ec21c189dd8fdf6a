import type { HeadersSource, RequestOptions } from '../element/options.js';
import { StreamError, networkError } from './errors.js';
import { isA, isBytes } from './is-a.js';
import { LONGEST_TIMER } from './limits.js';

/** Milliseconds without a byte, for a GET: before the first message and after it. */
const GET_TIMEOUT = 60_000;
/** The same for other methods, but only after the first message: before it, a model may think at length. */
const ANSWER_IDLE_TIMEOUT = 120_000;
const REMEDY = 'Write an address such as "/article" or "https://example.org/article".';

/** The element's properties from which the request is made. */
export interface RequestProperties {
  readonly src: string;
  readonly baseURI: string;
  readonly withCredentials: boolean;
  /** A framework may set null or undefined. */
  readonly method: string | null | undefined;
  readonly headers: HeadersSource | undefined;
  readonly body: unknown;
  readonly fetch: typeof globalThis.fetch | undefined;
  readonly idleTimeout: number | string | null | undefined;
}

/** Checks the properties. Throws a StreamError that names the attribute and its value. */
export function toRequest(properties: RequestProperties): Omit<RequestOptions, 'transports'> {
  const { withCredentials, headers, body, fetch, idleTimeout } = properties;
  const method = (properties.method ?? '').toUpperCase() || (isAbsent(body) ? 'GET' : 'POST');
  if (!isMethod(method))
    throw invalid(`method="${String(properties.method)}" is none. Use GET or POST.`);
  if (['GET', 'HEAD'].includes(method) && !isAbsent(body)) {
    throw invalid(
      `method="${method}" sends no body. Use method="POST", or leave \`body\` undefined.`,
    );
  }
  const isGet = method === 'GET';
  return {
    url: toUrl(properties.src, properties.baseURI),
    withCredentials,
    method,
    headers,
    body,
    fetch,
    answerTimeout: toTimeout(idleTimeout, isGet ? GET_TIMEOUT : 0),
    idleTimeout: toTimeout(idleTimeout, isGet ? GET_TIMEOUT : ANSWER_IDLE_TIMEOUT),
  };
}

/** Whether fetch accepts the method: its TypeError would look like a lost connection and be retried. */
function isMethod(method: string): boolean {
  if (['GET', 'POST'].includes(method)) return true;
  try {
    return Boolean(new Request('about:blank', { method }));
  } catch {
    return false;
  }
}

function toTimeout(value: number | string | null | undefined, fallback: number): number {
  // An author may set the property to the string "400", which must not be concatenated later.
  const given = String(value ?? '').trim();
  const timeout = given ? Number(given) : fallback;
  if (timeout > LONGEST_TIMER) return 0;
  return timeout >= 0 ? timeout : fallback;
}

function toUrl(src: string, baseURI: string): string {
  if (!src) throw invalid('src is empty. Set it to the address of a stream.');
  if (!URL.canParse(src, baseURI)) throw invalid(`src="${src}" is not a URL. ${REMEDY}`);
  const url = new URL(src, baseURI);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw invalid(`src="${src}" is not an http or https URL. ${REMEDY}`);
  }
  // Fetch rejects a URL with a password. The browser sends the page's own password by itself.
  url.username = url.password = '';
  return url.href;
}

const invalid = (message: string) => new StreamError('network', message, { retryable: false });

export const isAbsent = (body: unknown): body is undefined | null =>
  body === undefined || body === null;

/** A BodyInit is sent unchanged; any other value is sent as JSON. */
export function toBodyInit(body: unknown): { body: BodyInit; contentType?: string } {
  if (
    typeof body === 'string' ||
    isBytes(body) ||
    ['Blob', 'FormData', 'URLSearchParams', 'ReadableStream'].some((name) => isA(body, name))
  ) {
    return { body: body as BodyInit };
  }
  try {
    // Despite its type, stringify() returns undefined for a function or a symbol.
    const json = JSON.stringify(body) as string | undefined;
    if (json === undefined) throw new TypeError(`a ${typeof body} is not JSON`);
    return { body: json, contentType: 'application/json' };
  } catch (thrown) {
    throw networkError('The request was not sent: `body` cannot be written as JSON', thrown, false);
  }
}
