import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { BrowserContext } from 'puppeteer-core';
import { end, said } from '../../test/resumable/support/programs.js';
import { folderOf } from './package.js';
import { freePorts, isListening, start } from './program.js';
import { View } from './view.js';

const folder = folderOf('resumable-chat');

/** The answer of the example's server, from its source. */
function readAnswer(): string {
  const source = readFileSync(join(folder, 'server.js'), 'utf8');
  const [, text = ''] = /const words =\s*`([^`]+)`/.exec(source) ?? [];
  ok(text, 'server.js has no `words`.');
  return text.repeat(3).replaceAll('\n', ' ');
}

const TEXT = `[...document.querySelector('#answer').shadowRoot.querySelectorAll('[part=line]')]
  .map((line) => line.textContent).join('')`;
const STATUS = `document.querySelector('#status').textContent`;

class Chat extends View {
  text(): Promise<string> {
    return this.ask(TEXT);
  }

  async click(name: string): Promise<void> {
    await this.page.locator(`::-p-aria([name="${name}"][role="button"])`).click();
  }

  async reload(): Promise<void> {
    await Promise.all([this.page.waitForNavigation(), this.click('Reload')]);
  }

  /** Waits for that many more characters. */
  async goesOn(characters = 60): Promise<void> {
    const wanted = (await this.text()).length + characters;
    await this.until(`${wanted} characters`, `(${TEXT}).length >= ${wanted}`);
  }

  async status(expression: string): Promise<string> {
    await this.until(`the status: ${expression}`, `/${expression}/.test(${STATUS})`);
    return this.ask(STATUS);
  }

  async isDone(): Promise<void> {
    await this.status('All was said');
    await this.until('all is typed', `document.querySelector('#answer').state === 'done'`);
  }

  error(): Promise<string> {
    return this.ask(`document.querySelector('#answer').shadowRoot
      .querySelector('[part=error]')?.textContent.trim() ?? ''`);
  }
}

/** Tests a real Redis, two nodes and the balancer, and all buttons that break something. */
export function testResumableChat(context: () => BrowserContext): void {
  const answer = readAnswer();
  const problems: string[] = [];
  let child: ChildProcess | undefined;
  let port: number;

  async function visit(test: (chat: Chat) => Promise<void>): Promise<void> {
    const chat = new Chat(await context().newPage());
    try {
      await chat.goTo(`http://127.0.0.1:${port}/`, 1200, `document.querySelector('#answer')`);
      await test(chat);
    } finally {
      problems.push(...chat.problems);
      await chat.close();
    }
  }

  /** Asks a question. The balancer alternates, so one node writes the answer and the other shows it. */
  async function ask(chat: Chat): Promise<string> {
    await chat.click('Ask');
    const status = await chat.status('^Node [AB] shows');
    await chat.goesOn();
    return status;
  }

  before(async () => {
    port = await freePorts(4);
    child = start(folder, ['start.js'], { PORT: `${port}`, REDIS_URL: '' });
    await said(child, /Two nodes behind/);
    await visit(() => Promise.resolve());
  });
  after(() => child && end(child, 'SIGTERM'));

  it('goes on where it was, exactly, when a node is killed, the connection is cut and the page reloaded', () =>
    visit(async (chat) => {
      const first = await ask(chat);
      await chat.click('Kill this node');
      const other = await chat.status(`^Node [^${first.charAt(5)}] shows`);
      notEqual(other, first);
      await chat.goesOn();
      await chat.click('Cut the connection');
      await chat.goesOn();
      const before = await chat.text();
      await chat.reload();
      await chat.goesOn(before.length);
      await chat.isDone();
      equal(await chat.text(), answer);
    }));

  it('ends an answer that is cancelled, and shows it after a reload as well', () =>
    visit(async (chat) => {
      await ask(chat);
      await chat.click('Cancel');
      await chat.isDone();
      const text = await chat.text();
      ok(text.length < answer.length && answer.startsWith(text), `It shows: ${text}`);
      await chat.reload();
      await chat.isDone();
      equal(await chat.text(), text);
    }));

  it('says so when the node is killed that writes the answer, and keeps what was said', () =>
    visit(async (chat) => {
      const first = await ask(chat);
      await chat.click('Cut the connection');
      await chat.status(`^Node [^${first.charAt(5)}] shows`);
      await chat.goesOn();
      const before = await chat.text();
      await chat.click('Kill this node');
      await chat.until('an error', `document.querySelector('#answer').state === 'error'`);
      match(await chat.error(), /\S/);
      const text = await chat.text();
      ok(text.startsWith(before) && answer.startsWith(text), `It shows: ${text}`);
    }));

  it('says nothing in the console but that connections were lost', () => {
    const isLoss = (problem: string): boolean =>
      /^Failed to load resource: (net::ERR_|.*status of 502)/.test(problem);
    deepEqual(
      problems.filter((problem) => !isLoss(problem)),
      [],
    );
  });

  it('ends every program that it started', { timeout: 60_000 }, async () => {
    ok(child);
    await end(child, 'SIGTERM');
    const ports = [port, port + 1, port + 2, port + 3];
    // A killed process lives for another moment; a forgotten one lives on, and fails the test by its timeout.
    while ((await Promise.all(ports.map(isListening))).includes(true)) await setTimeout(20);
  });
}
