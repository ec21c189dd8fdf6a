import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { after, before, it } from 'node:test';
import type { BrowserContext } from 'puppeteer-core';
import { end } from '../../test/resumable/support/programs.js';
import { Proxy } from '../../test/resumable/support/proxy.js';
import { ChatView } from './chat-view.js';
import { folderOf } from './package.js';
import { startVite } from './program.js';

const CANCELLED = /event: end\nid: \d+\ndata: cancelled/;

/** The text of an answer, from the events that the server keeps. */
const contentOf = (events: string): string =>
  [...events.matchAll(/"content":(".*?")\}/g)]
    .map(([, piece = '']) => JSON.parse(piece) as string)
    .join('');

/** Tests the built chat page of examples/chat, with its own server. */
export function testChatPage(context: () => BrowserContext): void {
  const problems: string[] = [];
  let child: ChildProcess | undefined;
  let proxy: Proxy | undefined;
  let address: string;

  async function visit(test: (chat: ChatView) => Promise<void>, width = 1200): Promise<void> {
    // Each page has a separate session storage.
    const chat = await ChatView.open(context(), address, width);
    try {
      await test(chat);
    } finally {
      problems.push(...chat.problems);
      await chat.close();
    }
  }

  /** The events of an answer that the server keeps. */
  async function kept(id: string): Promise<string> {
    return (await fetch(`${address}api/chat/${id}`)).text();
  }

  before(async () => {
    const preview = await startVite(folderOf('chat'), ['preview']);
    child = preview.child;
    proxy = await Proxy.start(preview.port);
    address = `http://127.0.0.1:${proxy.port}/`;
    const permissions = ['clipboard-read', 'clipboard-write'].map(
      (name) => ({ permission: { name }, state: 'granted' }) as const,
    );
    await context().setPermission(address, ...permissions);
    await visit(() => Promise.resolve());
  });
  after(async () => {
    proxy?.close();
    if (child) await end(child, 'SIGTERM');
  });

  it('answers in Markdown, shows what was thought, and sends the chat so far with the next question', () =>
    visit(async (chat) => {
      await chat.send('What is a stream?');
      await chat.becomes('done');
      const first = await chat.lastText();
      match(first, /^### Answer 1\n[^]*\|\n\nAsk for .*\.\n$/);
      ok(await chat.looksWhole());
      match((await chat.thinking())[0] ?? '', /^The question has 17 characters .* some code\.$/);

      await chat.send('And when it breaks?');
      await chat.becomes('done');
      match(await chat.lastText(), /^### Answer 2\n/);
      deepEqual(await chat.questions(), ['What is a stream?', 'And when it breaks?']);
      const question = { role: 'user', content: 'What is a stream?' };
      deepEqual(chat.asked, [
        [question],
        [
          question,
          { role: 'assistant', content: first },
          { role: 'user', content: 'And when it breaks?' },
        ],
      ]);
    }));

  it('breaks the line on Shift+Enter, sends nothing empty, and takes no question meanwhile', () =>
    visit(async (chat) => {
      await chat.type(' ');
      await chat.press('Enter');
      await chat.type('One');
      await chat.pressWithShift('Enter');
      equal(await chat.message(), 'One\n');
      deepEqual(await chat.questions(), []);
      await chat.send('Something long');
      equal(await chat.message(), '');
      await chat.type('Too early');
      await chat.press('Enter');
      equal(await chat.message(), 'Too early');
      deepEqual(await chat.questions(), ['Something long']);
    }));

  it('stops by Escape and by the button, tells the server, and keeps what was said', () =>
    visit(async (chat) => {
      for (const stop of [() => chat.press('Escape'), () => chat.click('Stop')]) {
        await chat.send('Something long');
        await chat.goesOn(40);
        await stop();
        await chat.becomes('stopped');
        ok((await chat.lastText()).length > 40);
        ok(await chat.looksWhole());
        match(await kept(await chat.lastId()), CANCELLED);
      }
      equal((await chat.texts()).length, 2);
      await chat.send('In short?');
      await chat.becomes('done');
      match(await chat.lastText(), /^### Answer 3\n/);
    }));

  it('copies the Markdown, and answers anew on Regenerate, in the same place', () =>
    visit(async (chat) => {
      await chat.send('What is a stream?');
      await chat.becomes('done');
      const [text, id] = [await chat.lastText(), await chat.lastId()];
      await chat.click('Copy');
      equal(await chat.clipboard(), text);
      await chat.click('Regenerate');
      equal(await chat.focused(), 'Message');
      await chat.becomes('streaming');
      await chat.becomes('done');
      notEqual(await chat.lastId(), id);
      deepEqual(await chat.texts(), [text]);
      deepEqual(chat.asked[1], chat.asked[0]);
    }));

  it('shows that an answer failed, and asks anew on Try again', () =>
    visit(async (chat) => {
      await chat.send('Show me a failure');
      await chat.becomes('error');
      await chat.click('Try again');
      await chat.becomes('streaming');
      await chat.becomes('done');
      match(await chat.lastText(), /^### Answer 1\n[^]*long\*\.\n$/);
      equal(chat.asked.length, 2);
    }));

  it('goes on after reloads in the middle of an answer, exactly, and asks once', () =>
    visit(async (chat) => {
      await chat.send('What is a stream?');
      await chat.becomes('done');
      await chat.send('And a reload?');
      await chat.goesOn(20);
      await chat.reload();
      await chat.goesOn(150);
      await chat.reload();
      await chat.becomes('done');
      equal((await chat.spoken())[0], '', 'An old answer is not spoken of again.');
      const texts = await chat.texts();
      equal(texts[1], contentOf(await kept(await chat.lastId())));
      match(texts.join(), /^### Answer 1\n[^]*long\*\.\n,### Answer 2\n[^]*long\*\.\n$/);
      ok(await chat.looksWhole());
      match((await chat.thinking()).join(), /some code\.,The question has 13 .* some code\.$/);
      deepEqual(await chat.questions(), ['What is a stream?', 'And a reload?']);
      equal(chat.asked.length, 2);
    }));

  it('goes on after lost connections, exactly, and asks once', () =>
    visit(async (chat) => {
      await chat.send('What is a stream?');
      for (const length of [20, 150]) {
        await chat.goesOn(length);
        proxy?.cut();
      }
      await chat.becomes('done');
      const lost = chat.problems.splice(0);
      ok(lost.length > 0 && lost.every((problem) => /net::ERR_/.test(problem)), lost.join());
      equal(await chat.lastText(), contentOf(await kept(await chat.lastId())));
      ok(await chat.looksWhole());
      equal(chat.asked.length, 1);
    }));

  it('follows the answer, leaves a reader alone who scrolls up, and jumps back to the end', () =>
    visit(async (chat) => {
      await chat.send('What is a stream?');
      await chat.becomes('done');
      await chat.send('Something long');
      await chat.goesOn(900);
      await chat.isAtEnd();
      await chat.scrollUp();
      await chat.until(
        'one button, though both answers are followed',
        `[...document.querySelectorAll('typewriter-stream')].filter(({ shadowRoot }) =>
          shadowRoot.querySelector('[part~=latest]')).length === 1`,
      );
      await chat.isAway();
      await chat.click('Jump to the latest');
      await chat.isAtEnd();
    }));

  it('begins a new chat, and ends the answer that is under way', () =>
    visit(async (chat) => {
      await chat.send('Something long');
      const id = await chat.lastId();
      await chat.click('New chat');
      equal(await chat.focused(), 'Message');
      match(await kept(id), CANCELLED);
      await chat.reload();
      deepEqual(await chat.questions(), []);
    }));

  it('fits a screen of 320 pixels without scrolling sideways', () =>
    visit(async (chat) => {
      await chat.send('Show me a failure');
      await chat.becomes('error');
      await chat.send(`What is ${'a'.repeat(100)}?`);
      await chat.becomes('done');
      deepEqual(await chat.overflowing(), []);
    }, 320));

  it('is accessible in a light and a dark scheme, as far as axe can tell', () =>
    visit(async (chat) => {
      await chat.send('What is a stream?');
      await chat.becomes('done');
      deepEqual(await chat.violations('light'), []);
      deepEqual(await chat.violations('dark'), []);
    }));

  // Must be the last test, since it checks all visits.
  it('leaves no error and no warning in the console', () => {
    deepEqual(problems, []);
  });
}
