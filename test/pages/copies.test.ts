/** Two copies of the package on one page: the file for a CDN and the module build. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LYRIC } from '../../demo-server/texts.js';
import { install, type Installation } from './support/package.js';
import { html, script, startPages, type OpenPage, type Pages } from './support/pages.js';
import { isDone, rendered } from './support/rendered.js';

let installation: Installation;
let pages: Pages;
before(async () => {
  installation = install();
  pages = await startPages();
  pages.serve('/cdn.js', installation.cdnFile());
  for (const app of [
    'plain-client.js',
    'formats-client.js',
    'scoped-client.js',
    'subclass-client.js',
  ]) {
    pages.serve(`/${app}`, await installation.bundle(app));
  }
});
after(() => pages.close());

function open(body: string, ...scripts: string[]): Promise<OpenPage> {
  pages.serve('/page', html(body + scripts.map(script).join('')));
  return pages.open('/page');
}

const lyric = '<typewriter-stream src="/article?interval=0"></typewriter-stream>';
const areAllDone = `[...document.body.children].every((element) =>
  element.localName === 'script' || element.state === 'done')`;
const texts = `[...document.querySelectorAll('typewriter-stream, my-stream')].map(({ text }) => text)`;

for (const scripts of [
  ['/cdn.js', '/plain-client.js'],
  ['/plain-client.js', '/cdn.js'],
] as const) {
  test(`${scripts.join(', then ')}: the second warns once and says what to do, all stream`, async () => {
    await using page = await open(lyric + lyric, ...scripts);
    await page.until(areAllDone);
    assert.deepEqual(await page.evaluate(texts), [LYRIC, LYRIC]);
    const [warning, ...others] = page.log.filter((line) => /typewriter-stream/.test(line));
    assert.match(warning!, /^warn: .*already defined.* another copy.* load the package once\.$/);
    assert.deepEqual(others, []);
    assert.equal(page.log.filter((line) => /^error|^uncaught/.test(line)).length, 0);
  });
}

for (const scripts of [
  ['/cdn.js', '/formats-client.js'],
  ['/formats-client.js', '/cdn.js'],
] as const) {
  test(`${scripts.join(', then ')}: a format registered through one copy is known to the other`, async () => {
    await using page = await open('', ...scripts);
    await page.evaluate(`document.body.append(Object.assign(
      document.createElement('typewriter-stream'),
      { format: 'loud', src: '/article?interval=0&text=quiet' },
    ))`);
    await page.until(isDone);
    assert.equal((await rendered(page)).text, 'QUIET');
    assert.deepEqual(page.log, []);
  });
}

test('the class works in a scoped registry, beside the global one and under another name', async () => {
  await using page = await open('', '/scoped-client.js');
  await page.until(`globalThis.scoped?.every(({ state }) => state === 'done')`);
  assert.deepEqual(await page.evaluate('scoped.map(({ text }) => text)'), [LYRIC, LYRIC]);
  // The name is only known where it was defined.
  assert.equal(await page.evaluate(`customElements.get('scoped-stream')`), undefined);
  assert.deepEqual(page.log, []);
});

test('the class works under a tag name of its own, beside the element of another copy', async () => {
  const own = lyric.replaceAll('typewriter-stream', 'my-stream');
  await using page = await open(lyric + own, '/cdn.js', '/subclass-client.js');
  await page.until(areAllDone);
  assert.deepEqual(await page.evaluate(texts), [LYRIC, LYRIC]);
  assert.deepEqual(page.log, []);
});
