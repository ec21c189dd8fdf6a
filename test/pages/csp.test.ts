/** A strict Content Security Policy with Trusted Types, sent as a header, obeyed by real Chromium. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { LYRIC } from '../../demo-server/texts.js';
import { install, type Installation } from './support/package.js';
import { html, startPages, type OpenPage, type Pages } from './support/pages.js';
import { ELEMENT, isDone, rendered } from './support/rendered.js';

const NONCE = 'b3Igbm90';
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const [, documented = ''] = /Content-Security-Policy: ([^`]*)```/.exec(readme) ?? [];

/** The policy of the README, with other scripts. */
const policy = (scripts: string) =>
  documented
    .replace(/\s+/g, ' ')
    .trim()
    .replace("script-src 'self'", () => `script-src ${scripts}`);

/** Runs before everything else and keeps what the policy forbade. */
const WATCH = `globalThis.violations = [];
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
    violations.push(effectiveDirective));`;

/** What the policy must forbid, or the test would see nothing of the element's either. */
const FORBIDDEN = `
  try { document.body.innerHTML = '<b>markup</b>'; } catch {}
  try { trustedTypes.createPolicy('mine', {}); } catch {}
  document.body.setAttribute('style', 'color: red');
  const style = document.createElement('style');
  style.textContent = 'b { color: red }';
  document.head.append(style);
  fetch('http://127.0.0.1:1/').catch(() => {});`;

const MARKDOWN_FILE = 'typewriter-stream.markdown.min.js';

/** What a model that was tricked might write, among what it writes every day. */
const HOSTILE = `# Answer

| a | b |
|:-:|---|
| [run](javascript:alert(1)) | [data](data:text/html,<script>alert(1)</script>) |

\`\`\`js
const code = "<img src=x onerror=alert(1)>";
\`\`\`

![logo](/called-home.png) <img src="/called-home.gif" onerror="alert(1)"> <style>* { color: red }</style>

- [x] done[^1]

[web](https://example.org) $$x^2$$

[^1]: A note.`;

const HIGHLIGHT = `document.querySelector('typewriter-stream').highlight = () => [[0, 5, 'keyword']];`;

let installation: Installation;
let pages: Pages;
before(async () => {
  installation = install();
  pages = await startPages();
  pages.serve('/watch.js', WATCH);
  pages.serve('/forbidden.js', FORBIDDEN);
  pages.serve('/cdn.js', installation.cdnFile());
  const besides = readFileSync(join(installation.packageFolder, 'dist', MARKDOWN_FILE), 'utf8');
  pages.serve(`/${MARKDOWN_FILE}`, besides);
  pages.serve('/highlight.js', HIGHLIGHT);
  pages.serve('/hostile', {
    body: `${HOSTILE.replace(/^/gm, 'data: ')}\n\nevent: end\ndata: .\n\n`,
    headers: { 'Content-Type': 'text/event-stream' },
  });
  pages.serve('/module.js', await installation.bundle('plain-client.js'));
});
after(() => pages.close());

function open(csp: string, body: string, ...scripts: string[]): Promise<OpenPage> {
  const nonce = csp.includes('nonce-') ? ` nonce="${NONCE}"` : '';
  const tags = scripts.map((path) => `<script type="module" src="${path}"${nonce}></script>`);
  pages.serve('/page', {
    body: html(body + tags.join(''), `<script src="/watch.js"${nonce}></script>`),
    headers: { 'Content-Security-Policy': csp },
  });
  return pages.open('/page');
}

const violations = (page: OpenPage): Promise<string[]> => page.evaluate('violations');

async function isClean(page: OpenPage): Promise<void> {
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(
    page.log.filter((line) => /^(error|warn|uncaught)/.test(line)),
    [],
  );
}

const press = (label: string) => `[...${ELEMENT}.shadowRoot.querySelectorAll('button')]
  .find((button) => button.textContent.trim() === '${label}').click()`;

const SELF = `'self'`;
const BY_NONCE = `'nonce-${NONCE}'`;
for (const [name, scripts, file] of [
  ['the file for a CDN', SELF, '/cdn.js'],
  ['the file for a CDN, by a nonce', BY_NONCE, '/cdn.js'],
  ['the module build', SELF, '/module.js'],
  ['the module build, by a nonce', BY_NONCE, '/module.js'],
] as const) {
  test(`${name} streams with the fade under a strict policy, without a violation`, async () => {
    const body = `<typewriter-stream fade src="/article?interval=10">Wait</typewriter-stream>`;
    await using page = await open(policy(scripts), body, file);
    await page.until(`CSS.highlights.get('typewriter-fade-0')?.size > 0`);
    await page.until(isDone);
    const { text, shown, cursors } = await rendered(page);
    assert.deepEqual([text, shown, cursors], [LYRIC, LYRIC, 1]);
    const cursor = `getComputedStyle(${ELEMENT}.shadowRoot.querySelector('[part=cursor]')).position`;
    assert.notEqual(await page.evaluate(cursor), 'static', 'it has no styles');
    await isClean(page);
  });
}

