import type { IncomingMessage, ServerResponse } from 'node:http';
import { Streams } from '../server/index.js';
import { chatEntry, isChatPath, serveChat } from './chat.js';
import { Clients } from './clients.js';
import { allowOrigin, answerPreflight } from './cors.js';
import { indexPage } from './index-page.js';
import { reply } from './reply.js';
import { isRoute, serveRoute } from './routes.js';

/** Serves the scenarios; also usable as a connect, vite or (with `respond = false`) koa middleware. */
export interface DemoHandler {
  (request: IncomingMessage, response: ServerResponse, next?: () => void): void;
  /** Breaks every open stream, which stops its timer too. Resolves once `/chat` has written its log. */
  close(): Promise<void>;
}

export const INDEX_PATH = '/scenarios';

/** Whether a path (without its query) belongs to the demo server. */
export function isDemoPath(pathname: string): boolean {
  return pathname === INDEX_PATH || isRoute(pathname) || isChatPath(pathname);
}

/** `streams` stores the answers of `/chat`. Default: in the memory of this process. */
export function createDemoHandler(streams = new Streams()): DemoHandler {
  const clients = new Clients();

  const handle = (request: IncomingMessage, response: ServerResponse, next?: () => void): void => {
    const target = request.url ?? '/';
    const pathname = target.split('?', 1)[0] ?? '/';
    if (!isDemoPath(pathname)) {
      if (next) next();
      else replyNotFound(response, pathname);
      return;
    }

    // A client that leaves early is no error.
    request.on('error', () => {});
    response.on('error', () => {});
    closeWithSocket(request, response);
    // An unread body would keep its sender waiting. A scenario that reads the body adds its listener in this turn.
    request.resume();

    const fail = (error: unknown): void => {
      console.error(`Demo server: ${pathname} failed.`, error);
      if (response.headersSent) response.destroy();
      else reply(response, 500, 'text/plain', `${pathname} failed.\n`);
    };
    try {
      serve(clients, streams, request, response, new URL(target, 'http://localhost'))?.catch(fail);
    } catch (error) {
      fail(error);
    }
  };

  const close = (): Promise<void> => {
    clients.all.cut();
    return streams.close();
  };
  return Object.assign(handle, { close });
}

/** Closes a response with its socket: of several requests queued on a connection, Node informs only the first. */
function closeWithSocket({ socket }: IncomingMessage, response: ServerResponse): void {
  const close = (): void => {
    if (response.destroyed) return;
    response.destroy();
    response.emit('close');
  };
  socket.once('close', close);
  response.once('close', () => socket.off('close', close));
}

function serve(
  clients: Clients,
  streams: Streams,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> | undefined {
  allowOrigin(request, response, url);
  if (request.method === 'OPTIONS') {
    answerPreflight(request, response, url);
    return;
  }
  if (url.pathname === INDEX_PATH) {
    reply(response, 200, 'text/html', indexPage([chatEntry]));
    return;
  }
  if (isChatPath(url.pathname)) return serveChat(streams, request, response, url);
  serveRoute(clients, request, response, url);
  return;
}

function replyNotFound(response: ServerResponse, pathname: string): void {
  const message = `There is no scenario at ${pathname}. All of them are listed at ${INDEX_PATH}.\n`;
  reply(response, 404, 'text/plain', message);
}
