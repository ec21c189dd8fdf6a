import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

interface Reply {
  id?: number;
  result?: unknown;
  error?: { message: string };
}

/**
 * Chromium over the DevTools protocol, through a pipe and with only the domains that are asked
 * for: the Network domain, which test libraries switch on, sends a message per SSE event and would
 * be a tax on every contender that uses EventSource.
 */
export class Browser {
  readonly #process: ChildProcess;
  readonly #profile = mkdtempSync(join(tmpdir(), 'bench-'));
  readonly #input: Writable;
  readonly #replies = new Map<number, (reply: Reply) => void>();
  #buffer = '';
  #id = 0;

  constructor(executable: string, args: readonly string[]) {
    this.#process = spawn(
      executable,
      [
        ...args,
        '--headless=new',
        '--remote-debugging-pipe',
        `--user-data-dir=${this.#profile}`,
        '--window-size=1000,800',
        'about:blank',
      ],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
    );
    this.#input = this.#process.stdio[3] as Writable;
    (this.#process.stdio[4] as Readable).setEncoding('utf8').on('data', (text: string) => {
      const messages = (this.#buffer + text).split('\0');
      this.#buffer = messages.pop() ?? '';
      for (const message of messages) this.#onMessage(JSON.parse(message) as Reply);
    });
  }

  send<T>(method: string, params: object = {}, sessionId?: string): Promise<T> {
    const id = ++this.#id;
    this.#input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => {
      this.#replies.set(id, ({ result, error }) => {
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve(result as T);
      });
    });
  }

  /** A fresh page in the foreground. */
  async open(): Promise<Page> {
    const { targetId } = await this.send<{ targetId: string }>('Target.createTarget', {
      url: 'about:blank',
    });
    const { sessionId } = await this.send<{ sessionId: string }>('Target.attachToTarget', {
      targetId,
      flatten: true,
    });
    const page = new Page(this, targetId, sessionId);
    await page.send('Page.enable');
    await page.send('Performance.enable');
    return page;
  }

  async close(): Promise<void> {
    const gone = new Promise((resolve) => this.#process.once('exit', resolve));
    await this.send('Browser.close').catch(() => undefined);
    await gone;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  #onMessage(reply: Reply): void {
    if (reply.id === undefined) return;
    this.#replies.get(reply.id)?.(reply);
    this.#replies.delete(reply.id);
  }
}

export class Page {
  readonly #browser: Browser;
  readonly #targetId: string;
  readonly #sessionId: string;

  constructor(browser: Browser, targetId: string, sessionId: string) {
    this.#browser = browser;
    this.#targetId = targetId;
    this.#sessionId = sessionId;
  }

  send<T>(method: string, params: object = {}): Promise<T> {
    return this.#browser.send(method, params, this.#sessionId);
  }

  /** Opens an address and waits until an expression is true there. */
  async go(url: string, ready: string): Promise<void> {
    await this.send('Page.navigate', { url });
    for (;;) {
      if (await this.evaluate<boolean>(`Boolean(${ready})`).catch(() => false)) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.send<{
      result: { value: T };
      exceptionDetails?: { exception?: { description?: string }; text: string };
    }>('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  }

  /** The browser's own counters: TaskDuration, LayoutDuration, Nodes … Durations are seconds. */
  async metrics(): Promise<Record<string, number>> {
    const { metrics } = await this.send<{ metrics: { name: string; value: number }[] }>(
      'Performance.getMetrics',
    );
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  }

  async close(): Promise<void> {
    await this.#browser.send('Target.closeTarget', { targetId: this.#targetId });
  }
}