test('the buttons work under a strict policy, without a violation', async () => {
  const body = `<typewriter-stream controls speed="30" src="/article?interval=0"></typewriter-stream>`;
  await using page = await open(policy(SELF), body, '/cdn.js');
  await page.until(`${ELEMENT}.typedText.length > 0`);
  await page.evaluate(press('Pause'));
  await page.until(`${ELEMENT}.paused && ${ELEMENT}.matches(':state(paused)')`);
  await page.evaluate(press('Play'));
  await page.evaluate(press('Skip'));
  await page.until(isDone);
  assert.equal((await rendered(page)).shown, LYRIC);
  await page.evaluate(press('Copy'));
  await page.until(`/cop/i.test(${ELEMENT}.shadowRoot.querySelector('[role=status]').textContent)`);
  await page.evaluate(press('Replay'));
  await page.until(`${ELEMENT}.typedText.length < ${LYRIC.length}`);
  await isClean(page);
});

test('Markdown is shown under a strict policy, without a violation, a request or a running link', async () => {
  const body =
    '<typewriter-stream markup="markdown" fade controls end-event="end" src="/hostile"></typewriter-stream>';
  await using page = await open(policy(SELF), body, '/highlight.js', '/cdn.js');
  await page.until(isDone);
  const found = await page.evaluate<Record<string, unknown>>(`(() => {
    const root = ${ELEMENT}.shadowRoot;
    const all = (selector) => [...root.querySelectorAll('[part=text] ' + selector)];
    return {
      cells: all('td').map((cell) => cell.textContent),
      links: all('a').map((link) => link.getAttribute('href')),
      code: all('code').map((code) => code.textContent),
      loaded: all(':is(img, style, script)').length,
      coloured: CSS.highlights.get('typewriter-keyword')?.size,
      border: getComputedStyle(all('[part=code]')[0]).borderTopWidth,
      requests: performance.getEntriesByType('resource').filter(({ name }) => /called/.test(name)).length,
    };
  })()`);
  assert.deepEqual(found, {
    cells: ['run', 'data'],
    links: [null, null, '/called-home.png', '#footnote-1', 'https://example.org', '#'],
    code: ['const code = "<img src=x onerror=alert(1)>";'],
    loaded: 0,
    coloured: 1,
    border: '1px',
    requests: 0,
  });
  await page.evaluate(`${ELEMENT}.shadowRoot.querySelector('sup a').click()`);
  await page.evaluate(`${ELEMENT}.shadowRoot.querySelector('td a').click()`);
  assert.equal(await page.evaluate('location.hash'), '');
  await page.evaluate(press('Copy'));
  await page.until(`/cop/i.test(${ELEMENT}.shadowRoot.querySelector('[role=status]').textContent)`);
  await isClean(page);
});

test('a failure is shown under a strict policy, without a violation', async () => {
  const body = `<typewriter-stream src="/no-such-stream" max-retries="0"></typewriter-stream>`;
  await using page = await open(policy(SELF), body, '/cdn.js');
  await page.until(`${ELEMENT}.state === 'error'`);
  await page.until(`${ELEMENT}.shadowRoot.querySelector('[part=error]').checkVisibility()`);
  assert.equal((await rendered(page)).status, 'This answer does not exist.');
  assert.deepEqual(await violations(page), []);
});

test('a violation would be seen', async () => {
  await using page = await open(policy(SELF), '', '/cdn.js', '/forbidden.js');
  await page.until(`violations.length >= 5`);
  assert.deepEqual([...new Set(await violations(page))].sort(), [
    'connect-src',
    'require-trusted-types-for',
    'style-src-attr',
    'style-src-elem',
    'trusted-types',
  ]);
});

test("lit's own policy for trusted types is the only one, also for two copies on a page", async () => {
  assert.match(policy(SELF), /trusted-types lit-html$/);
  const twice = policy(SELF).replace('lit-html', "lit-html 'allow-duplicates'");
  const body = `<typewriter-stream src="/article?interval=0"></typewriter-stream>`;
  await using page = await open(twice, body, '/cdn.js', '/module.js');
  await page.until(isDone);
  assert.equal((await rendered(page)).shown, LYRIC);
  assert.deepEqual(await violations(page), []);
});
