import type { DemoResponse } from './exchange.js';

export interface RequestRecord {
  path: string;
  lastEventId: string | null;
  method: string;
}

export interface Connections {
  open: number;
  total: number;
  requests: RequestRecord[];
}

const MAX_CLIENTS = 1000;
const MAX_REQUESTS = 50;

/** What the server knows about the streams of one `?key=`. All streams without a key share the empty one. */
export class Client {
  readonly #open = new Set<DemoResponse>();
  readonly #counts = new Map<string, number>();
  readonly #requests: RequestRecord[] = [];
  #total = 0;

  constructor(readonly key: string) {}

  add(response: DemoResponse, request: RequestRecord): void {
    this.#total += 1;
    this.#requests.push(request);
    if (this.#requests.length > MAX_REQUESTS) this.#requests.shift();
    this.#open.add(response);
    response.once('close', () => this.#open.delete(response));
  }

  /** The counter of a path: of connections, cuts or sent events. */
  count(path: string): number {
    return this.#counts.get(path) ?? 0;
  }

  countOneMore(path: string): number {
    const count = this.count(path) + 1;
    this.#counts.set(path, count);
    return count;
  }

  /** Resets a path's counter after a complete text, so that the next visitor meets the fault again. */
  startOver(path: string): void {
    this.#counts.delete(path);
  }

  connections(): Connections {
    return { open: this.#open.size, total: this.#total, requests: [...this.#requests] };
  }

  /** Breaks every open connection at once; returns their number. */
  cut(): number {
    const open = [...this.#open];
    for (const response of open) {
      this.#open.delete(response);
      // A response without a socket is queued after another one, and is closed with it.
      (response.socket ?? response).destroy();
    }
    return open.length;
  }
}

/** The clients by key. Visitors choose the keys, so only the most recent clients are kept. */
export class Clients {
  /** All clients together, whatever their keys. */
  readonly all = new Client('');
  readonly #byKey = new Map<string, Client>();

  /** Returns the client of a key, without creating one. */
  find(key: string): Client | undefined {
    return this.#byKey.get(key);
  }

  enter(key: string, response: DemoResponse, request: RequestRecord): Client {
    const client = this.#byKey.get(key) ?? new Client(key);
    this.#byKey.delete(key);
    this.#byKey.set(key, client);
    if (this.#byKey.size > MAX_CLIENTS) {
      const [oldest] = this.#byKey.keys();
      if (oldest !== undefined) this.#byKey.delete(oldest);
    }
    this.all.add(response, request);
    client.add(response, request);
    return client;
  }
}
