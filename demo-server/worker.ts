/** The demo server where there is no server: a service worker that answers the streams of a static host's pages. */
import { Clients } from './clients.js';
import { indexPage } from './index-page.js';
import { reply } from './reply.js';
import { isRoute, serveRoute } from './routes.js';
import { WorkerRequest, WorkerResponse } from './worker-exchange.js';

/** TypeScript knows a page's globals here, not a worker's. */
interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface WorkerScope {
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(
    type: 'install' | 'activate' | 'message',
    on: (event: ExtendableEvent) => void,
  ): void;
  addEventListener(type: 'fetch', on: (event: FetchEvent) => void): void;
}

const INDEX_PATH = '/scenarios';
const scope = self as unknown as WorkerScope;
/** The folder of the page, which a host may have put anywhere. */
const base = new URL('.', location.href).pathname;
const clients = new Clients();

scope.addEventListener('install', (event) => event.waitUntil(scope.skipWaiting()));
// The page that brought it waits to be controlled; so does one that was reloaded past it.
for (const type of ['activate', 'message'] as const) {
  scope.addEventListener(type, (event) => event.waitUntil(scope.clients.claim()));
}

scope.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  const path = url.origin === location.origin ? routeOf(url.pathname) : undefined;
  if (path === undefined) return;
  const response = new WorkerResponse(event.request);
  event.respondWith(response.response);
  // A worker with nothing to wait for is stopped, and its streams with it.
  event.waitUntil(response.closed);
  if (path === INDEX_PATH) {
    reply(response, 200, 'text/html', indexPage([]));
    return;
  }
  const request = new WorkerRequest(event.request);
  serveRoute(clients, request, response, new URL(path + url.search, url));
});

/** The demo server's own path: below the page's folder, or, as stories write it, at the top. */
function routeOf(pathname: string): string | undefined {
  const below = pathname.startsWith(base) ? pathname.slice(base.length - 1) : pathname;
  return [below, pathname].find((path) => path === INDEX_PATH || isRoute(path));
}
