/** Places where a browser draws nothing, or draws in another way: frames that are not seen, paper, forced colours. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LYRIC } from '../../demo-server/texts.js';
import { elementScript, html, script, startPages, type Pages } from './support/pages.js';
import { ELEMENT, isDone } from './support/rendered.js';

/** Counts the frames. */
const COUNT = `<script>
  let count = 0;
  const onFrame = () => { count++; requestAnimationFrame(onFrame); };
  requestAnimationFrame(onFrame);
</script>`;
const STREAM = '<typewriter-stream speed="4000" src="/article?interval=0"></typewriter-stream>';

let pages: Pages;
before(async () => {
  pages = await startPages();
  pages.serve('/element.js', await elementScript());
  pages.serve('/frame', html(COUNT + STREAM, script('/element.js')));
  pages.serve('/page', html('', script('/element.js')));
});
after(() => pages.close());

for (const [place, style] of [
  ['is not displayed', 'display: none'],
  ['is far off screen', 'position: absolute; top: 20000px'],
] as const) {
  test(`a text in a frame that ${place} is shown and ends, though no animation frame comes`, async () => {
    // Of another site: such a frame gets none for sure.
    const src = `${pages.origin.replace('127.0.0.1', 'localhost')}/frame`;
    pages.serve('/around', html(`<iframe style="${style}" src="${src}"></iframe>`));
    await using page = await pages.open('/around');
    const frame = await page.page.waitForFrame((one) => one.url() === src);
    const text = (await frame.evaluate(`(async () => {
      await customElements.whenDefined('typewriter-stream');
      const element = ${ELEMENT};
      await element.finished;
      return element.shadowRoot.querySelector('[part=text]').textContent;
    })()`)) as string;
    assert.equal(text, LYRIC);
    // Far off screen there may be one at the start.
    assert.ok(((await frame.evaluate('count')) as number) <= 2);
  });
}

test('on paper there is the text, and neither the cursor nor a button', async () => {
  await using page = await pages.open('/page');
  await page.evaluate(`(async () => {
    const element = document.createElement('typewriter-stream');
    Object.assign(element, { speed: 'instant', controls: true, fade: true, cursor: 'block' });
    element.style.setProperty('--typewriter-fade-duration', '60s');
    document.body.append(element);
    element.write('half-faded letters');
    while (element.typedText !== element.text) await new Promise(requestAnimationFrame);
  })()`);
  const look = () =>
    page.evaluate<{ shown: string[]; faded: boolean }>(`(() => {
      const root = ${ELEMENT}.shadowRoot;
      const shown = ['line', 'cursor', 'button'].filter((part) =>
        root.querySelector('[part~=' + part + ']').checkVisibility());
      const line = root.querySelector('[part~=line]');
      const { color } = getComputedStyle(line, '::highlight(typewriter-fade-0)');
      return { shown, faded: color !== getComputedStyle(line).color };
    })()`);
  assert.deepEqual(await look(), { shown: ['line', 'cursor', 'button'], faded: true });
  await page.page.emulateMediaType('print');
  assert.deepEqual(await look(), { shown: ['line'], faded: false });
});

test('with forced colours nothing fades, since a highlight looks selected there', async () => {
  await using page = await pages.open('/page');
  const fading = () =>
    page.evaluate<number>(`(async () => {
      const element = document.createElement('typewriter-stream');
      Object.assign(element, { speed: 'instant', fade: true });
      element.style.setProperty('--typewriter-fade-duration', '60s');
      document.body.append(element);
      element.write('new words');
      while (element.typedText !== element.text) await new Promise(requestAnimationFrame);
      const { size } = CSS.highlights.get('typewriter-fade-0') ?? { size: 0 };
      element.remove();
      return size;
    })()`);
  const session = await page.page.createCDPSession();
  const force = (value: string) =>
    session.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value }] });
  await force('active');
  assert.equal(await fading(), 0);
  await force('none');
  assert.ok((await fading()) > 0);
});

test('in a window of its own an element has its styles, and fades there', async () => {
  await using page = await pages.open('/page');
  const moved = await page.evaluate<Record<string, unknown>>(`(async () => {
    const popup = document.body.appendChild(document.createElement('iframe'));
    const element = document.createElement('typewriter-stream');
    Object.assign(element, { speed: 'instant', fade: true });
    element.style.setProperty('--typewriter-fade-duration', '60s');
    document.body.append(element);
    const typed = async () => {
      while (element.typedText !== element.text) await new Promise(requestAnimationFrame);
    };
    element.write('before ');
    await typed();
    popup.contentDocument.body.append(element);
    element.write('after');
    await typed();
    const names = (view) => {
      const { size } = view.CSS.highlights.get('typewriter-fade-0') ?? { size: 0 };
      return size;
    };
    const status = element.shadowRoot.querySelector('[role=status]');
    const { getComputedStyle } = popup.contentWindow;
    const line = element.shadowRoot.querySelector('[part~=line]');
    return {
      text: element.shadowRoot.querySelector('[part=text]').textContent,
      here: names(window),
      fadesThere: names(popup.contentWindow) > 0,
      isFaded: getComputedStyle(line, '::highlight(typewriter-fade-0)').color !== getComputedStyle(line).color,
      statusIsHidden: getComputedStyle(status).position === 'absolute',
    };
  })()`);
  assert.deepEqual(moved, {
    text: 'before after',
    here: 0,
    fadesThere: true,
    isFaded: true,
    statusIsHidden: true,
  });
});

test('loading="lazy" waits for the viewport where the host has no box', async () => {
  await using page = await pages.open('/page');
  await page.evaluate(`(async () => {
    document.body.style.paddingTop = '5000px';
    const element = document.createElement('typewriter-stream');
    element.style.display = 'contents';
    element.loading = 'lazy';
    element.speed = 'instant';
    element.src = '/article?interval=0';
    document.body.append(element);
    await element.updateComplete;
    // The observers of this and the next frame have looked.
    for (let count = 0; count < 4; count++) await new Promise(requestAnimationFrame);
  })()`);
  assert.equal(await page.evaluate(`${ELEMENT}.state`), 'idle');
  await page.evaluate('scrollTo(0, 5000)');
  await page.until(isDone);
  assert.equal(await page.evaluate(`${ELEMENT}.text`), LYRIC);
});
