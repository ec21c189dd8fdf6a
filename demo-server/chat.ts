import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Streams } from '../server/index.js';
import { CHAT_ANSWER } from './chat-answer.js';
import { readNumber } from './options.js';
import { replyJson } from './reply.js';

/** For the list of scenarios. */
export const chatEntry = {
  path: '/chat',
  summary:
    'POST starts an answer in Markdown and returns its id. GET /chat/ID streams it (format="json") to every reader, also after a reload. DELETE /chat/ID cancels it.',
  example: '/chat?interval=20',
} as const;

const PATH = /^\/chat(?:\/([^/]*))?$/;
const MAX_INTERVAL = 60_000;

export function isChatPath(pathname: string): boolean {
  return PATH.test(pathname);
}

/** A chat's backend on `Streams`: answers that outlive a connection and, in Redis, this process. */
export async function serveChat(
  streams: Streams,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const id = PATH.exec(url.pathname)?.[1] ?? '';
  if (id === '') return startAnswer(streams, request, response, url);
  if (request.method === 'GET' || request.method === 'HEAD') {
    return streams.serve(request, response, id);
  }
  if (request.method !== 'DELETE') return refuse(response, 'GET, HEAD, DELETE');
  const isCancelled = await streams.cancel(id);
  response.writeHead(isCancelled ? 204 : 409, { 'Cache-Control': 'no-store' }).end();
}

async function startAnswer(
  streams: Streams,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  if (request.method !== 'POST') return refuse(response, 'POST');
  const interval = readNumber(url, 'interval', 20, 0, MAX_INTERVAL);
  const id = await streams.start(async (writer) => {
    for (const word of CHAT_ANSWER.match(/\s*\S+\s?/g) ?? []) {
      await writer.write(word);
      await wait(interval, undefined, { signal: writer.signal });
    }
  });
  replyJson(response, 201, { id }, { Location: `/chat/${id}` });
}

function refuse(response: ServerResponse, allowed: string): void {
  const message = `Send ${allowed.replace(/, (?=[^,]*$)/, ' or ')}.`;
  replyJson(response, 405, { error: { message } }, { Allow: allowed });
}
