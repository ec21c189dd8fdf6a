/** `follow` against a reader's real wheel, fingers, keys and scrollbar, as Chromium itself receives them. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CDPSession } from 'puppeteer-core';
import {
  elementScript,
  html,
  script,
  startPages,
  type OpenPage,
  type Pages,
} from './support/pages.js';
import { ELEMENT } from './support/rendered.js';

/** A box of 300 × 200 pixels in the corner; a scrollbar that takes room, and is 20 pixels wide. */
const STYLE = `<style>
  body { margin: 0 }
  main { width: 300px; height: 200px; overflow-y: scroll; font: 16px/20px monospace }
  main::-webkit-scrollbar { width: 20px }
  main::-webkit-scrollbar-thumb { background: gray }
</style>`;
const BOX = `document.querySelector('main')`;
const LATEST = `${ELEMENT}.shadowRoot.querySelector('[part~=latest]')`;
const atEnd = `${BOX}.scrollHeight - ${BOX}.clientHeight - ${BOX}.scrollTop <= 1.5`;

let pages: Pages;
before(async () => {
  pages = await startPages({ scrollbars: true });
  pages.serve('/element.js', await elementScript());
  const tag = '<typewriter-stream follow speed="instant"></typewriter-stream>';
  pages.serve('/page', html(`<main tabindex="0">${tag}</main>`, STYLE + script('/element.js')));
});
after(() => pages.close());

/** A page whose box is full and shows its end. */
async function show(): Promise<OpenPage> {
  const open = await pages.open('/page');
  await open.until(`${ELEMENT}.hasUpdated`);
  await write(open, 100);
  await open.until(`${BOX}.scrollTop > 500 && ${atEnd}`);
  return open;
}

const write = (open: OpenPage, lines: number): Promise<unknown> =>
  open.evaluate(`${ELEMENT}.write('A line.\\n'.repeat(${lines}))`);

/** More text comes, and the box stays where the reader left it; the button leads back. */
async function assertLeftAlone(open: OpenPage): Promise<void> {
  await open.until(`${LATEST} !== null`);
  const scrollTop = await settledTop(open);
  await write(open, 50);
  await open.until(`${ELEMENT}.typedText === ${ELEMENT}.text`);
  assert.equal(await settledTop(open), scrollTop);
  await open.evaluate(`${LATEST}.click()`);
  await open.until(`${atEnd} && ${LATEST} === null`);
  await write(open, 50);
  await open.until(`${ELEMENT}.typedText === ${ELEMENT}.text && ${atEnd}`);
}

/** Where the box is once it has been at the same place for ten frames. */
const settledTop = (open: OpenPage): Promise<number> =>
  open.evaluate(`(async () => {
    let top = -1;
    for (let same = 0; same < 10; ) {
      await new Promise(requestAnimationFrame);
      same = ${BOX}.scrollTop === top ? same + 1 : 0;
      top = ${BOX}.scrollTop;
    }
    return top;
  })()`);

test('a wheel that is turned up wins', async () => {
  await using open = await show();
  await open.page.mouse.move(100, 100);
  await open.page.mouse.wheel({ deltaY: -120 });
  await assertLeftAlone(open);
});

test('a wheel that is turned down at the end changes nothing', async () => {
  await using open = await show();
  await open.page.mouse.move(100, 100);
  await open.page.mouse.wheel({ deltaY: 120 });
  await write(open, 50);
  await open.until(`${ELEMENT}.typedText === ${ELEMENT}.text && ${atEnd} && ${LATEST} === null`);
});

test('a wheel turned back to the end is followed again', async () => {
  await using open = await show();
  await open.page.mouse.move(100, 100);
  await open.page.mouse.wheel({ deltaY: -120 });
  await open.until(`${LATEST} !== null`);
  await open.page.mouse.wheel({ deltaY: 10_000 });
  await open.until(`${atEnd} && ${LATEST} === null`);
  await write(open, 50);
  await open.until(`${ELEMENT}.typedText === ${ELEMENT}.text && ${atEnd}`);
});

const touch = (session: CDPSession, type: 'Start' | 'Move' | 'End', y?: number): Promise<unknown> =>
  session.send('Input.dispatchTouchEvent', {
    type: `touch${type}`,
    touchPoints: y === undefined ? [] : [{ x: 100, y }],
  });

test('a finger that pulls the text down wins', async () => {
  await using open = await show();
  const session = await open.page.createCDPSession();
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  await touch(session, 'Start', 50);
  for (let y = 60; y <= 150; y += 10) await touch(session, 'Move', y);
  await touch(session, 'End');
  await assertLeftAlone(open);
});

for (const key of ['ArrowUp', 'PageUp', 'Home'] as const) {
  test(`the key ${key} wins`, async () => {
    await using open = await show();
    await open.page.focus('main');
    await open.page.keyboard.press(key);
    // One line is nearer than what counts as the end.
    if (key === 'ArrowUp') await open.page.keyboard.press(key);
    await assertLeftAlone(open);
  });
}

test('a scrollbar that is dragged up wins, while it is held and after', async () => {
  await using open = await show();
  const { mouse } = open.page;
  await mouse.move(290, 192);
  await mouse.down();
  await mouse.move(290, 150);
  await mouse.move(290, 100);
  await open.until(`${LATEST} !== null`);
  const held = await settledTop(open);
  await write(open, 5);
  await open.until(`${ELEMENT}.typedText === ${ELEMENT}.text`);
  assert.equal(await settledTop(open), held);
  await mouse.up();
  await assertLeftAlone(open);
});
