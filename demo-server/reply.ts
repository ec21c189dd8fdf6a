import type { OutgoingHttpHeaders } from 'node:http';
import type { DemoResponse } from './exchange.js';

/** Sends a short, complete response. Browsers must neither guess its type nor cache it. */
export function reply(
  response: DemoResponse,
  status: number,
  type: string,
  body: string,
  headers: OutgoingHttpHeaders = {},
): void {
  response.writeHead(status, {
    'Content-Type': `${type}; charset=utf-8`,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  });
  response.end(body);
}

export function replyJson(
  response: DemoResponse,
  status: number,
  value: unknown,
  headers: OutgoingHttpHeaders = {},
): void {
  reply(response, status, 'application/json', JSON.stringify(value), headers);
}
