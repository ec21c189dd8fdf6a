// One of the apps in the browser, as its user sees it.
import type { BrowserContext } from 'puppeteer-core';
import { View } from './view.js';

const SONG = 'section:has(select) typewriter-stream';
const ANSWERS = 'section:has(form) typewriter-stream';
const STATUS = 'output[aria-label="Song status"]';

/** Records the texts of the status line. */
const recordStatus = `
  globalThis.statuses = [];
  new MutationObserver(() => {
    const status = document.querySelector('${STATUS}')?.textContent.trim();
    if (status && status !== statuses.at(-1)) statuses.push(status);
  }).observe(document, { subtree: true, childList: true, characterData: true });
`;

/** The text on screen in each matching element. A line includes its line end. */
const texts = (selector: string): string => `
  [...document.querySelectorAll('${selector}')].map(({ shadowRoot }) =>
    [...shadowRoot.querySelectorAll('[part=line]')].map((line) => line.textContent).join(''))
`;

/** The paragraphs on screen in each matching element that shows Markdown; those of list items begin with a dash. */
const blocks = (selector: string): string => `
  [...document.querySelectorAll('${selector}')].map(({ shadowRoot }) =>
    [...shadowRoot.querySelectorAll('[part=text] p')]
      .map((block) => (block.closest('li') ? '- ' : '') + block.textContent).join('\\n\\n'))
`;

export class App extends View {
  static async open(context: BrowserContext, address: string, width: number): Promise<App> {
    const app = new App(await context.newPage());
    await app.page.evaluateOnNewDocument(recordStatus);
    const parts = `document.querySelector('${SONG}') && document.querySelector('section form')`;
    await app.goTo(address, width, parts);
    return app;
  }

  // The song.

  /** The texts of all songs on the page, of which there should be one. */
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

  /** Marks the song's element, to recognise it later. */
  async markSong(): Promise<void> {
    await this.ask(`void (document.querySelector('${SONG}').isMarked = true)`);
  }

  isSongMarked(): Promise<boolean> {
    return this.ask(`document.querySelector('${SONG}').isMarked === true`);
  }

  /** Chooses the second song; returns the song's text, from its address. */
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

  /** Waits until no answer is in progress, so that a question may be asked. */
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

  /** The text on screen of every answer. */
  answers(): Promise<string[]> {
    return this.ask(blocks(ANSWERS));
  }

  async answerBegins(): Promise<void> {
    await this.until('the answer begins', `(${blocks(ANSWERS)}).at(-1)?.length > 0`);
  }

  /** Stops by keyboard, since the button moves away from the mouse while the answer grows. */
  async stop(): Promise<void> {
    // The form's button, since the song's element has a button of the same name.
    const button = await this.page.waitForSelector('form ::-p-text(Stop)');
    await button?.focus();
    await this.press('Enter');
  }

  /** The visible error messages of the elements. */
  failures(): Promise<string[]> {
    return this.ask(`
      [...document.querySelectorAll('${ANSWERS}')]
        .map(({ shadowRoot }) => shadowRoot.querySelector('[part=error]'))
        .filter((error) => error?.checkVisibility())
        .map((error) => error.textContent.trim())
    `);
  }

  /** The chat's text outside the elements: the questions. */
  chatText(): Promise<string> {
    return this.ask(`document.querySelector('section:has(form)').innerText`);
  }
}
