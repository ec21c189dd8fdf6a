/** Pages from a real server, opened in real Chromium, beside the demo server's streams. */
import { createServer } from 'node:http';
import { launch, type Browser, type Page } from 'puppeteer-core';
import { createDemoHandler } from '../../../demo-server/handler.js';
import { chromium } from '../../../scripts/browsers.mjs';
import { listen, shutDown } from '../../server/support.js';

/** A machine that is busy with other work is slow, not wrong. */
const PATIENCE = 60_000;

export interface Served {
  readonly body: string;
  readonly headers?: Record<string, string>;
}

export interface Pages {
  readonly origin: string;
  /** Serves something at a path; a string is a page or, by its ending, a script. */
  serve(path: string, served: string | Served): void;
  open(path: string, options?: { javaScript?: boolean }): Promise<OpenPage>;
  close(): Promise<void>;
}

export interface OpenPage extends AsyncDisposable {
  readonly page: Page;
  /** What the page logged, `type: text`, and what it did not catch. */
  readonly log: string[];
  /** Waits until an expression is true in the page. */
  until(expression: string): Promise<void>;
  evaluate<T>(expression: string): Promise<T>;
}

/** @param options `scrollbars`: they are drawn, which a browser without a window leaves out */
export async function startPages({ scrollbars = false } = {}): Promise<Pages> {
  const files = new Map<string, Served>();
  const demo = createDemoHandler();
  const server = createServer((request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?', 1);
    const file = files.get(path);
    if (!file) return demo(request, response);
    const type = path.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8`, ...file.headers });
    response.end(file.body);
  });
  const options = await chromium();
  if (!options) throw new Error('chromium: not found');
  const origin = await listen(server);
  const browser = await launch({
    ...options,
    protocolTimeout: PATIENCE,
    ...(scrollbars && { ignoreDefaultArgs: ['--hide-scrollbars'] }),
  });
  // A page may ask for it; a 404 would stand in its log.
  files.set('/favicon.ico', { body: '' });
  return {
    origin,
    serve: (path, served) => {
      files.set(path, typeof served === 'string' ? { body: served } : served);
    },
    open: (path, { javaScript = true } = {}) => openPage(browser, `${origin}${path}`, javaScript),
    close: async () => {
      await browser.close();
      await shutDown(server, demo);
    },
  };
}

async function openPage(browser: Browser, url: string, javaScript: boolean): Promise<OpenPage> {
  const page = await browser.newPage();
  const log: string[] = [];
  page.on('console', (message) => log.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => log.push(`uncaught: ${String(error)}`));
  page.setDefaultTimeout(PATIENCE);
  await page.setJavaScriptEnabled(javaScript);
  await page.goto(url, { waitUntil: 'load' });
  return {
    page,
    log,
    // Not page.waitForFunction(): it makes a function of a string, which a strict policy forbids.
    until: async (expression) => {
      try {
        await page.evaluate(`new Promise((resolve) => {
          const look = () => (${expression}) ? resolve() : setTimeout(look, 25);
          look();
        })`);
      } catch (error) {
        throw new Error(`Never true: ${expression}\n${log.join('\n')}`, { cause: error });
      }
    },
    evaluate: async <T>(expression: string) => (await page.evaluate(expression)) as T,
    // Closes the page's streams too: only six fit one origin.
    [Symbol.asyncDispose]: () => page.close(),
  };
}

/** A page around a body. What stands in `head` comes first. */
export const html = (body: string, head = ''): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A test</title>${head}</head>` +
  `<body>${body}</body></html>`;

export const script = (path: string): string => `<script type="module" src="${path}"></script>`;
