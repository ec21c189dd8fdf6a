import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LYRIC, PARAGRAPHS } from '../../demo-server/texts.js';
import { join, listenTo, startServer, type TestServer } from './support.js';

let demo: TestServer;
before(async () => void (demo = await startServer()));
after(() => demo.close());

const at = (path: string): string => demo.origin + path;

test('/named-events puts the text under one name, noise under another, and ends by name', async () => {
  const { messages, broken } = await listenTo(at('/named-events?interval=0'));
  assert.equal(join(messages.filter(({ event }) => event === 'word')), LYRIC);
  assert.ok(messages.some(({ event }) => event === 'noise'));
  assert.deepEqual(messages.at(-1), { id: undefined, event: 'done', data: '{}' });
  assert.equal(broken, false);
});

test('/named-end ends with a named event without data, which is not reported', async () => {
  const told = await listenTo(at('/named-end?interval=0'));
  assert.equal(join(told.messages), LYRIC);
  assert.match(Buffer.concat(told.chunks).toString(), /\n\nevent: end\n\n$/);
});

test('/multi-line sends several lines an event, empty and indented ones too', async () => {
  const told = await listenTo(at('/multi-line?interval=0'));
  assert.equal(told.text, PARAGRAPHS);
  assert.match(Buffer.concat(told.chunks).toString(), /data: {3}Two spaces.*\ndata: {5}four/);
});

test('/crlf ends its lines with CR LF, or with CR alone', async () => {
  const both = await listenTo(at('/crlf?interval=0'));
  assert.ok(both.text === LYRIC && both.ended);
  assert.doesNotMatch(Buffer.concat(both.chunks).toString(), /[^\r]\n|\r[^\n]/);
  const alone = Buffer.concat((await listenTo(at('/crlf?interval=0&eol=cr'))).chunks).toString();
  assert.doesNotMatch(alone, /\n/);
  assert.match(alone, /data: end\r\r$/);
});

test('/split-utf8 ends chunks inside characters and inside CR LF', async () => {
  const told = await listenTo(at('/split-utf8?interval=1'));
  assert.ok(told.text === LYRIC && told.ended);
  // A busy machine may read two chunks as one, so some have to do.
  const endings = told.chunks.map((chunk) => chunk.at(-1) ?? 0);
  assert.ok(endings.some((byte) => byte >= 0xc0));
  assert.ok(endings.includes(0x0d));
});

test('/bom starts with a byte order mark right before the first event', async () => {
  const told = await listenTo(at('/bom?interval=0'));
  const bytes = Buffer.concat(told.chunks);
  assert.equal(
    bytes.subarray(0, 9).toString('hex'),
    `efbbbf${Buffer.from('data: ').toString('hex')}`,
  );
  assert.ok(told.text === LYRIC && told.ended);
  assert.equal((await listenTo(at('/bom?interval=0&count=2'))).text, LYRIC.slice(1));
});

test('/huge-line sends so many bytes without a line end and stays open', async () => {
  const leave = new AbortController();
  const response = await fetch(at('/huge-line?bytes=2000000&key=huge'), { signal: leave.signal });
  const wanted = ': open\n\ndata: '.length + 2_000_000;
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += (chunk as Uint8Array).length;
    if (length >= wanted) break;
  }
  assert.equal(length, wanted);
  leave.abort();
});

test('/json wraps each character in an object', async () => {
  const { messages } = await listenTo(at('/json?interval=0'));
  const texts = messages
    .slice(0, -1)
    .map(({ data }) => (JSON.parse(data) as { text: string }).text);
  assert.equal(texts.join(''), LYRIC);
  assert.equal(messages.at(-1)?.data, 'end');
});

test('/ndjson sends an object a line, the last one done', async () => {
  const response = await fetch(at('/ndjson?interval=0'));
  assert.match(response.headers.get('content-type') ?? '', /^application\/x-ndjson/);
  const lines = (await response.text()).trimEnd().split('\n');
  type Line = { message: { content: string }; done: boolean };
  const parsed = lines.map((line) => JSON.parse(line) as Line);
  assert.equal(parsed.map(({ message }) => message.content).join(''), LYRIC);
  assert.deepEqual(parsed.map(({ done }) => done).indexOf(true), parsed.length - 1);
});

test('/plain sends bare text', async () => {
  const response = await fetch(at('/plain?interval=0'));
  assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
  assert.equal(await response.text(), LYRIC);
});
