/** What `npm run build:site` writes, on a host that only knows files, in a folder of it. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ANSWER } from '../../../demo-server/scenarios/llm-formats.js';
import { MARKDOWN_ANSWER } from '../../../demo-server/markdown-answer.js';
import { LYRIC } from '../../../demo-server/texts.js';
import { listen, shutDown } from '../../server/support.js';
import { startBrowser, type OpenBrowser, type OpenPage } from '../support/pages.js';

const site = fileURLToPath(new URL('../../../site', import.meta.url));
const FOLDER = '/some/folder/';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

let server: Server;
let browser: OpenBrowser;
let origin: string;
/** What was asked for and is no file: every stream among it was not told by the worker. */
const missing: string[] = [];

before(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = normalize(pathname.replace(/\/$/, '/index.html'));
    const file = path.startsWith(FOLDER) ? join(site, path.slice(FOLDER.length)) : '';
    readFile(file).then(
      (content) => {
        response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
        response.end(content);
      },
      () => {
        // Browsers ask for this one unasked.
        if (pathname !== '/favicon.ico') missing.push(pathname);
        response.writeHead(404).end();
      },
    );
  });
  origin = await listen(server);
  browser = await startBrowser();
});
after(() => shutDown(server));

const open = (path: string): Promise<OpenPage> => browser.open(origin + FOLDER + path);
const element = (selector: string): string => `document.querySelector('${selector}')`;
const SUBJECT = element('#subject');

async function choose(page: OpenPage, scenario: string, interval = 10): Promise<void> {
  await page.evaluate(`(() => {
    ${element('#try')}.scrollIntoView({ behavior: 'instant' });
    const set = (id, value) => {
      const field = document.getElementById(id);
      field.value = value;
      for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
    };
    set('scenario', '${scenario}');
    set('interval', '${interval}');
    document.querySelector('[name=speed][value=instant]').click();
  })()`);
}

test('the first visit sees the texts at the top typed, and so does one past the worker', async () => {
  await using page = await open('');
  for (const visit of ['first', 'reloaded past the worker']) {
    await page.until(`${element('#answer')}?.typedText === ${JSON.stringify(MARKDOWN_ANSWER)}`);
    await page.until(`${element('#lyric')}.typedText.startsWith('${LYRIC.slice(0, 5)}')`);
    assert.deepEqual(page.log, [], visit);
    if (visit === 'first') await page.page.reload({ ignoreCache: true });
  }
});

test('a cut loses nothing, a 404 is a 404, and an API takes a POST', async () => {
  await using page = await open('');
  await page.until(`document.querySelector('#snippet')?.textContent`);
  for (const [scenario, text] of [
    ['drop', LYRIC],
    ['drop-without-ids', LYRIC],
    ['flaky', LYRIC],
    ['openai', ANSWER],
  ] as const) {
    await choose(page, scenario);
    await page.until(`${SUBJECT}.state === 'done' && ${SUBJECT}.attempt > 0`);
    assert.equal(await page.evaluate(`${SUBJECT}.text`), text, scenario);
  }
  await choose(page, 'missing');
  await page.until(`${SUBJECT}.state === 'error'`);
  assert.equal(await page.evaluate(`${SUBJECT}.error.status`), 404);

  await choose(page, 'burst', 1000);
  await page.until(`${SUBJECT}.text !== ''`);
  await page.evaluate(`document.querySelector('#plug').click()`);
  await page.until(`document.querySelector('#plug-message').textContent !== ''`);
  assert.equal(
    await page.evaluate(`document.querySelector('#plug-message').textContent`),
    'The connection was cut.',
  );
  await page.until(`${SUBJECT}.attempt > 1`);
});

test('a story is told, and the list of streams', async () => {
  await using story = await open('storybook/iframe.html?id=playground--playground&viewMode=story');
  await story.until(`document.querySelector('typewriter-stream')?.typedText?.length > 5`);
  await using list = await open('');
  await list.until(`${element('#answer')}?.text?.length > 0`);
  await list.page.goto(`${origin}${FOLDER}scenarios`);
  assert.match(await list.evaluate('document.title'), /Streams to try/);
});

test('the worker told every stream: the host was asked for files only', () => {
  assert.deepEqual(missing, []);
});
