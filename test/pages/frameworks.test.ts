/** Rendered on the server by React and Vue, as Next.js and Nuxt do, and hydrated in Chromium. */
import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { PassThrough } from 'node:stream';
import { after, before, test } from 'node:test';
import { createElement, type FunctionComponent } from 'react';
import { renderToPipeableStream, renderToString } from 'react-dom/server';
import { renderToString as renderVue } from 'vue/server-renderer';
import { LYRIC } from '../../demo-server/texts.js';
import { Attributes, Late, Properties } from './apps/react-app.js';
import { createApp } from './apps/vue-app.js';
import { install, type Installation } from './support/package.js';
import { html, script, startPages, type OpenPage, type Pages } from './support/pages.js';
import { isDone, rendered } from './support/rendered.js';

let installation: Installation;
let pages: Pages;
before(async () => {
  installation = install();
  pages = await startPages();
});
after(() => pages.close());

/** A page with the server's markup, hydrated by a module of test/pages/apps. */
async function open(markup: string, app: string): Promise<OpenPage> {
  pages.serve(`/${app}`, await installation.bundle(app));
  pages.serve('/page', html(`<div id="root">${markup}</div>`, script(`/${app}`)));
  return pages.open('/page');
}

/** What was not written by the frameworks' advertisements for their tools. */
const complaints = ({ log }: OpenPage): string[] => log.filter((line) => !/devtools/i.test(line));

async function streams(page: OpenPage): Promise<void> {
  await page.until(isDone);
  const now = await rendered(page);
  assert.equal(now.text, LYRIC);
  assert.equal(now.shown, LYRIC);
  assert.equal(now.fallback, 'Thinking…');
  assert.equal(now.cursors, 1);
  assert.equal(now.statuses, 1);
}

async function pipe(App: FunctionComponent): Promise<string> {
  const { pipe: into } = renderToPipeableStream(createElement(App));
  return text(into(new PassThrough()));
}

test('React renders the attributes and the fallback on the server, at once or as a stream', async () => {
  const markup = renderToString(createElement(Attributes));
  assert.equal(
    markup,
    '<typewriter-stream src="/article?interval=0" class="answer" by="word" controls="">' +
      '<em>Thinking…</em></typewriter-stream>',
  );
  assert.equal(await pipe(Attributes), markup);
});

for (const [name, App, app] of [
  ['imported at the top', Attributes, 'react-attributes-client.js'],
  ['imported in an effect', Late, 'react-late-client.js'],
] as const) {
  test(`React hydrates it ${name} without a complaint, and it streams`, async () => {
    await using page = await open(await pipe(App), app);
    await streams(page);
    assert.deepEqual(complaints(page), []);
  });
}

test('in React an effect sets properties and listeners once the page is hydrated', async () => {
  const markup = renderToString(createElement(Properties));
  await using page = await open(markup, 'react-properties-client.js');
  await streams(page);
  await page.until(`document.querySelector('output').textContent.length > 0`);
  assert.equal(await page.evaluate(`document.querySelector('output').textContent`), LYRIC);
  assert.equal((await rendered(page)).status, 'Fertig');
  assert.deepEqual(complaints(page), []);
});

test('React would complain about a page that does not match', async () => {
  const markup = renderToString(createElement(Attributes)).replace('Thinking', 'Waiting');
  await using page = await open(markup, 'react-attributes-client.js');
  await page.until(isDone);
  assert.match(complaints(page).join('\n'), /hydrat/i);
});

test('Vue renders the attributes and the fallback on the server', async () => {
  const markup = await renderVue(createApp());
  assert.match(
    markup,
    /<typewriter-stream src="\/article\?interval=0" by="word" controls[^>]*><em>Thinking…<\/em><\/typewriter-stream>/,
  );
});

test('Vue hydrates it with its properties and listeners, without a complaint, and it streams', async () => {
  await using page = await open(await renderVue(createApp()), 'vue-client.js');
  await streams(page);
  await page.until(`document.querySelector('output').textContent.length > 0`);
  assert.equal(await page.evaluate(`document.querySelector('output').textContent`), LYRIC);
  assert.equal((await rendered(page)).status, 'Fertig');
  assert.deepEqual(complaints(page), []);
});

test('Vue would complain about a page that does not match', async () => {
  const markup = (await renderVue(createApp())).replace('Thinking', 'Waiting');
  await using page = await open(markup, 'vue-client.js');
  await page.until(isDone);
  assert.match(complaints(page).join('\n'), /hydrat/i);
});
