import { launch } from 'puppeteer-core';
import { chromium, firefox, webkit } from '../../../scripts/browsers.mjs';
import { capabilitiesOf, freePort, startDriver } from '../../../scripts/webkit.mjs';
import { pause } from './exact.js';

/** A tab, whatever drives it. */
export interface Page {
  /** Resolves to what an expression of JavaScript is in the page. */
  evaluate(expression: string): Promise<unknown>;
  reload(): Promise<unknown>;
  close(): Promise<unknown>;
}

export interface Browser {
  open(url: string): Promise<Page>;
  close(): Promise<void>;
}

type Open = () => Promise<Browser>;

/** Chromium and Firefox. Their tabs share nothing but the browser. */
function withPuppeteer(options: Parameters<typeof launch>[0]): Open {
  return async () => {
    const browser = await launch({ ...options, acceptInsecureCerts: true });
    return {
      async open(url) {
        const page = await browser.newPage();
        await page.goto(url);
        return {
          evaluate: (expression) => page.evaluate(expression),
          reload: () => page.reload(),
          close: () => page.close(),
        };
      },
      close: () => browser.close(),
    };
  };
}

/** WebKit speaks WebDriver, in which a session looks at one tab at a time: commands are sent one after the other. */
function withWebDriver(programs: { driver: string; miniBrowser: string; xvfb: string }): Open {
  return async () => {
    const port = await freePort();
    const end = await startDriver(programs, port);
    const send = async (method: string, path: string, body?: object): Promise<unknown> => {
      const init = body ? { method, body: JSON.stringify(body) } : { method };
      const response = await fetch(`http://127.0.0.1:${port}/session${path}`, init);
      const { value } = (await response.json()) as { value: { error?: string; message?: string } };
      if (!response.ok) throw new Error(`${path}: ${value.error}: ${value.message}`);
      return value;
    };
    const alwaysMatch = { ...capabilitiesOf(programs.miniBrowser), acceptInsecureCerts: true };
    const session = (await send('POST', '', { capabilities: { alwaysMatch } })) as {
      sessionId: string;
    };
    const path = `/${session.sessionId}`;
    let last: Promise<unknown> = Promise.resolve();
    const inTurn = <T>(command: () => Promise<T>): Promise<T> => {
      const done = last.then(command);
      last = done.catch(() => {});
      return done;
    };
    const home = (await send('GET', `${path}/window`)) as string;
    const open = async (url: string): Promise<Page> => {
      // A tab that was closed opens no other.
      await send('POST', `${path}/window`, { handle: home });
      const { handle } = (await send('POST', `${path}/window/new`, { type: 'tab' })) as {
        handle: string;
      };
      const there = (method: string, command: string, body?: object): Promise<unknown> =>
        inTurn(async () => {
          await send('POST', `${path}/window`, { handle });
          return send(method, path + command, body);
        });
      await send('POST', `${path}/window`, { handle });
      await send('POST', `${path}/url`, { url });
      return {
        evaluate: (expression) =>
          there('POST', '/execute/sync', { script: `return (${expression});`, args: [] }),
        reload: () => there('POST', '/refresh', {}),
        close: () => there('DELETE', '/window'),
      };
    };
    return {
      open: (url) => inTurn(() => open(url)),
      async close() {
        await inTurn(() => send('DELETE', path)).catch(() => {});
        end();
      },
    };
  };
}

/** How to open each engine; undefined where it is missing. */
export async function engines(): Promise<
  Record<'chromium' | 'firefox' | 'webkit', Open | undefined>
> {
  const found = { chromium: await chromium(), firefox: firefox(), webkit: webkit() };
  return {
    chromium: found.chromium && withPuppeteer(found.chromium),
    firefox: found.firefox && withPuppeteer(found.firefox),
    webkit: found.webkit && withWebDriver(found.webkit),
  };
}

/** Resolves once an expression is true in the page. Rejects after a minute and a half, with what `instead` is then. */
export async function until(page: Page, expression: string, instead: string): Promise<void> {
  const began = performance.now();
  while (!(await page.evaluate(expression))) {
    if (performance.now() - began > 90_000) {
      const found = JSON.stringify(await page.evaluate(instead));
      throw new Error(`It did not become true: ${expression}. Instead: ${found}`);
    }
    await pause(50);
  }
}
