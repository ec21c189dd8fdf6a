/** The demo server for a static host: a service worker that answers the streams of the host's pages. */
import { Clients } from './clients.js';
import { indexPage } from './index-page.js';
import { reply } from './reply.js';
import { isRoute, serveRoute } from './routes.js';
import { WorkerRequest, WorkerResponse } from './worker-exchange.js';

/** TypeScript knows only a page's globals here, not those of a worker. */
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
/** The folder of the page, which may be anywhere on the host. */
const base = new URL('.', location.href).pathname;
const clients = new Clients();

scope.addEventListener('install', (event) => event.waitUntil(scope.skipWaiting()));
// The page that registered the worker waits to be controlled, and so does a page after a forced reload.
for (const type of ['activate', 'message'] as const) {
  scope.addEventListener(type, (event) => event.waitUntil(scope.clients.claim()));
}

scope.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  const path = url.origin === location.origin ? routeOf(url.pathname) : undefined;
  if (path === undefined) return;
  const response = new WorkerResponse(event.request);
  event.respondWith(response.response);
  // The browser stops a worker that waits for nothing, and its streams with it.
  event.waitUntil(response.closed);
  if (path === INDEX_PATH) {
    reply(response, 200, 'text/html', indexPage([]));
    return;
  }
  const request = new WorkerRequest(event.request);
  serveRoute(clients, request, response, new URL(path + url.search, url));
});

/** Returns the demo server's path for a URL path: below the page's folder or, as in stories, at the root. */
function routeOf(pathname: string): string | undefined {
  const below = pathname.startsWith(base) ? pathname.slice(base.length - 1) : pathname;
  return [below, pathname].find((path) => path === INDEX_PATH || isRoute(path));
}
