/** The demo server's formats, and streams that the real encoders write, read by our formats. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { EventEncoder } from '@ag-ui/encoder';
import {
  createUIMessageStream,
  createUIMessageStreamResponse,
  simulateReadableStream,
  streamText,
} from 'ai';
import { MockLanguageModelV3 } from 'ai/test';
import { createSession } from 'better-sse';
import { ANSWER, wireFormats } from '../../demo-server/scenarios/llm-formats.js';
import { formats } from '../../src/formats/registry.js';
import { create, read, type Read } from '../formats/support.js';
import { RECIPES } from '../recordings/recipes.js';
import { listen, listenTo, shutDown, startServer, type TestServer } from './support.js';

let demo: TestServer;
before(async () => void (demo = await startServer()));
after(() => demo.close());

/** Reads an SSE body as the element would. */
async function readAs(format: string, response: Response): Promise<Read> {
  // A body of our own has no address, so it goes through a server.
  const bytes = new Uint8Array(await response.arrayBuffer());
  const server = createServer((_request, reply) => {
    reply.writeHead(200, Object.fromEntries(response.headers)).end(bytes);
  });
  try {
    const { messages } = await listenTo(await listen(server));
    return read(
      create(format),
      messages.map(({ event = 'message', data }) => [event, data] as const),
    );
  } finally {
    await shutDown(server);
  }
}

for (const { name, type = 'text/event-stream' } of wireFormats) {
  test(`/formats/${name} streams its answer, to GET and to POST`, async () => {
    for (const method of ['GET', 'POST']) {
      const response = await fetch(`${demo.origin}/formats/${name}?interval=0`, { method });
      assert.equal(response.headers.get('content-type'), `${type}; charset=utf-8`);
      assert.equal(response.headers.get('cache-control'), 'no-cache, no-transform');
      const body = await response.text();
      assert.ok(body.includes('one-way '), body.slice(0, 200));
    }
  });
}

test('/formats/openai takes its time, a message every so many milliseconds', async () => {
  const started = performance.now();
  const { chunks } = await listenTo(`${demo.origin}/formats/openai?interval=5&text=a%20b%20c`);
  assert.ok(chunks.length > 1, `${chunks.length} chunks`);
  assert.ok(performance.now() - started >= 30);
});

test('/v1/chat/completions is the same as /formats/openai', async () => {
  const bodies = ['/v1/chat/completions', '/formats/openai'].map(async (path) =>
    (await fetch(`${demo.origin}${path}?interval=0`, { method: 'POST', body: '{}' })).text(),
  );
  const [alias, own] = await Promise.all(bodies);
  assert.equal(alias, own);
});

type StreamPart =
  Awaited<ReturnType<MockLanguageModelV3['doStream']>>['stream'] extends ReadableStream<infer Part>
    ? Part
    : never;

const model = (...chunks: StreamPart[]): MockLanguageModelV3 =>
  new MockLanguageModelV3({
    doStream: () => Promise.resolve({ stream: simulateReadableStream({ chunks }) }),
  });

const text = (...deltas: string[]): StreamPart[] => [
  { type: 'text-start', id: 't' },
  ...deltas.map((delta) => ({ type: 'text-delta', id: 't', delta }) as const),
  { type: 'text-end', id: 't' },
];

test('the AI SDK: text and reasoning of its UI message stream', async () => {
  const result = streamText({
    model: model(
      { type: 'reasoning-start', id: 'r' },
      { type: 'reasoning-delta', id: 'r', delta: 'Hm.' },
      { type: 'reasoning-end', id: 'r' },
      ...text('Hello,\n', '  wörld ', '👋'),
    ),
    prompt: 'Hi',
  });
  assert.deepEqual(await readAs('ai-sdk', result.toUIMessageStreamResponse()), {
    text: 'Hello,\n  wörld 👋',
    reasoning: 'Hm.',
    end: 'sentinel',
  });
});

test('the AI SDK: an error in the middle', async () => {
  const result = streamText({
    model: model(...text('Partial').slice(0, 2), { type: 'error', error: new Error('overloaded') }),
    prompt: 'Hi',
    onError: () => undefined,
  });
  const response = result.toUIMessageStreamResponse({
    onError: (error) => (error as Error).message,
  });
  assert.deepEqual(await readAs('ai-sdk', response), {
    text: 'Partial',
    reasoning: '',
    end: 'server: overloaded',
  });
});

test('the AI SDK: several streams merged into one', async () => {
  const stream = createUIMessageStream({
    async execute({ writer }) {
      for (const word of ['One ', 'two.']) {
        const result = streamText({ model: model(...text(word)), prompt: 'Hi' });
        writer.merge(result.toUIMessageStream());
        await result.consumeStream();
      }
    },
  });
  const { text: said, end } = await readAs('ai-sdk', createUIMessageStreamResponse({ stream }));
  assert.equal(said, 'One two.');
  assert.equal(end, 'sentinel');
});

type Encodable = Parameters<EventEncoder['encode']>[0];

test('AG-UI: what its encoder writes', async () => {
  const encoder = new EventEncoder();
  const events = [
    { type: 'RUN_STARTED', threadId: 't', runId: 'r' },
    { type: 'REASONING_MESSAGE_CONTENT', messageId: 'a', delta: 'Hm.' },
    { type: 'TEXT_MESSAGE_START', messageId: 'm', role: 'assistant' },
    { type: 'TEXT_MESSAGE_CONTENT', messageId: 'm', delta: 'a\n' },
    { type: 'TEXT_MESSAGE_CONTENT', messageId: 'm', delta: ' b' },
    { type: 'TEXT_MESSAGE_END', messageId: 'm' },
    { type: 'RUN_FINISHED', threadId: 't', runId: 'r' },
  ];
  const body = events.map((event) => encoder.encode(event as unknown as Encodable)).join('');
  const headers = { 'content-type': encoder.getContentType() };
  assert.deepEqual(await readAs('ag-ui', new Response(body, { headers })), {
    text: 'a\n b',
    reasoning: 'Hm.',
    end: 'terminator',
  });
});

test('better-sse: JSON strings, with ids and named events', async () => {
  const server = createServer((request, response) => {
    void createSession(request, response).then((session) => {
      for (const token of ['List:', '\n- one', ' end']) session.push(token);
      session.push({}, 'done');
      response.end();
    });
  });
  try {
    const { messages } = await listenTo(await listen(server));
    assert.equal(messages.at(-1)?.event, 'done');
    const tokens = messages.slice(0, -1).map(({ data }) => data);
    assert.equal(read(create('json'), tokens).text, 'List:\n- one end');
  } finally {
    await shutDown(server);
  }
});

test('every format says the same', async () => {
  for (const { name } of wireFormats.filter(({ type }) => type === undefined)) {
    const format = name === 'openai-completions' ? 'openai' : name;
    const response = await fetch(`${demo.origin}/formats/${name}?interval=0`);
    assert.equal((await readAs(format, response)).text, ANSWER, name);
  }
});

test('docs/formats.md has every recipe as it is tested, and every format', async () => {
  const docs = await readFile(new URL('../../docs/formats.md', import.meta.url), 'utf8');
  for (const attributes of new Set(Object.values(RECIPES))) {
    const named = /^format="([^"]+)"$/.exec(attributes)?.[1];
    assert.ok(docs.includes(named ? `| \`${named}\`` : `\`${attributes}\``), attributes);
  }
  for (const name of formats().keys()) assert.ok(docs.includes(`| \`${name}\``), name);
});
