import { StreamError } from './errors.js';
import { isAbsent } from './request-body.js';
import type { HeadersSource, StreamRequest } from './transport.js';

const DEFAULT_IDLE_TIMEOUT = 60_000;

export interface RequestOptions {
  readonly src: string;
  readonly baseURI: string;
  readonly withCredentials: boolean;
  readonly method: string;
  readonly headers: HeadersSource | undefined;
  readonly body: unknown;
  readonly fetch: typeof globalThis.fetch | undefined;
  readonly idleTimeout: number | undefined;
}

/** Checks what the author wrote. Throws a StreamError that names the attribute and its value. */
export function toRequest(options: RequestOptions): Omit<StreamRequest, 'eventNames'> {
  const { withCredentials, headers, body, fetch, idleTimeout } = options;
  const method = options.method.toUpperCase() || (isAbsent(body) ? 'GET' : 'POST');
  if (method === 'GET' && !isAbsent(body)) {
    throw invalid('method="GET" sends no body. Use method="POST", or leave `body` undefined.');
  }
  return {
    url: toUrl(options.src, options.baseURI),
    withCredentials,
    method,
    headers,
    body,
    fetch,
    idleTimeout: Math.max(0, idleTimeout ?? (method === 'GET' ? DEFAULT_IDLE_TIMEOUT : 0)) || 0,
  };
}

function toUrl(src: string, baseURI: string): string {
  if (!src) throw invalid('src is empty. Set it to the address of a stream.');
  if (!URL.canParse(src, baseURI)) throw invalid(`src="${src}" is not a URL.`);
  const url = new URL(src, baseURI);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw invalid(`src="${src}" is not an http or https URL.`);
  }
  return url.href;
}

const invalid = (message: string) => new StreamError('network', message, { retryable: false });
