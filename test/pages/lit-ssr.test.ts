/** Rendered on the server by @lit-labs/ssr, taken over by the element in Chromium. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { render } from '@lit-labs/ssr';
import { LitElementRenderer } from '@lit-labs/ssr/lib/lit-element-renderer.js';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html as template, type TemplateResult } from 'lit';
import { LYRIC } from '../../demo-server/texts.js';
import { install, type Installation } from './support/package.js';
import { html, script, startPages, type OpenPage, type Pages } from './support/pages.js';
import { ELEMENT, isDone, rendered } from './support/rendered.js';

let installation: Installation;
let pages: Pages;
before(async () => {
  installation = install();
  await import(pathToFileURL(join(installation.packageFolder, 'dist', 'index.js')).href);
  pages = await startPages();
  for (const app of ['lit-client.js', 'plain-client.js', 'early-client.js']) {
    pages.serve(`/${app}`, await installation.bundle(app));
  }
});
after(() => pages.close());

const onServer = (content: TemplateResult): Promise<string> => collectResult(render(content));

const answer = template`<typewriter-stream src="/article?interval=0" controls
  ><em>Thinking…</em></typewriter-stream>`;

/** Kept before any module runs, to see whether it is still the same afterwards. */
const keep = `<script>
  const element = ${ELEMENT};
  const before = element.firstElementChild;
</script>`;

/** Renders on the server, opens in the browser. */
async function open(content: TemplateResult, app: string): Promise<OpenPage> {
  const path = `/page-${app}`;
  pages.serve(path.replace('.js', ''), html((await onServer(content)) + keep, script(`/${app}`)));
  return pages.open(path.replace('.js', ''));
}

test('the server renders the tag, a declarative shadow root, and what stands between', async () => {
  const page = await onServer(answer);
  assert.match(page, /<typewriter-stream[^>]* src="\/article\?interval=0" controls[^>]*>/);
  assert.match(page, /<em>Thinking…<\/em>/);
  assert.match(page, /<template [^>]*shadowrootmode="open">[^]*<slot[^]*role="status"/);
});

test('the fallback is seen before there is any script', async () => {
  pages.serve('/still', html(await onServer(answer)));
  await using still = await pages.open('/still', { javaScript: false });
  const seen = await still.evaluate(`(() => {
    const { width, height } = ${ELEMENT}.firstElementChild.getBoundingClientRect();
    return width > 20 && height > 5;
  })()`);
  assert.equal(seen, true);
});

for (const [name, app] of [
  ["with lit's support for hydration", 'lit-client.js'],
  ['without it', 'plain-client.js'],
] as const) {
  test(`${name} the element takes over the server's tag and streams the exact text`, async () => {
    await using page = await open(answer, app);
    await page.until(isDone);
    const now = await rendered(page);
    assert.equal(now.text, LYRIC);
    assert.equal(now.shown, LYRIC);
    assert.equal(now.fallback, 'Thinking…');
    assert.equal(now.cursors, 1);
    assert.equal(now.statuses, 1);
    assert.equal(now.status, 'Response complete');
    assert.equal(await page.evaluate('before === element.firstElementChild'), true);
    assert.deepEqual(page.log, []);
  });

  test(`${name} the buttons show the run, not the idle element of the server`, async () => {
    await using page = await open(answer, app);
    await page.until(isDone);
    const { buttons } = await rendered(page);
    assert.deepEqual(buttons, {
      Stop: 'true',
      Pause: 'true',
      Skip: 'true',
      Replay: null,
      Copy: null,
    });
  });
}

test('what is set before the first render counts, whatever the server rendered', async () => {
  const content = template`<typewriter-stream><em>Thinking…</em></typewriter-stream>`;
  await using page = await open(content, 'early-client.js');
  await page.until(isDone);
  assert.equal((await rendered(page)).shown, LYRIC);
  assert.deepEqual(page.log, []);
});

test('a shadow root that stands in the page already is kept, and filled anew', async () => {
  const declared = `<typewriter-stream src="/article?interval=0"
    ><template shadowrootmode="open"><style>b { color: red }</style><slot></slot></template
    ><em>Thinking…</em></typewriter-stream><script>const root = ${ELEMENT}.shadowRoot;</script>`;
  pages.serve('/declared', html(declared, script('/plain-client.js')));
  await using page = await pages.open('/declared');
  await page.until(isDone);
  assert.equal((await rendered(page)).shown, LYRIC);
  const styles = `[root === ${ELEMENT}.shadowRoot, root.querySelectorAll('style').length,
    root.adoptedStyleSheets.length]`;
  assert.deepEqual(await page.evaluate(styles), [true, 0, 1]);
});

test('a server that calls connectedCallback gets the same page', async () => {
  const usual = await onServer(answer);
  const { renderOptions } = LitElementRenderer;
  renderOptions.push(() => ({ connectedCallback: true }));
  try {
    assert.equal(await onServer(answer), usual);
  } finally {
    renderOptions.pop();
  }
});
