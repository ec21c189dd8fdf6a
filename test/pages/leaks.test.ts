/** Elements that were removed are collected, whatever they did: nothing of the page holds them. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  elementScript,
  html,
  script,
  startPages,
  type OpenPage,
  type Pages,
} from './support/pages.js';

let pages: Pages;
before(async () => {
  pages = await startPages();
  pages.serve('/element.js', await elementScript());
  pages.serve('/page', html('', script('/element.js')));
});
after(() => pages.close());

/** What each kind does with a new element, in the page. Returns when there is something to leave. */
const KINDS: Readonly<Record<string, string>> = {
  'a short text': `element.write('short'); element.end(); await element.finished;`,
  'a text that is still being typed': `element.speed = 5; element.write('a text '.repeat(99)); await frames(5);`,
  'a long paragraph': `for (let n = 0; n < 20; n++) {
      element.write('a long paragraph '.repeat(60)); element.skip(); await frames(1);
    }
    if (!element.shadowRoot.querySelector('.piece')) throw new Error('it was not cut');`,
  '3,000 lines': `element.write('a line\\n'.repeat(3000)); element.end(); await element.finished;`,
  'a fade': `element.fade = true; await element.updateComplete;
    element.style.setProperty('--typewriter-fade-duration', '60s');
    element.write('it fades for a minute'); await frames(5);
    if (!CSS.highlights.get('typewriter-fade-0').size) throw new Error('nothing fades');`,
  'an error': `element.maxRetries = 0; element.src = '/error?status=404'; await element.finished.catch(() => 0);`,
  'a retry': `element.src = '/error?status=500';
    await new Promise((resolve) => element.addEventListener('stream-retry', resolve));`,
  controls: `element.controls = true; element.src = '/article?interval=0'; await element.finished;`,
  'a lazy start': `element.style.marginTop = '3000px'; element.loading = 'lazy'; element.src = '/article'; await frames(5);`,
  'an answer in Markdown': `element.markup = 'markdown'; element.write(MARKDOWN); element.end();
    await element.finished; await frames(2);`,
  'an answer in Markdown that ends outside the page': `element.markup = 'markdown'; element.speed = 5;
    element.write(MARKDOWN); await frames(5);
    element.remove(); element.stop(); await frames(2);
    if (!element.shadowRoot.querySelector('table')) throw new Error('there is no table');`,
  'a stream': `element.src = '/article?interval=50'; await frames(20);`,
};

/** Collections until something counts as held. */
const TRIES = 40;

/** Makes an element, lets it do something, removes it, and returns whether it is alive after a while. */
async function survives(page: OpenPage, work: string): Promise<boolean> {
  const session = await page.page.createCDPSession();
  await page.evaluate(`(async () => {
    const frames = async (count) => {
      while (count-- > 0) await new Promise((resolve) => requestAnimationFrame(resolve));
    };
    const MARKDOWN = '| a | b |\\n| - | - |\\n| 1 | 2 |\\n\\n\`\`\`\\ncode\\n\`\`\`\\n\\ntext';
    let element = document.createElement('typewriter-stream');
    document.body.append(element);
    await element.updateComplete;
    ${work}
    element.remove();
    globalThis.removed = new WeakRef(element);
    element = undefined;
  })()`);
  // What waits for a timer, a frame or an idle moment may hold it until that has passed.
  for (let tries = 0; tries < TRIES; tries++) {
    await session.send('HeapProfiler.collectGarbage');
    if (await page.evaluate<boolean>('!removed.deref()')) return false;
    await page.evaluate(`new Promise((resolve) => {
      setTimeout(() => requestAnimationFrame(() => requestIdleCallback(resolve)));
    })`);
  }
  return true;
}

for (const [kind, work] of Object.entries(KINDS)) {
  test(`an element is collected after ${kind}`, async () => {
    await using page = await pages.open('/page');
    assert.equal(await survives(page, work), false);
  });
}

test('an element that the page holds is seen to be alive', async () => {
  await using page = await pages.open('/page');
  assert.equal(await survives(page, 'globalThis.held = element;'), true);
});
