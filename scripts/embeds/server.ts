// The server of an example: its built files, and under /api the demo server, whose calls are recorded.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { createDemoHandler } from '../../demo-server/handler.js';

/** Timeout of every wait, in milliseconds; a busy machine is slow. */
export const PATIENCE = 60_000;

/** One request for a stream, as the server saw it. */
export interface Call {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The body as JSON, once received; undefined without a body. */
  body: unknown;
  isOpen: boolean;
  /** Ends the stream at once, with the end marker. */
  end(): void;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export class Server {
  /** Query parameters added to every stream, so that a test can slow a stream down or make it fail. */
  extra: Record<string, string> = {};
  /** Every request for a stream since the last `reset()`. */
  calls: Call[] = [];

  readonly #demo = createDemoHandler();
  readonly #server = createServer((request, response) => void this.#handle(request, response));
  readonly #waiting = new Set<() => void>();

  /** @param folder the files served beside /api; none for the API alone */
  constructor(private readonly folder?: string) {}

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  reset(extra: Record<string, string>): void {
    this.extra = extra;
    this.calls = [];
  }

  async close(): Promise<void> {
    this.#demo.close();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  /** The calls of a path that are still open. */
  open(path: string): Call[] {
    return this.calls.filter((call) => call.path === path && call.isOpen);
  }

  /** Waits until the condition is true; checks whenever a call arrives, has sent its body, or closes. */
  async until(what: string, condition: () => boolean): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(ask);
      };
      const ask = (): void => {
        if (!condition()) return;
        end();
        resolve();
      };
      const timer = setTimeout(() => {
        end();
        const calls = this.calls
          .map(({ path, isOpen }) => `${path} (${isOpen ? 'open' : 'closed'})`)
          .join(', ');
        reject(new Error(`The server waited in vain: ${what}. It saw: ${calls || 'nothing'}.`));
      }, PATIENCE);
      this.#waiting.add(ask);
    });
  }

  #changed(): void {
    for (const ask of [...this.#waiting]) ask();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    // A dev server in front of this one has removed the prefix.
    const path = url.pathname.replace(/^\/api\//, '/');
    if (!this.folder || path !== url.pathname) this.#stream(request, response, path, url);
    else await this.#file(url.pathname, response, this.folder);
  }

  #stream(request: IncomingMessage, response: ServerResponse, path: string, url: URL): void {
    const { headers } = request;
    const query = new URLSearchParams(url.searchParams);
    const end = (): void => void response.end('data: [DONE]\n\n');
    const call: Call = { path, query, headers, body: undefined, isOpen: true, end };
    this.calls.push(call);

    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      if (body) call.body = JSON.parse(body);
      this.#changed();
    });
    response.on('close', () => {
      call.isOpen = false;
      this.#changed();
    });

    for (const [name, value] of Object.entries(this.extra)) url.searchParams.set(name, value);
    request.url = path + url.search;
    this.#demo(request, response);
    this.#changed();
  }

  async #file(pathname: string, response: ServerResponse, folder: string): Promise<void> {
    const file = pathname === '/' ? '/index.html' : pathname;
    const type = TYPES[extname(file)];
    try {
      if (!type) throw new Error('not a file of a page');
      // A URL's path has no `..`, so it cannot lead out of the folder.
      const content = await readFile(join(folder, file));
      response.writeHead(200, {
        'Content-Type': type,
        'X-Content-Type-Options': 'nosniff',
        ...(type.includes('html') && { 'Content-Security-Policy': policy(content.toString()) }),
      });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  }
}

/** A strict content security policy: only the page's own inline scripts, and no eval. */
function policy(html: string): string {
  const scripts = [...html.matchAll(/<script type="module">([^]*?)<\/script>/g)].map(
    ([, code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`,
  );
  return [
    "default-src 'none'",
    ["script-src 'self'", ...scripts].join(' '),
    "style-src 'self'",
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
