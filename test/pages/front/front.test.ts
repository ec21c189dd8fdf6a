/** The front page as `npm start` serves it, in real Chromium. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { createServer, type ViteDevServer } from 'vite';
import { ANSWER } from '../../../demo-server/scenarios/llm-formats.js';
import { looks } from '../../../page/look-list.js';
import { scenarios } from '../../../page/scenarios.js';
import { startBrowser, type OpenBrowser, type OpenPage } from '../support/pages.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Attributes that are no setting: the scenario's, and the Pause button's. */
const NOT_SETTINGS = ['src', 'paused'];

let server: ViteDevServer;
let browser: OpenBrowser;
let origin: string;
before(async () => {
  server = await createServer({ root, logLevel: 'silent', server: { port: 0 } });
  await server.listen();
  origin = server.resolvedUrls?.local[0] ?? '';
  browser = await startBrowser();
});
after(() => server.close());

/** Adds up what moves, as the browser itself does. */
const WATCH_SHIFTS = `globalThis.shifted = 0;
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) shifted += value;
  }).observe({ type: 'layout-shift', buffered: true });`;

async function open(prepare?: (page: Page) => Promise<unknown>): Promise<OpenPage> {
  const page = await browser.open(origin, {
    prepare: async (page) => {
      await page.setViewport({ width: 1280, height: 900 });
      await page.evaluateOnNewDocument(WATCH_SHIFTS);
      await prepare?.(page);
    },
  });
  await page.until(`document.querySelector('#snippet').textContent !== ''`);
  return page;
}

const SUBJECT = `document.querySelector('#subject')`;
const text = (page: OpenPage, selector: string): Promise<string> =>
  page.evaluate(`document.querySelector('${selector}').textContent`);
/** Sets a field as a person does: with its events. */
const set = (page: OpenPage, selector: string, value: string): Promise<void> =>
  page.evaluate(`(() => {
    const field = document.querySelector('${selector}');
    if (field.type === 'radio' || field.type === 'checkbox') field.click();
    else {
      field.value = '${value}';
      for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
    }
  })()`);
const scrollTo = (page: OpenPage, selector: string): Promise<void> =>
  page.evaluate(`document.querySelector('${selector}').scrollIntoView({ behavior: 'instant' })`);

test('the two texts at the top are typed, nothing moves, and the console stays empty', async () => {
  await using page = await open();
  await page.until(`document.querySelector('#answer').typedText?.length > 300`);
  await page.until(`document.querySelector('#lyric').typedText?.length > 5`);
  assert.ok((await page.evaluate<number>('shifted')) < 0.02);
  // Vite's own words are at the level of debug.
  assert.deepEqual(
    page.log.filter((line) => !line.startsWith('debug: [vite]')),
    [],
  );
});

test('every attribute of the element has a field', async () => {
  await using page = await open();
  const attributes = await page.evaluate<string[]>(
    `customElements.get('typewriter-stream').observedAttributes`,
  );
  const fields = await page.evaluate<string[]>(
    `[...new Set([...document.querySelector('#settings').elements].map(({ name }) => name))]`,
  );
  const wanted = attributes.filter((name) => !NOT_SETTINGS.includes(name));
  assert.deepEqual(fields.filter(Boolean).sort(), wanted.sort());
});

test('a setting is an attribute of the element and of the snippet, and a reset takes it back', async () => {
  await using page = await open();
  const before = await text(page, '#snippet');
  assert.match(before, /<typewriter-stream src="\/answer\?interval=60" .*format="openai"/);
  await set(page, '[name=by][value=word]', '');
  await set(page, '[name=fade]', '');
  await set(page, '[name=speed][value=number]', '');
  await set(page, '#max-retries', '3');
  await set(page, '#end-event', 'over');
  const seen = `(({ by, fade, speed, maxRetries, endEvent }) =>
    [by, fade, speed, maxRetries, endEvent])(${SUBJECT})`;
  assert.deepEqual(await page.evaluate(seen), ['word', true, '30', 3, 'over']);
  const after = await text(page, '#snippet');
  for (const part of ['by="word"', ' fade', 'speed="30"', 'max-retries="3"', 'end-event="over"']) {
    assert.ok(after.includes(part), `${part} is not in ${after}`);
  }
  await page.evaluate(`document.querySelector('#settings').reset()`);
  await page.until(`document.querySelector('#snippet').textContent === ${JSON.stringify(before)}`);
  assert.equal(await page.evaluate(`${SUBJECT}.hasAttribute('max-retries')`), false);
});

