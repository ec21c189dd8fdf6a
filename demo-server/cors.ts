import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Opens a response to every origin. With credentials browsers do not accept `*`, so the origin is named; a preflight carries no
 * cookie, so `?credentials=1` announces credentials.
 */
export function allowOrigin(request: IncomingMessage, response: ServerResponse, url: URL): void {
  const { origin, cookie } = request.headers;
  const withCredentials = cookie !== undefined || url.searchParams.get('credentials') === '1';
  if (origin !== undefined && withCredentials) {
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Access-Control-Allow-Credentials', 'true');
  } else {
    response.setHeader('Access-Control-Allow-Origin', '*');
  }
  // Caches must know that the response depends on these headers.
  response.setHeader('Vary', 'Origin, Cookie');
  response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
}

/** Answers a CORS preflight. `?preflight=refused` allows no header at all. */
export function answerPreflight(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): void {
  const wanted = request.headers['access-control-request-headers'];
  if (wanted !== undefined && url.searchParams.get('preflight') !== 'refused') {
    // Named one by one, since `*` does not cover Authorization.
    response.setHeader('Access-Control-Allow-Headers', wanted);
  }
  response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD, POST, PUT, PATCH, DELETE');
  response.writeHead(204).end();
}
