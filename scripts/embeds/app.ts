// An example in the browser, by what its user sees of it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'puppeteer-core';
import { PATIENCE } from './server.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const SONG = 'section:has(select) typewriter-stream';
const ANSWERS = 'section:has(form) typewriter-stream';
const STATUS = 'output[aria-label="Song status"]';

/** Keeps what the status line has said. */
const recordStatus = `
  globalThis.statuses = [];
  new MutationObserver(() => {
    const status = document.querySelector('${STATUS}')?.textContent.trim();
    if (status && status !== statuses.at(-1)) statuses.push(status);
  }).observe(document, { subtree: true, childList: true, characterData: true });
`;

/** What is on screen in the elements that match. A line holds its own line end. */
const texts = (selector: string): string => `
  [...document.querySelectorAll('${selector}')].map(({ shadowRoot }) =>
    [...shadowRoot.querySelectorAll('[part=line]')].map((line) => line.textContent).join(''))
`;

export class App {
  /** Errors and warnings in the console, and errors that nobody caught. */
  readonly problems: string[] = [];
  /** Whatever else was said in the console. */
  readonly notes: string[] = [];

  private constructor(private readonly page: Page) {}

  static async open(browser: Browser, address: string, width: number): Promise<App> {
    const page = await browser.newPage();
    const app = new App(page);
    page.setDefaultTimeout(PATIENCE);
    page.on('console', (message) => {
      const isProblem = ['error', 'warn', 'assert'].includes(message.type());
      const { url } = message.location();
      (isProblem ? app.problems : app.notes).push(`${message.text()} ${url ?? ''}`.trim());
    });
    page.on('pageerror', (error) => app.problems.push(`uncaught: ${String(error)}`));
    await page.setViewport({ width, height: 800 });
    await page.evaluateOnNewDocument(recordStatus);
    const response = await page.goto(address, { waitUntil: 'load' });
    const status = response?.status() ?? 0;
    // 304: a dev server whose page the browser has already.
    if (status !== 304 && !response?.ok()) throw new Error(`${address} answers ${status}`);
    return app;
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

  /** Throws unless both sections and the element are there. The page is loaded: there is not much left to wait for. */
  async isComplete(): Promise<void> {
    const parts = `!!customElements.get('typewriter-stream') && !!document.querySelector('${SONG}')
      && !!document.querySelector('section form')`;
    await this.page.waitForFunction(parts, { timeout: 10_000 }).catch((cause: unknown) => {
      throw new Error(`The page is not the app. ${this.problems.join(', ')}`, { cause });
    });
  }

  private async ask<T>(expression: string): Promise<T> {
    return (await this.page.evaluate(expression)) as T;
  }

  // The song.

  /** The texts of all songs on the page: there should be one. */
  songs(): Promise<string[]> {
    return this.ask(texts(SONG));
  }

  async songBegins(): Promise<void> {
    await this.until('the song begins', `(${texts(SONG)})[0]?.length > 0`);
  }

  async songIsDone(): Promise<void> {
    await this.until('the song is done', `/^done/.test(globalThis.statuses.at(-1) ?? '')`);
  }

  statuses(): Promise<string[]> {
    return this.ask('statuses');
  }

  /** Marks the song's element, to recognise it. */
  async markSong(): Promise<void> {
    await this.ask(`void (document.querySelector('${SONG}').isMarked = true)`);
  }

  isSongMarked(): Promise<boolean> {
    return this.ask(`document.querySelector('${SONG}').isMarked === true`);
  }

  /** Chooses the second song, and gives its text as its address has it. */
  async chooseOtherSong(): Promise<string> {
    const select = 'select[aria-label="Song"]';
    const values = await this.ask<string[]>(
      `[...document.querySelector('${select}').options].map(({ value }) => value)`,
    );
    const [, other = ''] = values;
    await this.page.select(select, other);
    return new URL(other, 'http://localhost').searchParams.get('text') ?? '';
  }

  async toggleSong(): Promise<void> {
    await this.page.locator('::-p-aria([name="Show the song"][role="checkbox"])').click();
  }

  // The chat.

  /** Asks, and waits until the answer's element is there. */
  async askQuestion(question: string): Promise<void> {
    const count = (await this.answers()).length;
    await this.page.locator('::-p-aria([name="Question"])').fill(question);
    await this.page.locator('::-p-aria([name="Ask"][role="button"])').click();
    await this.until(
      'an element for the answer appears',
      `document.querySelectorAll('${ANSWERS}').length > ${count}`,
    );
  }

  /** Waits until a question may be asked: no answer is under way. */
  async isReady(): Promise<void> {
    await this.until(
      '"Ask" is enabled and "Stop" is gone',
      `(() => {
        const buttons = [...document.querySelectorAll('form button')].filter(
          (button) => button.checkVisibility() && !button.disabled,
        );
        return buttons.map((button) => button.textContent.trim()).join() === 'Ask';
      })()`,
    );
  }

  answers(): Promise<string[]> {
    return this.ask(texts(ANSWERS));
  }

  async answerBegins(): Promise<void> {
    await this.until('the answer begins', `(${texts(ANSWERS)}).at(-1)?.length > 0`);
  }

  async stop(): Promise<void> {
    // The form's own button: the song's element has one of this name as well.
    await this.page.locator('form ::-p-text(Stop)').click();
  }

  /** What has the focus, by its name; the page's body has none. */
  focused(): Promise<string> {
    return this.ask(`(({ ariaLabel, localName, textContent }) =>
      ariaLabel ?? (localName === 'button' ? textContent.trim() : localName))(document.activeElement)`);
  }

  async pressTab(): Promise<void> {
    await this.page.keyboard.press('Tab');
  }

  /** What an element says of a failure, if that is visible. */
  failures(): Promise<string[]> {
    return this.ask(`
      [...document.querySelectorAll('${ANSWERS}')]
        .map(({ shadowRoot }) => shadowRoot.querySelector('[part=error]'))
        .filter((error) => error?.checkVisibility())
        .map((error) => error.textContent.trim())
    `);
  }

  /** What the chat shows outside of the elements: the questions. */
  chatText(): Promise<string> {
    return this.ask(`document.querySelector('section:has(form)').innerText`);
  }

  // The page.

  /** What reaches beyond the right edge, if that makes the page scroll. */
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