test('an API is asked by POST, and the snippet sets the body by script', async () => {
  await using page = await open();
  await scrollTo(page, '#try');
  await set(page, '#scenario', 'openai');
  await set(page, '#interval', '10');
  await set(page, '[name=speed][value=instant]', '');
  await page.until(`${SUBJECT}.state === 'done'`);
  assert.equal(await page.evaluate(`${SUBJECT}.text`), ANSWER);
  await page.until(`/^Nothing lost/.test(document.querySelector('#verdict').textContent)`);
  assert.match(
    await text(page, '#snippet'),
    /answer\.body = \{"model".*\n.*answer\.src = '\/v1\/chat\/completions\?interval=10'/,
  );
  // What the server says of the request itself: the page knows no text to compare it with.
  await set(page, '#scenario', 'echo');
  await page.until(`${SUBJECT}.state === 'done' && /"method":"POST"/.test(${SUBJECT}.text)`);
  assert.equal(await text(page, '#verdict'), '');
});

test('the plug can be pulled only while something is connected, and one message stands at a time', async () => {
  await using page = await open();
  const isOff = `document.querySelector('#plug').ariaDisabled === 'true'`;
  assert.ok(await page.evaluate(isOff));
  await scrollTo(page, '#try');
  await set(page, '#scenario', 'article');
  await set(page, '[name=speed][value=instant]', '');
  await page.until(`${SUBJECT}.text !== '' && !(${isOff})`);
  await page.evaluate(`document.querySelector('#plug').click()`);
  await page.until(`document.querySelector('#plug-message').textContent !== ''`);
  assert.equal(await text(page, '#plug-message'), 'The connection was cut.');
  await page.until(`${SUBJECT}.state === 'done' && ${isOff}`);
  await page.evaluate(`document.querySelector('#plug').click()`);
  assert.equal((await text(page, '#log')).split('you pulled the plug').length, 2);
  // Both at once, whatever the time between them was.
  await page.evaluate(
    `document.querySelector('#plug-message').textContent = 'The connection was cut.'`,
  );
  const shown = `[...document.querySelectorAll('.verdicts p')]
    .filter((p) => p.textContent && p.checkVisibility({ visibilityProperty: true })).length`;
  assert.equal(await page.evaluate(shown), 1);
});

test('a note of a stream has its room from the start', async () => {
  const notes = JSON.stringify(scenarios.map(({ note }) => note));
  await using page = await open();
  for (const width of [320, 480, 1024, 1280]) {
    await page.page.setViewport({ width, height: 900 });
    const higher = await page.evaluate<string[]>(`(() => {
      const place = document.querySelector('#scenario-note');
      const height = (note) => (place.textContent = note, place.offsetHeight);
      const room = height('');
      return ${notes}.filter((note) => height(note) > room);
    })()`);
    assert.deepEqual(higher, [], `at ${width} pixels`);
  }
});

test('the arrow keys go through the frameworks, whose lines are those of the examples', async () => {
  await using page = await open();
  const visible = `[...document.querySelectorAll('[role=tabpanel]')]
    .filter((panel) => panel.checkVisibility()).map(({ id }) => id).join()`;
  const chosen = `[...document.querySelectorAll('[role=tab]')]
    .filter((tab) => tab.ariaSelected === 'true' && tab.tabIndex === 0).map(({ id }) => id).join()`;
  await page.evaluate(`document.querySelector('#tab-html').focus()`);
  for (const [key, id] of [
    ['ArrowRight', 'react'],
    ['End', 'solid'],
    ['ArrowRight', 'html'],
    ['ArrowLeft', 'solid'],
    ['Home', 'html'],
  ] as const) {
    await page.page.keyboard.press(key);
    assert.equal(await page.evaluate('document.activeElement.id'), `tab-${id}`, key);
    assert.equal(await page.evaluate(chosen), `tab-${id}`, key);
    assert.equal(await page.evaluate(visible), `panel-${id}`, key);
  }
  const song = readFileSync(`${root}/examples/react/src/Song.tsx`, 'utf8').replace(/\s+/g, ' ');
  const shown = (await text(page, '#panel-react figure:nth-of-type(2) pre code')).replace(
    /\s+/g,
    ' ',
  );
  assert.match(shown, /^<typewriter-stream .*\/>$/);
  assert.ok(song.includes(shown));
});

test('each look is worn by the element, with its lines', async () => {
  await using page = await open();
  await scrollTo(page, '#looks');
  const height = await page.evaluate('document.documentElement.scrollHeight');
  for (const { name } of looks) {
    await set(page, `[name=look][value=${name}]`, '');
    const look = `document.querySelector('#look')`;
    assert.equal(await page.evaluate(`${look}.className`), `tw-${name}`);
    const background = `getComputedStyle(${look}).backgroundColor`;
    assert.notEqual(await page.evaluate(background), 'rgba(0, 0, 0, 0)', name);
    assert.match(
      await text(page, '#look-code'),
      new RegExp(`looks/${name}\\.css.*\\n.*tw-${name}`),
    );
    assert.equal(await page.evaluate('document.documentElement.scrollHeight'), height, name);
  }
});

test('axe finds nothing, and nothing is wider than a screen of 320 pixels', async () => {
  await using page = await open();
  await page.evaluate(`document.querySelector('details').open = true`);
  await page.evaluate(axe);
  for (const width of [1280, 320]) {
    await page.page.setViewport({ width, height: 900 });
    const found = await page.evaluate<unknown[]>(`axe.run().then(({ violations }) =>
      violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]))`);
    assert.deepEqual(found, [], `at ${width} pixels`);
    const scrolled = 'document.documentElement.scrollWidth';
    assert.equal(await page.evaluate(scrolled), width);
  }
});

test('in forced colours the mark and the chosen tab are there, and Clear stays in its place', async () => {
  await using page = await open(async (page) => {
    const client = await page.createCDPSession();
    const features = [{ name: 'forced-colors', value: 'active' }];
    await client.send('Emulation.setEmulatedMedia', { features });
  });
  assert.ok(await page.evaluate(`matchMedia('(forced-colors: active)').matches`));
  const style = (selector: string, pseudo = '') =>
    `getComputedStyle(document.querySelector('${selector}'), '${pseudo}')`;
  const canvas = await page.evaluate(`${style('body')}.backgroundColor`);
  assert.notEqual(await page.evaluate(`${style('.mark')}.borderInlineStartColor`), canvas);
  assert.notEqual(
    await page.evaluate(`${style('#tab-html')}.borderBlockEndColor`),
    await page.evaluate(`${style('#tab-vue')}.borderBlockEndColor`),
  );
  const right = (selector: string) =>
    page.evaluate<number>(`document.querySelector('${selector}').getBoundingClientRect().right`);
  assert.ok((await right('#clear-log')) <= (await right('#log')));
  await page.evaluate(`document.querySelector('#state').dataset.state = 'streaming'`);
  assert.notEqual(await page.evaluate(`${style('#state', '::before')}.backgroundColor`), canvas);
});

test('without JavaScript all frameworks are shown', async () => {
  await using page = await browser.open(origin, { javaScript: false });
  const shown = await page.page.$$eval('[role=tabpanel]', (panels) =>
    panels.filter((panel) => panel.checkVisibility()),
  );
  assert.equal(shown.length, 6);
});

test('every link of the page and of the docs leads somewhere', async () => {
  const seen = new Set<string>();
  const waiting = [origin];
  for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
    if (seen.has(url)) continue;
    seen.add(url);
    const response = await fetch(url);
    const body = await response.text();
    // Vite answers an unknown address with the front page.
    const isPage = url === origin || !body.includes('id="try"');
    assert.ok(response.ok && isPage, `${url} is not there`);
    if (!url.endsWith('.html') && url !== origin) continue;
    for (const [, href = ''] of body.matchAll(/<a [^>]*href="([^"]*)"/g)) {
      const target = new URL(href, url);
      if (target.origin !== new URL(origin).origin) continue;
      if (target.hash && target.pathname === new URL(url).pathname) {
        assert.ok(body.includes(`id="${target.hash.slice(1)}"`), `${url} has no ${target.hash}`);
      }
      target.hash = '';
      waiting.push(target.href);
    }
  }
  assert.ok(seen.size > 10);
});
