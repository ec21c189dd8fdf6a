import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { scenarios } from '../../demo-server/scenarios/index.js';
import { EMOJI, floodText, graphemes, LYRIC, prose, RTL } from '../../demo-server/texts.js';
import {
  connections,
  join,
  listenTo,
  readChunks,
  startServer,
  until,
  type TestServer,
} from './support.js';

let demo: TestServer;
before(async () => void (demo = await startServer()));
after(() => demo.close());

const at = (path: string): string => demo.origin + path;

test('/article tells the lyric, a grapheme an event, numbered from 1, and closes', async () => {
  const told = await listenTo(at('/article?interval=0'));
  assert.equal(told.text, LYRIC);
  assert.ok(told.ended && !told.broken);
  assert.deepEqual(told.comments, ['open']);
  const letters = graphemes(LYRIC);
  assert.deepEqual(
    told.messages.slice(0, -1).map(({ id, data }) => [id, data]),
    letters.map((letter, index) => [String(index + 1), letter]),
  );
  assert.equal(told.messages.at(-1)?.id, undefined);
});

test('/article has the headers that keep proxies from buffering', async () => {
  const { headers } = (await listenTo(at('/article?interval=0'))).response;
  assert.equal(headers.get('content-type'), 'text/event-stream; charset=utf-8');
  assert.equal(headers.get('cache-control'), 'no-cache, no-transform');
  assert.equal(headers.get('x-accel-buffering'), 'no');
  assert.equal(headers.get('access-control-allow-origin'), '*');
});

test('/article resumes after the id in the header, and after the one in the query', async () => {
  const rest = graphemes(LYRIC).slice(7).join('');
  const headers = { 'Last-Event-ID': '7' };
  const byHeader = await listenTo(at('/article?interval=0&lastEventId=2'), { headers });
  assert.equal(byHeader.text, rest);
  assert.equal(byHeader.messages[0]?.id, '8');
  assert.equal((await listenTo(at('/article?interval=0&lastEventId=7'))).text, rest);
});

test('/article sends just the sentinel to a client that has it all', async () => {
  for (const id of [String(graphemes(LYRIC).length), '999999']) {
    const told = await listenTo(at('/article?interval=0'), { headers: { 'Last-Event-ID': id } });
    assert.deepEqual(
      told.messages.map(({ data }) => data),
      ['end'],
    );
  }
});

test('/article starts from the top after an id it does not know', async () => {
  for (const id of ['-3', 'x', '1.5']) {
    const told = await listenTo(at('/article?interval=0'), { headers: { 'Last-Event-ID': id } });
    assert.equal(told.text, LYRIC);
  }
});

test('text, end and retry can be chosen', async () => {
  const told = await listenTo(at('/article?interval=0&text=a%0Ab&end=[DONE]&retry=321'));
  assert.deepEqual(
    told.messages.map(({ data }) => data),
    ['a', '\n', 'b', '[DONE]'],
  );
  assert.equal(told.retry, 321);
  assert.equal((await listenTo(at('/article?interval=0&end='))).ended, false);
  assert.deepEqual((await listenTo(at('/article?text='))).messages.length, 1);
});

test('a parameter that is no number is the default', async () => {
  const told = await listenTo(at('/heartbeats?interval=0&count=many&text=a'));
  assert.equal(told.comments.filter((comment) => comment === 'heartbeat').length, 10);
  assert.equal((await listenTo(at('/heartbeats?interval=-5&count=-1&text=a'))).text, 'a');
});

test('events are an interval apart', async () => {
  const start = performance.now();
  await listenTo(at('/article?interval=40&text=abc'));
  assert.ok(performance.now() - start >= 3 * 40 - 5);
});

test('the plain texts arrive whole', async () => {
  const texts = { emoji: EMOJI, rtl: RTL, long: prose(100_000), burst: prose(3000) };
  for (const [name, text] of Object.entries(texts)) {
    const told = await listenTo(at(`/${name}?interval=0`));
    assert.equal(told.text, text, name);
    assert.ok(told.ended && !told.broken, name);
  }
});

test('/emoji sends a code point an event, so that clusters are cut', async () => {
  const told = await listenTo(at('/emoji?interval=0'));
  assert.deepEqual(
    told.messages.slice(0, -1).map(({ data }) => data),
    Array.from(EMOJI),
  );
});

test('/long sends words and has the length that was asked for', async () => {
  const told = await listenTo(at('/long?interval=0&chars=500'));
  assert.equal(told.text.length, 500);
  assert.ok(told.messages.every(({ data }) => /^\S+\s*$/.test(data)));
});

test('/burst sends so many characters at a time', async () => {
  const { messages, chunks } = await listenTo(at('/burst?interval=200&size=4&text=abcdefghij'));
  assert.equal(join(messages), 'abcdefghijend');
  const decoder = new TextDecoder();
  const burst = chunks.map((chunk) => decoder.decode(chunk)).find((text) => /: a$/m.test(text));
  assert.match(burst ?? '', /data: a\n\ndata: b\n\ndata: c\n\ndata: d\n\n$/);
});

test('/flood sends its hundred thousand events, and none is lost', async () => {
  const told = await listenTo(at('/flood'));
  assert.equal(told.messages.length, 100_001);
  assert.equal(told.text, floodText(0, 400_000));
});

test('/closes says everything each time, without ids and without a sentinel', async () => {
  for (const _ of [1, 2]) {
    const told = await listenTo(at('/closes?interval=0'));
    assert.equal(told.text, LYRIC);
    assert.ok(!told.ended && !told.broken && told.retry === 100);
    assert.equal(told.messages[0]?.id, undefined);
  }
});

test('/closes?ids=1 closes without a message once all has been said', async () => {
  const first = await listenTo(at('/closes?ids=1&interval=0'));
  const headers = { 'Last-Event-ID': first.messages.at(-1)?.id ?? '' };
  const second = await listenTo(at('/closes?ids=1&interval=0'), { headers });
  assert.equal(first.text, LYRIC);
  assert.equal(second.messages.length, 0);
  assert.equal(second.broken, false);
});

test('/silence opens and says nothing; /slow-headers does not even open', async () => {
  const leave = new AbortController();
  const silent = await fetch(at('/silence'), { signal: leave.signal });
  const { value } = (await silent.body?.getReader().read()) ?? {};
  assert.equal(new TextDecoder().decode(value), ': open\n\n');
  leave.abort();

  const start = performance.now();
  const told = await listenTo(at('/slow-headers?delay=60&interval=0&text=late'));
  assert.ok(performance.now() - start >= 55);
  assert.ok(told.text === 'late' && told.ended);
});

test('/heartbeats sends comments first and then the text', async () => {
  const told = await listenTo(at('/heartbeats?interval=0&count=4&text=ab'));
  assert.deepEqual(told.comments, ['open', ...Array<string>(4).fill('heartbeat')]);
  assert.ok(told.text === 'ab' && told.ended);
});

test('every scenario is what its example shows, and HEAD gets its headers only', async () => {
  for (const { path, example } of scenarios) {
    assert.equal(new URL(example, demo.origin).pathname, path);
    // One waits before its headers, the other may not answer at all.
    if (path === '/slow-headers' || path === '/flaky') continue;
    const response = await fetch(at(example), { method: 'HEAD' });
    const { chunks, broken } = await readChunks(response);
    assert.ok(chunks.length === 0 && !broken, path);
  }
  await until(async () => (await connections(demo.origin)).open === 0);
});
