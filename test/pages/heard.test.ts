/** What a screen reader is given: Chromium's own accessibility tree of the element. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { outline, spoken } from './support/ax-tree.js';
import {
  elementScript,
  html,
  script,
  startPages,
  type OpenPage,
  type Pages,
} from './support/pages.js';
import { ELEMENT } from './support/rendered.js';

/** Waits of a second or more belong to this clock: `clock.tick(ms)`. Shorter ones are the browser's. */
const CLOCK = `<script>{
  const { setTimeout, setInterval, clearTimeout } = globalThis;
  const timers = new Map();
  let now = 0, next = 1e9;
  const set = (every) => (action, delay = 0) => {
    if (delay < 1000) return every ? setInterval(action, delay) : setTimeout(action, delay);
    timers.set(++next, { action, at: now + delay, every: every && delay });
    return next;
  };
  const clear = (id) => { if (!timers.delete(id)) clearTimeout(id); };
  Object.assign(globalThis, {
    setTimeout: set(false),
    setInterval: set(true),
    clearTimeout: clear,
    clearInterval: clear,
    clock: { tick(time) {
      const end = now + time;
      for (;;) {
        const due = [...timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
        if (!due) break;
        const [id, timer] = due;
        now = timer.at;
        if (timer.every) timer.at += timer.every; else timers.delete(id);
        timer.action();
      }
      now = end;
    } },
  });
}</script>`;

let pages: Pages;
before(async () => {
  pages = await startPages();
  pages.serve('/element.js', await elementScript());
});
after(() => pages.close());

let count = 0;

/** Opens a page with one element, as an author writes it. */
async function show(attributes: string, style = ''): Promise<OpenPage> {
  const path = `/page-${++count}`;
  const tag = `<typewriter-stream ${attributes}></typewriter-stream>`;
  pages.serve(
    path,
    html(`<main style="${style}">${tag}</main>`, `${CLOCK}${script('/element.js')}`),
  );
  const open = await pages.open(path);
  await open.until(`customElements.get('typewriter-stream') && ${ELEMENT}.hasUpdated`);
  return open;
}

const tell = (open: OpenPage, script: string): Promise<unknown> =>
  open.evaluate(`(async () => {
    const element = ${ELEMENT};
    ${script}
    await element.updateComplete;
  })()`);

const tick = (open: OpenPage, milliseconds: number): Promise<unknown> =>
  open.evaluate(`clock.tick(${milliseconds})`);

const inState = (state: string): string => `${ELEMENT}.state === '${state}'`;

/** Lines of the outline without their depth. */
const flat = async (open: OpenPage): Promise<string[]> =>
  (await outline(open)).map((line) => line.trim());

async function assertHas(open: OpenPage, ...wanted: readonly string[]): Promise<void> {
  const all = await flat(open);
  for (const line of wanted) assert.ok(all.includes(line), `${line} is not in\n${all.join('\n')}`);
}

test('the text is ordinary content beside one live region; the cursor is not there', async () => {
  await using open = await show('speed="instant"');
  await tell(open, `element.write('Some words.')`);
  await open.until(`${ELEMENT}.typedText === 'Some words.'`);
  const all = await flat(open);
  assert.equal(all.filter((line) => line === 'StaticText "Some words."').length, 1, all.join('\n'));
  assert.deepEqual(
    all.filter((line) => line.includes('live=')),
    ['status live=polite'],
  );
  assert.deepEqual(
    all.filter((line) => !/^(main|paragraph|StaticText|status)/.test(line)),
    [],
  );
});

test('it says "Generating…", every seven seconds again while nothing comes, and takes it away after five', async () => {
  await using open = await show('speed="instant"');
  assert.equal(await spoken(open), '');
  await tell(open, `element.write('A')`);
  await open.until(inState('streaming'));
  assert.equal(await spoken(open), 'Generating…');
  await tick(open, 4_900);
  assert.equal(await spoken(open), 'Generating…');
  await tick(open, 200);
  assert.equal(await spoken(open), '');
  await tick(open, 1_900);
  assert.equal(await spoken(open), 'Generating…');
  await tick(open, 5_000);
  assert.equal(await spoken(open), '');
  await tick(open, 2_000);
  assert.equal(await spoken(open), 'Generating…');
  // While text comes, the reader can tell that it goes on.
  await tick(open, 6_000);
  await tell(open, `element.write('Some words.')`);
  await tick(open, 1_000);
  assert.equal(await spoken(open), '');
});

test('it says "Response complete" when the typing is over, and takes it away after five seconds', async () => {
  await using open = await show('speed="5"');
  await tell(open, `element.write('Some words that take a while.'); element.end()`);
  await open.until(inState('typing'));
  assert.equal(await spoken(open), 'Generating…');
  await tell(open, `element.skip(); await element.finished`);
  assert.equal(await spoken(open), 'Response complete');
  await tick(open, 4_900);
  assert.equal(await spoken(open), 'Response complete');
  await tick(open, 100);
  assert.equal(await spoken(open), '');
  await tick(open, 60_000);
  assert.equal(await spoken(open), '');
});

