import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Client } from './clients.js';

/** One path that shows one fault or one format. */
export interface Scenario {
  readonly path: `/${string}`;
  /** One sentence for the index. */
  readonly summary: string;
  /** A path with a query that is worth a try. */
  readonly example: string;
  handle(request: IncomingMessage, response: ServerResponse, url: URL, client: Client): void;
}
