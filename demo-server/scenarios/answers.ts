/** Responses that are no stream, or become one only later. */
import type { OutgoingHttpHeaders } from 'node:http';
import type { DemoRequest, DemoResponse } from '../exchange.js';
import { readNumber, readOptions } from '../options.js';
import { reply, replyJson } from '../reply.js';
import type { Scenario } from '../scenario.js';
import { openStream } from '../sse.js';
import { sendToEnd, textEvents } from '../text-stream.js';

const MAX_BODY = 200_000;
const ECHOED_HEADERS = ['content-type', 'authorization', 'accept', 'last-event-id'] as const;

export const answers: readonly Scenario[] = [
  {
    path: '/no-content',
    summary: 'Answers 204: there is nothing to send, so clients stop.',
    example: '/no-content',
    handle(_request, response) {
      response.writeHead(204, { 'Cache-Control': 'no-store' }).end();
    },
  },
  {
    path: '/error',
    summary: 'Answers with any status and a JSON body.',
    example: '/error?status=404&message=No%20such%20article',
    handle(_request, response, url) {
      const status = readNumber(url, 'status', 500, 200, 599);
      const message = url.searchParams.get('message') ?? `The server answered ${status}.`;
      replyError(response, status, message, retryAfter(url));
    },
  },
  {
    path: '/wrong-type',
    summary: 'Answers 200 with a web page instead of a stream.',
    example: '/wrong-type',
    handle(_request, response) {
      reply(response, 200, 'text/html', '<!doctype html><title>Sign in</title><p>Please sign in.');
    },
  },
  {
    path: '/flaky',
    summary:
      'Fails in the given ways, one per request (`network`: no answer at all), and then streams.',
    example: '/flaky?statuses=503,network,429&retryAfter=0&key=demo',
    handle(_request, response, url, client) {
      const failures = (url.searchParams.get('statuses') ?? '503,429,500').split(',');
      const failure = failures.filter(isFailure)[client.countOneMore(url.pathname) - 1];
      if (failure === 'network') {
        response.socket?.destroy();
      } else if (failure !== undefined) {
        replyError(response, Number(failure), `The server answered ${failure}.`, retryAfter(url));
      } else {
        streamText(response, url, undefined, () => client.startOver(url.pathname));
      }
    },
  },
  {
    path: '/unauthorized',
    summary: 'Answers 401 unless the request carries the token.',
    example: '/unauthorized?token=fresh',
    handle(request, response, url) {
      const token = url.searchParams.get('token') ?? 'fresh';
      if (request.headers.authorization === `Bearer ${token}`) {
        streamText(response, url);
      } else {
        const headers = { 'WWW-Authenticate': 'Bearer' };
        replyError(response, 401, 'The token is missing or out of date.', headers);
      }
    },
  },
  {
    path: '/echo',
    summary: 'Streams the request back as JSON text, whatever its method.',
    example: '/echo',
    handle(request, response, url) {
      readBody(request, (body) => {
        if (body === undefined) {
          replyError(response, 413, `A body may have ${MAX_BODY} bytes.`, {});
          return;
        }
        const headers = ECHOED_HEADERS.map((name) => [name, request.headers[name] ?? null]);
        const { method } = request;
        const echo = { method, headers: Object.fromEntries(headers) as unknown, body };
        streamText(response, url, JSON.stringify(echo));
      });
    },
  },
];

function streamText(
  response: DemoResponse,
  url: URL,
  text?: string,
  onEnd: () => void = () => {},
): void {
  const options = readOptions(url);
  openStream(response, options);
  sendToEnd(response, textEvents(text ?? options.text), options, { onEnd });
}

function replyError(
  response: DemoResponse,
  status: number,
  message: string,
  headers: OutgoingHttpHeaders,
): void {
  replyJson(response, status, { error: { message, status } }, headers);
}

function isFailure(value: string): boolean {
  return value === 'network' || /^[45]\d\d$/.test(value);
}

/** `Retry-After` in seconds or, for `date`, as an HTTP date one to two seconds ahead. */
function retryAfter(url: URL): OutgoingHttpHeaders {
  const value = url.searchParams.get('retryAfter');
  if (value === null) return {};
  if (value === 'date') return { 'Retry-After': new Date(Date.now() + 2000).toUTCString() };
  return { 'Retry-After': readNumber(url, 'retryAfter', 0, 0, 86_400) };
}

/** Reads a body. A body that is too long is read to its end but not kept, so that the client gets the refusal. */
function readBody(request: DemoRequest, done: (body: string | undefined) => void): void {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let text = '';
  let length = 0;
  request.on('data', (chunk) => {
    length += chunk.length;
    text = length <= MAX_BODY ? text + decoder.decode(chunk, { stream: true }) : '';
  });
  request.on('end', () => {
    done(length <= MAX_BODY ? text + decoder.decode() : undefined);
  });
}
