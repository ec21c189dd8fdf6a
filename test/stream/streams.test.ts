import { expect } from '@open-wc/testing';
import { EMOJI, LYRIC, PARAGRAPHS, RTL, graphemes } from '../../demo-server/texts.js';
import {
  IS_WEBKIT,
  cleanUp,
  connections,
  cut,
  expectTyped,
  frame,
  mount,
  newKey,
  next,
  path,
  reach,
  receive,
  record,
  untilServer,
} from '../support/element.js';
import { retryAtOnce } from '../support/retry-at-once.js';

retryAtOnce();

const NEVER_ENDS = 60_000;
const RESUMING = ['/overlap', '/restart-with-ids', '/sparse-ids', '/unicode-ids'];

for (const transport of ['auto', 'fetch'] as const) {
  describe(`a stream over transport="${transport}"`, () => {
    afterEach(cleanUp);

    it('types the lyric that the server sends, character by character', async () => {
      const element = mount({ transport, src: path('/article', { interval: 1 }) });
      await element.finished;
      expectTyped(element, LYRIC);
      expect(element.lastEventId).to.equal(String(graphemes(LYRIC).length));
    });

    it('closes the connection at the sentinel, which is not typed, and never asks again', async () => {
      const key = newKey();
      const element = mount({
        transport,
        src: path('/article', { interval: 1, retry: 1, text: 'abc', key }),
      });
      const end = await next(element, 'stream-end');
      expect(end.reason).to.equal('sentinel');
      await element.finished;
      expectTyped(element, 'abc');
      // Time enough to come back, since the server asked for a millisecond.
      for (let i = 0; i < 10; i++) await frame();
      const known = await untilServer(key, ({ open }) => open === 0);
      expect(known.total).to.equal(1);
    });

    it('loses and repeats nothing when the connection is cut ten times', async () => {
      const key = newKey();
      const after = Math.ceil(graphemes(LYRIC).length / 11);
      const element = mount({
        transport,
        src: path('/drop', { interval: 1, after, retry: 1, key }),
      });
      let retries = 0;
      element.addEventListener('stream-retry', () => retries++);
      await element.finished;
      expectTyped(element, LYRIC);
      expect(retries).to.be.at.least(10);
      // A browser may throw away what it has not read when the connection breaks, so not every request has the latest id.
      const ids = (await connections(key)).requests.map(({ lastEventId }) => Number(lastEventId));
      expect(ids.some((id) => id >= after)).to.equal(true);
    });

    it('resumes where it was when somebody pulls the plug', async () => {
      const key = newKey();
      const element = mount({ transport, src: path('/article', { interval: 3, retry: 1, key }) });
      const log = record(element);
      await receive(element, 10);
      const retry = next(element, 'stream-retry');
      await cut(key);
      await retry;
      await element.finished;
      expectTyped(element, LYRIC);
      expect(log.join(' ')).to.match(
        /^connecting streaming \(open\) (retrying \(retry\) (streaming \(open\) )?)+typing \(end: sentinel\) done \(typed\)$/,
      );
    });

    it('skips what a server without ids tells again from the top', async () => {
      const key = newKey();
      const src = path('/drop-without-ids', { interval: 1, after: 20, times: 3, retry: 1, key });
      const element = mount({ transport, src });
      await element.finished;
      expectTyped(element, LYRIC);
      expect((await connections(key)).total).to.equal(4);
    });

    it('appends what a feed without ids goes on with', async () => {
      const element = mount({
        transport,
        src: path('/feed', { interval: 1, after: 9, retry: 1, key: newKey() }),
      });
      await element.finished;
      expectTyped(element, LYRIC);
    });

    for (const scenario of RESUMING.filter(
      // WebKitGTK writes the bytes of a fetch header as UTF-8 once more, so such an id is lost.
      (name) => !(name === '/unicode-ids' && transport === 'fetch' && IS_WEBKIT),
    )) {
      it(`gets the text right from ${scenario}`, async () => {
        const text = graphemes(LYRIC).slice(0, 40).join('');
        const element = mount({
          transport,
          src: path(scenario, { interval: 1, retry: 1, text, key: newKey() }),
        });
        await element.finished;
        expectTyped(element, text);
      });
    }

    for (const scenario of ['/cut-message', '/cut-character']) {
      it(`loses nothing when the cut is as in ${scenario}`, async () => {
        const text = graphemes(LYRIC).slice(0, 30).join('');
        const src = path(scenario, { interval: 1, retry: 1, text, key: newKey() });
        const element = mount({ transport, src });
        await element.finished;
        expectTyped(element, text);
      });
    }

    it('reads events of several lines with their newlines and leading spaces', async () => {
      const element = mount({ transport, src: path('/multi-line', { interval: 1 }) });
      await element.finished;
      expectTyped(element, PARAGRAPHS);
    });

    it('reads CRLF and lone CR line ends, a BOM, and characters cut in two chunks', async () => {
      for (const scenario of ['/crlf', '/crlf?eol=cr', '/bom', '/split-utf8']) {
        const element = mount({
          transport,
          src: `${scenario}${scenario.includes('?') ? '&' : '?'}interval=0`,
        });
        await element.finished;
        expectTyped(element, LYRIC);
        element.remove();
      }
    });

    it('types emoji and right-to-left text exactly', async () => {
      const emoji = mount({ transport, src: path('/emoji', { interval: 1 }) });
      const rightToLeft = mount({ transport, src: path('/rtl', { interval: 1 }) });
      await Promise.all([emoji.finished, rightToLeft.finished]);
      expectTyped(emoji, EMOJI);
      expectTyped(rightToLeft, RTL);
    });

    it('ends with reason "closed" on 204, and does not ask again', async () => {
      const key = newKey();
      const element = mount({ transport, src: path('/no-content', { key }) });
      const end = await next(element, 'stream-end');
      expect(end.reason).to.equal('closed');
      await element.finished;
      expectTyped(element, '');
      expect((await connections(key)).total).to.be.at.most(2);
    });

    it('stops asking a server that just closes when it has said everything', async () => {
      const key = newKey();
      const src = path('/closes', { interval: 1, retry: 1, text: 'Hello, world', key });
      const element = mount({ transport, src });
      const end = await next(element, 'stream-end');
      expect(end.reason).to.equal('closed');
      await element.finished;
      expectTyped(element, 'Hello, world');
      // EventSource cannot tell a proper close from a cut, so fetch asks twice more.
      expect((await connections(key)).total).to.be.at.most(transport === 'auto' ? 4 : 2);
    });

    it('stops asking a server with ids that closes twice without a message', async () => {
      const src = path('/closes', { ids: 1, interval: 1, retry: 1, text: 'abc', key: newKey() });
      const element = mount({ transport, src });
      await element.finished;
      expectTyped(element, 'abc');
    });
  });

  describe(`ends and names over transport="${transport}"`, () => {
    afterEach(cleanUp);

    it('takes only the events named in `event`, and ends at an event named done', async () => {
      const element = mount({
        transport,
        event: 'word',
        src: path('/named-events', { interval: 1 }),
      });
      await element.finished;
      expect(element.text).to.equal(LYRIC);
      const noise = mount({
        transport,
        event: 'noise',
        src: path('/named-events', { interval: 1 }),
      });
      await noise.finished;
      expect(noise.text).not.to.contain('好');
    });

    it('ends at the data named in `sentinel`, and then types the default sentinel as text', async () => {
      const element = mount({ transport });
      element.setAttribute('sentinel', 'FIN STOP');
      element.src = path('/article', { interval: 1, text: 'abc', end: 'STOP', key: newKey() });
      await element.finished;
      expectTyped(element, 'abc');
      element.src = path('/article', { interval: 1, text: 'abc', end: 'end', retry: 1 });
      await receive(element, 6);
      expect(element.text.startsWith('abcend')).to.equal(true);
    });

    it('knows no data sentinel with sentinel=""', async () => {
      const element = mount({ transport, sentinel: '', maxRetries: 0 });
      element.src = path('/article', { interval: 1, text: 'the ', end: 'end' });
      await reach(element, 'error');
      expect(element.text).to.equal('the end');
      expect(element.error?.kind).to.equal('interrupted');
    });

    it('compares the sentinel without the spaces around it', async () => {
      const element = mount({ transport });
      element.src = path('/article', { interval: 1, text: 'e', end: ' [DONE] ', retry: 1 });
      await element.finished;
      expectTyped(element, 'e');
    });
  });
}

