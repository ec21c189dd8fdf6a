/** The scenarios as a service worker serves them. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Clients } from '../../demo-server/clients.js';
import { serveRoute } from '../../demo-server/routes.js';
import { WorkerRequest, WorkerResponse } from '../../demo-server/worker-exchange.js';
import { readChunks, startServer, until, type TestServer } from './support.js';

const clients = new Clients();
let server: TestServer;
before(async () => {
  server = await startServer();
});
after(() => server.close());

interface Served {
  readonly response: Response;
  readonly closed: Promise<void>;
}

async function serve(path: string, init?: RequestInit): Promise<Served> {
  const url = new URL(path, 'http://localhost');
  const request = new Request(url, init);
  const reply = new WorkerResponse(request);
  serveRoute(clients, new WorkerRequest(request), reply, url);
  return { response: await reply.response, closed: reply.closed };
}

async function read(response: Response): Promise<{ bytes: string; broken: boolean }> {
  const { chunks, broken } = await readChunks(response);
  return { bytes: Buffer.concat(chunks).toString('latin1'), broken };
}

const post = (body: string): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', Accept: '*/*' },
  body,
});
for (const [path, init] of [
  ['/article?interval=0'],
  ['/article?interval=0&retry=5', { headers: { 'Last-Event-ID': '3' } }],
  ['/answer?interval=0'],
  ['/emoji?interval=0'],
  ['/split-utf8?interval=0'],
  ['/bom?interval=0'],
  ['/ndjson?interval=0'],
  ['/flood?count=5000'],
  ['/error?status=429&retryAfter=7'],
  ['/wrong-type'],
  ['/no-content'],
  ['/echo?interval=0', post('{"a":"é"}')],
  ['/formats/anthropic?interval=0', post('{}')],
  ['/cut?key=nobody', post('')],
] as const) {
  test(`${path} is what the demo server tells`, async () => {
    const [mine, its] = await Promise.all([
      serve(path, init).then(({ response }) => response),
      fetch(server.origin + path, init),
    ]);
    assert.equal(mine.status, its.status);
    for (const name of ['content-type', 'retry-after', 'cache-control']) {
      assert.equal(mine.headers.get(name), its.headers.get(name), name);
    }
    assert.deepEqual(await read(mine), await read(its));
  });
}

test('a cut comes after what was written, and breaks the body', async () => {
  const path = '/drop?after=4&times=1&interval=0&key=';
  const { response, closed } = await serve(`${path}mine`);
  const mine = await read(response);
  await closed;
  assert.ok(mine.broken);
  assert.deepEqual(mine, await read(await fetch(`${server.origin}${path}its`)));
  const again = await serve(`${path}mine`, { headers: { 'Last-Event-ID': '4' } });
  assert.equal((await read(again.response)).broken, false);
});

test('a cut is a close for EventSource, which connects again after that', async () => {
  const headers = { Accept: 'text/event-stream' };
  const { response } = await serve('/drop?after=4&times=1&interval=0&key=feed', { headers });
  const { bytes, broken } = await read(response);
  assert.equal(broken, false);
  assert.match(bytes, /id: 4\n[^]*\n\n$/);
});

test('a network failure before any answer is one', async () => {
  const { response } = await serve('/flaky?statuses=network&key=network');
  assert.equal(response.type, 'error');
});

test('the plug cuts what is open, and a reader who leaves closes it', async () => {
  const { response, closed } = await serve('/silence?key=plug');
  const reader = response.body!.getReader();
  await reader.read();
  const count = async (): Promise<unknown> =>
    ((await (await serve('/connections?key=plug')).response.json()) as { open: number }).open;
  assert.equal(await count(), 1);
  const cut = await serve('/cut?key=plug', { method: 'POST' });
  assert.deepEqual(await cut.response.json(), { cut: 1 });
  await assert.rejects(reader.read());
  await closed;

  const left = await serve('/article?interval=60000&key=plug');
  await left.response.body!.cancel();
  await left.closed;
  await until(async () => (await count()) === 0);
});

test('HEAD has no body', async () => {
  const { response, closed } = await serve('/article?interval=60000', { method: 'HEAD' });
  assert.equal(response.status, 200);
  await closed;
});
