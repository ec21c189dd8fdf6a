import type { Client } from './clients.js';
import type { DemoRequest, DemoResponse } from './exchange.js';

/** One path that shows one fault or one format. */
export interface Scenario {
  readonly path: `/${string}`;
  /** One sentence for the index. */
  readonly summary: string;
  /** An example path with a query. */
  readonly example: string;
  handle(request: DemoRequest, response: DemoResponse, url: URL, client: Client): void;
}
