/** Adapts a fetch event of a service worker to the shape of Node's request and response. */
import type { OutgoingHttpHeaders } from 'node:http';
import type { DemoRequest, DemoResponse, DemoSocket } from './exchange.js';

/** Number of chunks that wait for the reader before `write()` returns false. */
const ROOM = 2048;
/** Delay of a cut in milliseconds: when a body breaks, browsers discard chunks that were not delivered yet. */
const CUT_DELAY = 100;
/** Statuses whose responses must have no body. */
const WITHOUT_BODY = [204, 205, 304];

export class WorkerRequest implements DemoRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly #request: Request;
  #onData: (chunk: Uint8Array) => void = () => {};

  constructor(request: Request) {
    this.#request = request;
    this.method = request.method;
    this.headers = Object.fromEntries(request.headers);
  }

  on(event: 'data', listener: (chunk: Uint8Array) => void): void;
  on(event: 'end', listener: () => void): void;
  on(event: 'data' | 'end', listener: (chunk: Uint8Array) => void): void {
    if (event === 'data') this.#onData = listener;
    else void this.#read(listener as () => void);
  }

  async #read(onEnd: () => void): Promise<void> {
    this.#onData(new Uint8Array(await this.#request.arrayBuffer()));
    onEnd();
  }
}

type Listener = () => void;

export class WorkerResponse implements DemoResponse {
  readonly req: { readonly method: string };
  readonly socket: DemoSocket = {
    destroy: () => this.destroy(),
    destroySoon: () => setTimeout(() => this.destroy(), CUT_DELAY),
  };
  destroyed = false;
  writableEnded = false;
  /** The response to the event; resolves once the head is written. */
  readonly response: Promise<Response>;
  /** Resolves when the response is closed. */
  readonly closed: Promise<void>;
  readonly #encoder = new TextEncoder();
  readonly #listeners = { close: new Set<Listener>(), drain: new Set<Listener>() };
  #respond!: (response: Response) => void;
  #body!: ReadableStreamDefaultController<Uint8Array>;
  /** Whether the reader may be an EventSource; the element's own fetch sends the same headers. */
  readonly #isFeed: boolean;
  readonly #stream = new ReadableStream<Uint8Array>(
    {
      start: (controller) => void (this.#body = controller),
      pull: () => this.#emit('drain'),
      cancel: () => this.#close(),
    },
    { highWaterMark: ROOM },
  );

  constructor({ method, headers }: Request) {
    this.req = { method };
    this.#isFeed = method === 'GET' && headers.get('accept') === 'text/event-stream';
    this.response = new Promise((resolve) => (this.#respond = resolve));
    this.closed = new Promise((resolve) => this.once('close', resolve));
  }

  writeHead(status: number, headers: OutgoingHttpHeaders = {}): this {
    const entries = Object.entries(headers).map(([name, value]) => [name, String(value)]);
    const body = WITHOUT_BODY.includes(status) ? null : this.#stream;
    const response = new Response(body, {
      status,
      headers: Object.fromEntries(entries) as HeadersInit,
    });
    this.#respond(response);
    return this;
  }

  /** Nothing to do: `writeHead()` sends the head at once. */
  flushHeaders(): void {}

  write(chunk: string | Uint8Array): boolean {
    if (this.destroyed || this.writableEnded) return true;
    this.#body.enqueue(typeof chunk === 'string' ? this.#encoder.encode(chunk) : chunk);
    return (this.#body.desiredSize ?? 0) > 0;
  }

  end(chunk?: string): void {
    if (this.destroyed || this.writableEnded) return;
    if (chunk !== undefined) this.write(chunk);
    this.writableEnded = true;
    this.#body.close();
    this.#close();
  }

  /**
   * In Chromium, an error in a worker's body ends an EventSource for good. A closed body makes EventSource reconnect, like a
   * broken connection.
   */
  destroy(): void {
    if (this.destroyed) return;
    // Without effect if the head was written.
    this.#respond(Response.error());
    if (this.#isFeed) this.#body.close();
    else this.#body.error(new TypeError('The connection was cut.'));
    this.#close();
  }

  on(event: 'close' | 'drain', listener: Listener): void {
    this.#listeners[event].add(listener);
  }

  once(event: 'close' | 'drain', listener: Listener): void {
    const once = (): void => {
      this.#listeners[event].delete(once);
      listener();
    };
    this.on(event, once);
  }

  off(event: 'close' | 'drain', listener: Listener): void {
    this.#listeners[event].delete(listener);
  }

  #close(): void {
    this.destroyed = true;
    this.#emit('close');
  }

  #emit(event: 'close' | 'drain'): void {
    for (const listener of [...this.#listeners[event]]) listener();
  }
}
