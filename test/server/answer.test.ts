/** The chat answer in Markdown of the demo server, read by our formats. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { MARKDOWN_ANSWER } from '../../demo-server/markdown-answer.js';
import { FAILURE } from '../../demo-server/scenarios/llm-formats.js';
import { create, read, type Read } from '../formats/support.js';
import { listenTo, startServer, type TestServer, type Told } from './support.js';

let demo: TestServer;
before(async () => void (demo = await startServer()));
after(() => demo.close());

const ask = (query: string, init?: RequestInit): Promise<Told> =>
  listenTo(`${demo.origin}/answer?interval=0&${query}`, init);

const readAs = (format: string, ...told: Told[]): Read =>
  read(
    create(format),
    told.flatMap(({ messages }) =>
      messages.map(({ event = 'message', data }) => [event, data] as const),
    ),
  );

for (const format of ['openai', 'json']) {
  test(`/answer tells the whole answer as ${format}, and numbers every event`, async () => {
    const told = await ask(`format=${format}`);
    assert.equal(readAs(format, told).text, MARKDOWN_ANSWER);
    assert.deepEqual(
      told.messages.map(({ id }) => id),
      told.messages.map((_, index) => String(index + 1)),
    );
    assert.equal(told.broken, false);
  });

  test(`/answer?fault=drop breaks once as ${format}, and resumes after the last id`, async () => {
    const first = await ask(`format=${format}&fault=drop`);
    assert.equal(first.broken, true);
    const id = first.messages.at(-1)?.id ?? '';
    const second = await ask(`format=${format}&fault=drop`, { headers: { 'Last-Event-ID': id } });
    assert.equal(second.broken, false);
    assert.equal(readAs(format, first, second).text, MARKDOWN_ANSWER);
  });
}

test('/answer?fault=error reports a failure of the provider in the middle', async () => {
  const { text, end } = readAs('openai', await ask('fault=error'));
  assert.ok(text !== '' && text !== MARKDOWN_ANSWER && MARKDOWN_ANSWER.startsWith(text), text);
  assert.match(end ?? '', new RegExp(FAILURE));
});

test('/answer?fault=length ends early, and says that the model reached its limit', async () => {
  const told = await ask('fault=length');
  const { text } = readAs('openai', told);
  assert.ok(text !== MARKDOWN_ANSWER && MARKDOWN_ANSWER.startsWith(text), text);
  assert.ok(told.messages.some(({ data }) => data.includes('"finish_reason":"length"')));
});

test('/answer?fault=429 refuses the first request of a key, then answers', async () => {
  const { response } = await ask('fault=429&retryAfter=3&key=busy');
  assert.equal(response.status, 429);
  assert.equal(response.headers.get('retry-after'), '3');
  assert.equal(readAs('openai', await ask('fault=429&key=busy')).text, MARKDOWN_ANSWER);
});

test('/live tells the past in one piece, says that it is live, and tells the rest', async () => {
  const told = await listenTo(`${demo.origin}/live?interval=0&past=2&text=One%20two%20three.`);
  assert.deepEqual(
    told.messages.map(({ event = 'message', data }) => [event, data]),
    [
      ['message', 'One '],
      ['message', 'two '],
      ['live', ''],
      ['message', 'three.'],
      ['message', 'end'],
    ],
  );
});