describe('the transport', () => {
  afterEach(cleanUp);

  it('is EventSource for a plain GET, whose retries the browser makes', async () => {
    const key = newKey();
    const element = mount({
      src: path('/drop', { interval: 1, after: 5, times: 1, retry: 1, key }),
    });
    const { delay } = await next(element, 'stream-retry');
    // WebKit's own reconnect would garble the text, so there we wait ourselves.
    if (!IS_WEBKIT) expect(delay).to.equal(null);
    await element.finished;
    expectTyped(element, LYRIC);
  });

  it('"eventsource" stays with EventSource and says what it cannot know', async () => {
    const element = mount({
      ...{ transport: 'eventsource', maxRetries: 1 },
      src: '/error?status=404',
    });
    await reach(element, 'error');
    expect(element.error?.message).to.contain('transport="fetch"');
    expect(element.error?.status).to.equal(undefined);
  });

  it('falls back to fetch when EventSource refuses the answer, and types plain text', async () => {
    const element = mount({ src: path('/plain', { interval: 1 }) });
    await element.finished;
    expectTyped(element, LYRIC);
  });

  it('keeps a silent stream open', async () => {
    const key = newKey();
    const element = mount({ src: path('/silence', { key }) });
    await untilServer(key, ({ open }) => open === 1);
    expect(['connecting', 'streaming']).to.include(element.state);
  });
});

describe('changing src', () => {
  afterEach(cleanUp);

  it('in mid-stream lets nothing of the old stream through', async () => {
    const oldKey = newKey();
    const element = mount({
      src: path('/article', { interval: 1, text: 'x'.repeat(500), key: oldKey }),
    });
    await receive(element, 20);
    element.src = path('/article', { interval: 1, text: 'new text' });
    const texts: string[] = [];
    await element.updateComplete;
    element.addEventListener('stream-delta', () => texts.push(element.text));
    await element.finished;
    expectTyped(element, 'new text');
    expect(texts.join('')).not.to.contain('x'.repeat(2));
    await untilServer(oldKey, ({ open }) => open === 0);
  });

  it('many times in one task opens one connection', async () => {
    const key = newKey();
    const element = mount();
    for (let i = 0; i < 20; i++) {
      element.src = path('/article', { interval: 1, text: `text ${String(i)}`, key });
    }
    await element.updateComplete;
    await element.finished;
    expectTyped(element, 'text 19');
    expect((await connections(key)).total).to.equal(1);
  });

  it('to nothing closes the stream and goes back to idle', async () => {
    const key = newKey();
    const element = mount({ src: path('/article', { interval: NEVER_ENDS, key }) });
    await reach(element, 'streaming');
    element.removeAttribute('src');
    element.src = '';
    await reach(element, 'idle');
    expectTyped(element, '');
    await untilServer(key, ({ open }) => open === 0);
  });
});
