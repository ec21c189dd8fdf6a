// A page in the browser, as its user sees it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { KeyInput, Page } from 'puppeteer-core';
import { PATIENCE } from './server.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export class View {
  /** Errors and warnings in the console, and uncaught errors. */
  readonly problems: string[] = [];
  /** All other console messages. */
  readonly notes: string[] = [];

  constructor(protected readonly page: Page) {
    page.setDefaultTimeout(PATIENCE);
    page.on('console', (message) => {
      const isProblem = ['error', 'warn', 'assert'].includes(message.type());
      const { url } = message.location();
      (isProblem ? this.problems : this.notes).push(`${message.text()} ${url ?? ''}`.trim());
    });
    page.on('pageerror', (error) => this.problems.push(`uncaught: ${String(error)}`));
  }

  /**
   * Goes to a page, and throws early if it is not the expected one, before a test waits for it in vain.
   * @param isComplete an expression that is true once the page is complete; it gets half the timeout, since the page is loaded
   */
  async goTo(address: string, width: number, isComplete: string): Promise<void> {
    await this.page.setViewport({ width, height: 800 });
    const response = await this.page.goto(address, { waitUntil: 'load' });
    const status = response?.status() ?? 0;
    // 304: the browser has a dev server's page in its cache.
    if (status !== 304 && !response?.ok()) throw new Error(`${address} answers ${status}`);
    const condition = `!!customElements.get('typewriter-stream') && (${isComplete})`;
    await this.page.waitForFunction(condition, { timeout: 30_000 }).catch((cause: unknown) => {
      throw new Error(`The page is not as expected. ${this.problems.join(', ')}`, { cause });
    });
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  /** Waits until an expression is true in the page. */
  async until(what: string, expression: string): Promise<void> {
    await this.page.waitForFunction(expression).catch((error: unknown) => {
      throw new Error(`The page waited in vain: ${what}. ${this.problems.join(', ')}`, {
        cause: error,
      });
    });
  }

  protected async ask<T>(expression: string): Promise<T> {
    return (await this.page.evaluate(expression)) as T;
  }

  async press(key: KeyInput): Promise<void> {
    await this.page.keyboard.press(key);
  }

  async pressWithShift(key: KeyInput): Promise<void> {
    await this.page.keyboard.down('Shift');
    await this.press(key);
    await this.page.keyboard.up('Shift');
  }

  /** The name of the focused element; `body` if nothing has the focus. */
  focused(): Promise<string> {
    return this.ask(`(({ ariaLabel, localName, textContent }) =>
      ariaLabel ?? (localName === 'button' ? textContent.trim() : localName))(document.activeElement)`);
  }

  /** The elements beyond the right edge, if they make the page scroll. */
  overflowing(): Promise<string[]> {
    return this.ask(`(() => {
      const { scrollWidth } = document.documentElement;
      if (scrollWidth <= innerWidth) return [];
      const within = (node) => [...node.querySelectorAll('*')].flatMap((element) =>
        [element, ...(element.shadowRoot ? within(element.shadowRoot) : [])]);
      const wide = within(document).filter((element) => element.getBoundingClientRect().right > innerWidth);
      return [scrollWidth + ' pixels', ...wide.map(({ localName, className }) => localName + '.' + className)];
    })()`);
  }

  async violations(scheme: 'light' | 'dark'): Promise<string[]> {
    await this.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await this.page.evaluate(axe);
    return this.ask(`axe.run().then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`);
  }
}