test('announce="final" speaks the text once, and "off" nothing', async () => {
  for (const [announce, words] of [
    ['final', 'Response complete. Some words.'],
    ['off', ''],
  ]) {
    await using open = await show(`speed="instant" announce="${announce}"`);
    await tell(open, `element.write('Some words.'); element.end(); await element.finished`);
    assert.equal(await spoken(open), words);
  }
});

test('a lost connection is said, again every seven seconds, and shown with a button', async () => {
  const src = '/drop?after=10&interval=10&retry=60000&text=abcdefghijklmnopqrstuvwxyz';
  await using open = await show(`speed="instant" transport="fetch" src="${src}"`);
  await open.until(inState('retrying'));
  assert.equal(await spoken(open), 'Connection lost, trying again');
  const all = await flat(open);
  assert.ok(
    all.some((line) => /^StaticText "Connection lost\. Trying again in \d+ s\."$/.test(line)),
    all.join('\n'),
  );
  assert.ok(all.includes('button "Try now"'), all.join('\n'));
  await tick(open, 5_000);
  assert.equal(await spoken(open), '');
  await tick(open, 2_000);
  assert.equal(await spoken(open), 'Connection lost, trying again');
});

test('a failure is said and shown with the words of the server and a button', async () => {
  await using open = await show('src="/error?status=503&message=Closed+for+lunch" max-retries="0"');
  await open.until(inState('error'));
  assert.equal(await spoken(open), 'The server has a problem.');
  await assertHas(
    open,
    'StaticText "The server has a problem."',
    'StaticText "Closed for lunch"',
    'button "Try again"',
  );
  await tick(open, 5_000);
  assert.equal(await spoken(open), '');
});

test('the controls are a group of buttons with names, and say which can be used', async () => {
  await using open = await show('controls speed="5" src="/article?interval=1000"');
  await open.until(`${ELEMENT}.text !== ''`);
  await open.until(`!${ELEMENT}.shadowRoot.querySelector('[part=controls] [aria-disabled=true]')`);
  const controls = (await flat(open)).filter((line) => /^(group|button)/.test(line));
  assert.deepEqual(controls, [
    'group "Playback"',
    ...['Stop', 'Pause', 'Skip', 'Replay', 'Copy'].map((name) => `button "${name}"`),
  ]);
  await tell(open, 'element.pause()');
  await assertHas(open, 'button "Play"');
  await tell(open, 'element.stop()');
  await assertHas(open, 'button "Continue"');
  assert.equal(await spoken(open), 'Stopped');
});

test('controls of several answers begin with the visible word and end with the name of the answer', async () => {
  await using open = await show('controls aria-label="Answer 2" src="/article?interval=1000"');
  await open.until(`${ELEMENT}.text !== ''`);
  await assertHas(open, 'group "Playback: Answer 2"', 'button "Stop: Answer 2"');
});

test('a reader who scrolled away finds a button that leads to the latest text', async () => {
  await using open = await show('follow speed="instant"', 'height: 5em; overflow: auto');
  await tell(open, `element.write('A line.\\n'.repeat(100))`);
  await open.until(`document.querySelector('main').scrollTop > 0`);
  await open.page.mouse.move(50, 50);
  await open.page.mouse.wheel({ deltaY: -300 });
  await open.until(`${ELEMENT}.shadowRoot.querySelector('[part~=latest]')`);
  await assertHas(open, 'button "Jump to the latest"');
});

const MARKDOWN = [
  '# A title',
  '### A smaller one',
  'A [link](https://example.com/) and `code`.',
  '- one\n- two',
  '- [x] bought\n- [ ] cooked',
  '> Quoted.',
  '| Fruit | Price |\n| --- | --- |\n| Apple | 2 |',
  '```js\nlet answer;\n```',
].join('\n\n');

test('Markdown becomes headings with their levels, lists, tables, quotations and code', async () => {
  await using open = await show('markup="markdown" speed="instant"');
  await tell(
    open,
    `element.write(${JSON.stringify(MARKDOWN)}); element.end(); await element.finished`,
  );
  await open.until(`${ELEMENT}.shadowRoot.querySelector('table')`);
  await assertHas(
    open,
    'heading "A title" level=1',
    'heading "A smaller one" level=3',
    'link "link"',
    'code',
    'list',
    'blockquote',
    'table',
    'columnheader "Fruit"',
    'cell "Apple"',
    'StaticText "let answer;"',
  );
  const all = await flat(open);
  assert.equal(all.filter((line) => line.startsWith('listitem')).length, 4, all.join('\n'));
});
