/** Pages from a real server, opened in real Chromium, beside the demo server's streams. */
import { createServer } from 'node:http';
import { after } from 'node:test';
import { launch, type Browser, type Page } from 'puppeteer-core';
import { bundle } from '../../../bench/bundle.js';
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
  open(path: string, options?: OpenOptions): Promise<OpenPage>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly javaScript?: boolean;
  /** What happens before the page is loaded. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

export interface OpenPage extends AsyncDisposable {
  readonly page: Page;
  /** What the page logged, `type: text`, and what it did not catch. */
  readonly log: string[];
  /** Waits until an expression is true in the page. */
  until(expression: string): Promise<void>;
  evaluate<T>(expression: string): Promise<T>;
}

interface BrowserOptions {
  /** They are drawn, which a browser without a window leaves out. */
  readonly scrollbars?: boolean;
}

export async function startPages(options?: BrowserOptions): Promise<Pages> {
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
  const origin = await listen(server);
  const browser = await startBrowser(options);
  // A page may ask for it; a 404 would stand in its log.
  files.set('/favicon.ico', { body: '' });
  return {
    origin,
    serve: (path, served) => {
      files.set(path, typeof served === 'string' ? { body: served } : served);
    },
    open: (path, options) => browser.open(`${origin}${path}`, options),
    close: () => shutDown(server, demo),
  };
}

let element: Promise<string> | undefined;

/** The element in one file, built once for all tests of this process. */
export const elementScript = (): Promise<string> => (element ??= bundle('../src/index.ts'));

export interface OpenBrowser {
  open(url: string, options?: OpenOptions): Promise<OpenPage>;
}

/** With scrollbars, and without them. */
const browsers = new Map<boolean, Promise<Browser>>();
after(async () => {
  for (const browser of browsers.values()) await (await browser).close();
});

/** Chromium, for pages of whatever server. It is started once for all tests of this process, and ends after the last of them. */
export async function startBrowser({
  scrollbars = false,
}: BrowserOptions = {}): Promise<OpenBrowser> {
  const started = browsers.get(scrollbars) ?? launchBrowser(scrollbars);
  browsers.set(scrollbars, started);
  const browser = await started;
  return { open: (url, how = {}) => openPage(browser, url, how) };
}

async function launchBrowser(scrollbars: boolean): Promise<Browser> {
  const options = await chromium();
  if (!options) throw new Error('chromium: not found');
  return launch({
    ...options,
    protocolTimeout: PATIENCE,
    ...(scrollbars && { ignoreDefaultArgs: ['--hide-scrollbars'] }),
  });
}

async function openPage(browser: Browser, url: string, how: OpenOptions): Promise<OpenPage> {
  const { javaScript = true, prepare } = how;
  const page = await browser.newPage();
  const log: string[] = [];
  page.on('console', (message) => log.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => log.push(`uncaught: ${String(error)}`));
  page.setDefaultTimeout(PATIENCE);
  await page.setJavaScriptEnabled(javaScript);
  await prepare?.(page);
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
