/** The recipes of docs/servers.md, run as they stand there, between a browser and an LLM that is ours. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createConnection, createServer as createSocket, type AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { create, read } from '../formats/support.js';
import { listen, listenTo, shutDown, until } from './support.js';

// Inside the project, so that the recipes find express and the others.
const folder = new URL('../../node_modules/.cache/recipes/', import.meta.url);
const docs = await readFile(new URL('../../docs/servers.md', import.meta.url), 'utf8');
const recipes = new Map(
  [...docs.matchAll(/```js\n\/\/ (\S+\.mjs)\n([^]*?)```/g)].map(([, name = '', code = '']) => [
    name,
    code,
  ]),
);

interface Asked {
  request: IncomingMessage;
  response: ServerResponse;
  body: { model: string; stream: boolean; messages: unknown };
}

/** What the LLM does not answer. */
const REFUSED = 'Say no';

/** The LLM: it tells the test what it was asked, and the test writes the answer. */
const asked: Asked[] = [];
const llm: Server = createServer((request, response) => {
  void json(request).then((body) => {
    if (JSON.stringify(body).includes(REFUSED)) {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end('{"error":{"message":"No such model"}}');
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    asked.push({ request, response, body: body as Asked['body'] });
  });
});

const children: ChildProcess[] = [];
let llmUrl = '';

before(async () => {
  llmUrl = `${await listen(llm)}/v1/chat/completions`;
  await mkdir(folder, { recursive: true });
  for (const [name, code] of recipes) await writeFile(new URL(name, folder), code);
});

after(async () => {
  for (const child of children) child.kill();
  await shutDown(llm);
  await rm(folder, { recursive: true, force: true });
});

const environment = (): Record<string, string> => ({
  LLM_URL: llmUrl,
  LLM_KEY: 'secret',
  LLM_MODEL: 'demo',
});

/** A port that nobody has. */
async function freePort(): Promise<number> {
  const server = createSocket().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ port, host: 'localhost' });
    socket.once('connect', () => socket.destroy());
    socket.once('error', () => resolve(false));
    socket.once('close', (failed) => resolve(!failed));
  });

/** Starts a recipe that is a server of its own; returns its origin. */
async function start(name: string): Promise<string> {
  const port = await freePort();
  const child = spawn(process.execPath, [fileURLToPath(new URL(name, folder))], {
    env: { ...process.env, ...environment(), PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  children.push(child);
  await until(() => answers(port));
  return `http://localhost:${port}`;
}

type Handler = (request: Request) => Promise<Response>;

/** Loads a recipe that is a function from Request to Response. */
async function load(name: string): Promise<Handler> {
  Object.assign(process.env, environment());
  const { href } = new URL(name, pathToFileURL(fileURLToPath(folder)));
  const module = (await import(href)) as { default?: { fetch: Handler }; POST?: Handler };
  const handler = module.POST ?? module.default?.fetch;
  assert.ok(handler);
  return handler;
}

async function connect(name: string): Promise<typeof fetch> {
  if (name === 'hono.mjs' || name === 'route.mjs') {
    const handler = await load(name);
    return (_path, init) =>
      Promise.resolve(handler(new Request('http://localhost/api/chat', init)));
  }
  const origin = await start(name);
  return (_path, init) => fetch(`${origin}/api/chat`, init);
}

const question = (signal?: AbortSignal, content = 'Hi'): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ messages: [{ role: 'user', content }] }),
  ...(signal && { signal }),
});

async function nextAsked(): Promise<Asked> {
  await until(() => asked.length > 0, 10_000);
  return asked.shift() as Asked;
}

const token = (content: string): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;

for (const name of recipes.keys()) {
  if (name === 'own-stream.mjs') continue;
  let connected: Promise<typeof fetch> | undefined;
  /** A recipe is started once for its three tests. */
  const connectOnce = (): Promise<typeof fetch> => (connected ??= connect(name));

  test(`${name} adds the key and hands the stream through as it comes`, async () => {
    const ask = await connectOnce();
    const waiting = ask('', question());
    const { request, response: answer, body } = await nextAsked();
    assert.equal(request.headers.authorization, 'Bearer secret');
    assert.equal(body.model, 'demo');
    assert.equal(body.stream, true);
    assert.deepEqual(body.messages, [{ role: 'user', content: 'Hi' }]);

    answer.write(token('Hel'));
    const response = await waiting;
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
    assert.equal(response.headers.get('cache-control'), 'no-cache, no-transform');
    assert.equal(response.headers.get('x-accel-buffering'), 'no');

    // The first token is there while the LLM still has the second one.
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const decoder = new TextDecoder();
    let text = '';
    while (text !== token('Hel')) {
      const { value, done } = await reader.read();
      assert.ok(!done);
      text += decoder.decode(value, { stream: true });
    }
    answer.end(token('lo') + 'data: [DONE]\n\n');
    for (let end = await reader.read(); !end.done; end = await reader.read()) {
      text += decoder.decode(end.value, { stream: true });
    }
    assert.equal(text, `${token('Hel')}${token('lo')}data: [DONE]\n\n`);
  });

  test(`${name} stops the LLM when the browser goes away`, async () => {
    const ask = await connectOnce();
    const browser = new AbortController();
    const waiting = ask('', question(browser.signal));
    const { response: answer } = await nextAsked();
    const closed = once(answer, 'close');
    answer.write(token('Hi'));
    const response = await waiting;
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    browser.abort();
    await closed;
    assert.equal(answer.writableFinished, false);
  });

  test(`${name} passes on why the LLM refused`, async () => {
    const ask = await connectOnce();
    const response = await ask('', question(undefined, REFUSED));
    assert.equal(response.status, 401);
    assert.match(await response.text(), /No such model/);
  });
}

test('own-stream.mjs is read with format="json"', async () => {
  const { messages } = await listenTo(`${await start('own-stream.mjs')}/words`);
  const told = read(
    create('json'),
    messages.map(({ data }) => data),
  );
  assert.deepEqual(told, { text: 'Hello,\n world!', reasoning: '', end: 'sentinel' });
});

test('every server of the docs is here', () => {
  assert.deepEqual(
    [...recipes.keys()],
    ['node-http.mjs', 'express.mjs', 'fastify.mjs', 'hono.mjs', 'route.mjs', 'own-stream.mjs'],
  );
});
