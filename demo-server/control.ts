import { Client, type Clients } from './clients.js';
import type { DemoRequest, DemoResponse } from './exchange.js';
import { readKey } from './options.js';
import { replyJson } from './reply.js';

/** A path that inspects or breaks streams. Its requests are not counted as connections. */
export interface Control {
  readonly path: `/${string}`;
  readonly summary: string;
  readonly example: string;
  handle(request: DemoRequest, response: DemoResponse, url: URL, clients: Clients): void;
}

export const controls: readonly Control[] = [
  {
    path: '/connections',
    summary: 'Lists the open streams and the requests, of one key or of all keys.',
    example: '/connections?key=demo',
    handle(_request, response, url, clients) {
      const client = url.searchParams.has('key') ? clients.find(readKey(url)) : clients.all;
      replyJson(response, 200, (client ?? new Client('')).connections());
    },
  },
  {
    path: '/cut',
    summary:
      'A POST breaks the open streams of a key. Without a key, it breaks the streams that have none.',
    example: '/cut?key=demo',
    handle(request, response, url, clients) {
      if (request.method !== 'POST') {
        const message = 'Send POST to cut the streams of a key.';
        replyJson(response, 405, { error: { message } }, { Allow: 'POST' });
        return;
      }
      replyJson(response, 200, { cut: clients.find(readKey(url))?.cut() ?? 0 });
    },
  },
];
