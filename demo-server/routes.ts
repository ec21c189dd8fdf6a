import { controls } from './control.js';
import type { Clients } from './clients.js';
import type { DemoRequest, DemoResponse } from './exchange.js';
import { readKey, readLastEventId } from './options.js';
import { scenarios } from './scenarios/index.js';

const scenarioByPath = new Map(scenarios.map((scenario) => [scenario.path as string, scenario]));
const controlByPath = new Map(controls.map((control) => [control.path as string, control]));

/** Whether a path leads to a scenario or a control, which both work without Node. */
export const isRoute = (pathname: string): boolean =>
  scenarioByPath.has(pathname) || controlByPath.has(pathname);

export function serveRoute(
  clients: Clients,
  request: DemoRequest,
  response: DemoResponse,
  url: URL,
): void {
  const control = controlByPath.get(url.pathname);
  if (control) {
    control.handle(request, response, url, clients);
    return;
  }
  const client = clients.enter(readKey(url), response, {
    path: url.pathname,
    lastEventId: readLastEventId(request, url),
    method: request.method ?? 'GET',
  });
  scenarioByPath.get(url.pathname)?.handle(request, response, url, client);
}
