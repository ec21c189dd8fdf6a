// The page of examples/chat in the browser, as its user sees it.
import type { BrowserContext, HTTPRequest } from 'puppeteer-core';
import { View } from './view.js';

const ELEMENTS = `[...document.querySelectorAll('#log typewriter-stream')]`;
const LAST = `${ELEMENTS}.at(-1)`;
const DISTANCE = `(({ scrollHeight, clientHeight, scrollTop }) =>
  scrollHeight - clientHeight - scrollTop)(document.querySelector('#log'))`;
/** The text on screen of an element that shows Markdown. */
const shownIn = (element: string): string =>
  `${element}.shadowRoot.querySelector('[part=text]').textContent`;

interface Message {
  role: string;
  content: string;
}

export class ChatView extends View {
  /** The bodies of the questions that were sent. */
  readonly asked: Message[][] = [];

  static async open(context: BrowserContext, address: string, width: number): Promise<ChatView> {
    const page = await context.newPage();
    const chat = new ChatView(page);
    page.on('request', (request) => {
      if (request.method() === 'POST') void chat.hear(request);
    });
    await chat.goTo(address, width, `document.querySelector('#log')`);
    return chat;
  }

  private async hear(request: HTTPRequest): Promise<void> {
    const body = (await request.fetchPostData()) ?? '';
    this.asked.push(JSON.parse(body) as Message[]);
  }

  async reload(): Promise<void> {
    await this.page.reload({ waitUntil: 'load' });
  }

  async type(text: string): Promise<void> {
    await this.page.locator('::-p-aria([name="Message"])').fill(text);
  }

  message(): Promise<string> {
    return this.ask(`document.querySelector('textarea').value`);
  }

  /** Clicks the last button with this name. */
  async click(name: string): Promise<void> {
    const buttons = await this.page.$$(`>>> ::-p-aria([name="${name}"][role="button"])`);
    await buttons.at(-1)?.click();
  }

  /** Sends a question by keyboard, and waits until its answer has begun. */
  async send(question: string): Promise<void> {
    const count = (await this.questions()).length;
    await this.type(question);
    await this.press('Enter');
    await this.until('a new turn', `${ELEMENTS}.length > ${count}`);
    await this.begins();
  }

  async begins(): Promise<void> {
    await this.goesOn(0);
  }

  /** Waits until the last answer has more characters on screen. */
  async goesOn(characters: number): Promise<void> {
    await this.until('more of the answer', `${LAST}.typedText.length > ${characters}`);
  }

  async becomes(state: string): Promise<void> {
    await this.until(`the state ${state}`, `${LAST}?.state === '${state}'`);
  }

  questions(): Promise<string[]> {
    return this.ask(
      `[...document.querySelectorAll('.question')].map(({ textContent }) => textContent)`,
    );
  }

  /** The Markdown of every answer. */
  texts(): Promise<string[]> {
    return this.ask(`${ELEMENTS}.map(({ text }) => text)`);
  }

  async lastText(): Promise<string> {
    return (await this.texts()).at(-1) ?? '';
  }

  /** Whether the last answer looks like the same text shown at once. */
  looksWhole(): Promise<boolean> {
    return this.ask(`(async () => {
      const whole = document.createElement('typewriter-stream');
      whole.markup = 'markdown';
      document.body.append(whole);
      whole.write(${LAST}.text);
      whole.end();
      whole.skip();
      await whole.finished;
      const shown = ${shownIn('whole')};
      whole.remove();
      return shown !== '' && ${shownIn(LAST)} === shown;
    })()`);
  }

  /** The current announcement of each answer to a screen reader. */
  spoken(): Promise<string[]> {
    return this.ask(`${ELEMENTS}.map(({ shadowRoot }) =>
      shadowRoot.querySelector('[role=status]').textContent)`);
  }

  /** The thoughts in each visible `details`. */
  thinking(): Promise<string[]> {
    return this.ask(`[...document.querySelectorAll('details')]
      .filter((details) => details.checkVisibility())
      .map((details) => details.querySelector('p').textContent)`);
  }

  /** The last answer's id, as stored for a reload. */
  async lastId(): Promise<string> {
    return this.ask(`JSON.parse(sessionStorage.getItem('turns')).at(-1).id`);
  }

  async scrollUp(): Promise<void> {
    await this.page.mouse.move(300, 300);
    await this.page.mouse.wheel({ deltaY: -200 });
  }

  async isAtEnd(): Promise<void> {
    await this.until('the end is in view', `${DISTANCE} < 2`);
  }

  /** The browser scrolls smoothly, so it takes some frames. */
  async isAway(): Promise<void> {
    await this.until('the reader is left alone', `${DISTANCE} > 100`);
  }

  clipboard(): Promise<string> {
    return this.ask('navigator.clipboard.readText()');
  }
}
