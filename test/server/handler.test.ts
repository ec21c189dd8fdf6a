import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { createDemoHandler, isDemoPath } from '../../demo-server/handler.js';
import { scenarios } from '../../demo-server/scenarios/index.js';
import {
  connections,
  listen,
  listenTo,
  rawRequest,
  readChunks,
  shutDown,
  startServer,
  until,
  type TestServer,
} from './support.js';

let demo: TestServer;
before(async () => void (demo = await startServer()));
after(() => demo.close());

const at = (path: string): string => `${demo.origin}${path}`;
const openOf = async (key: string): Promise<number> => (await connections(demo.origin, key)).open;
const timers = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

test('an unknown path is a 404 that says where the index is', async () => {
  const response = await fetch(at('/nowhere?x=1'));
  assert.equal(response.status, 404);
  assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
  const text = await response.text();
  assert.match(text, /\/nowhere\b/);
  assert.match(text, /\/scenarios/);
});

test('a path of somebody else goes to the next handler untouched', async () => {
  const handler = createDemoHandler();
  const server = createServer((request, response) => {
    handler(request, response, () => {
      const { headersSent, statusCode } = response;
      const listeners = response.listenerCount('close') + response.listenerCount('error');
      const seen = { headersSent, statusCode, listeners, headers: response.getHeaderNames() };
      response.end(JSON.stringify(seen));
    });
  });
  const bare = createServer((_request, response) => {
    const listeners = response.listenerCount('close') + response.listenerCount('error');
    response.end(JSON.stringify({ headersSent: false, statusCode: 200, listeners, headers: [] }));
  });
  const [origin, bareOrigin] = [await listen(server), await listen(bare)];
  for (const path of ['/', '/src/index.ts', '/article/', '/articles', '//', '/%']) {
    const expected = await (await fetch(bareOrigin)).text();
    assert.equal(await (await fetch(origin + path)).text(), expected, path);
  }
  assert.equal((await listenTo(`${origin}/article?interval=0&text=a`)).text, 'a');
  await Promise.all([shutDown(server, handler), shutDown(bare)]);
});

test('isDemoPath knows every scenario, the index and the controls', () => {
  for (const { path } of scenarios) assert.ok(isDemoPath(path), path);
  for (const path of ['/scenarios', '/connections', '/cut']) assert.ok(isDemoPath(path), path);
  for (const path of ['/', '/article/', '/article?x', '/constructor']) {
    assert.ok(!isDemoPath(path), path);
  }
  assert.equal(new Set(scenarios.map(({ path }) => path)).size, scenarios.length);
});

test('the index lists every scenario, escaped', async () => {
  const response = await fetch(at('/scenarios'));
  assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
  const page = await response.text();
  for (const { path } of scenarios) assert.ok(page.includes(`<code>${path}</code>`), path);
  assert.ok(page.includes('/burst?size=150&amp;interval=550'));
  assert.doesNotMatch(page, /&(?!amp;|lt;|gt;|quot;)/);
});

test('a preflight may ask for any header and any method', async () => {
  const headers = {
    Origin: 'http://elsewhere.test',
    'Access-Control-Request-Method': 'POST',
    'Access-Control-Request-Headers': 'authorization,content-type,last-event-id,x-mine',
  };
  const response = await fetch(at('/article?key=preflight'), { method: 'OPTIONS', headers });
  assert.equal(response.status, 204);
  const answer = response.headers;
  assert.equal(answer.get('access-control-allow-origin'), '*');
  assert.equal(
    answer.get('access-control-allow-headers'),
    headers['Access-Control-Request-Headers'],
  );
  assert.match(answer.get('access-control-allow-methods') ?? '', /\bPOST\b/);
  // It is a question, not a stream.
  assert.equal((await connections(demo.origin, 'preflight')).total, 0);
});

test('?preflight=refused allows no header', async () => {
  const headers = { 'Access-Control-Request-Headers': 'last-event-id' };
  const init = { method: 'OPTIONS', headers };
  const response = await fetch(at('/article?preflight=refused'), init);
  assert.equal(response.headers.get('access-control-allow-headers'), null);
});

test('with credentials the origin is named, also in errors', async () => {
  const Origin = 'http://elsewhere.test';
  for (const [path, headers] of [
    ['/error', { Origin, Cookie: 'a=b' }],
    ['/article?interval=0&credentials=1', { Origin }],
  ] as const) {
    const response = await fetch(at(path), { headers });
    assert.equal(response.headers.get('access-control-allow-origin'), Origin);
    assert.equal(response.headers.get('access-control-allow-credentials'), 'true');
    assert.match(response.headers.get('vary') ?? '', /Origin/);
    await readChunks(response);
  }
});

test('/connections tells what is open and which requests came', async () => {
  const leave = new AbortController();
  const url = at('/article?key=seen&interval=60000');
  const headers = { 'Last-Event-ID': '3' };
  await fetch(url, { method: 'POST', headers, signal: leave.signal });
  const seen = await connections(demo.origin, 'seen');
  const request = { path: '/article', lastEventId: '3', method: 'POST' };
  assert.deepEqual(seen, { open: 1, total: 1, requests: [request] });
  assert.ok((await connections(demo.origin)).total >= 1);
  leave.abort();
  await until(async () => (await openOf('seen')) === 0);
  assert.equal((await connections(demo.origin, 'seen')).total, 1);
  assert.deepEqual(await connections(demo.origin, 'never'), { open: 0, total: 0, requests: [] });
});

test('/connections remembers the last fifty requests, and a thousand keys', async () => {
  for (let n = 0; n < 1060; n += 1) {
    const key = n < 60 ? 'busy' : `key-${n}`;
    await fetch(at(`/no-content?key=${key}`));
  }
  // 1,000 other keys came after it: it was the oldest.
  assert.equal((await connections(demo.origin, 'busy')).total, 0);
  assert.equal((await connections(demo.origin, 'key-1059')).total, 1);
  assert.equal((await connections(demo.origin)).requests.length, 50);
});

test('/cut breaks the streams of its key and no others', async () => {
  const leave = new AbortController();
  const open = (key: string): Promise<Response> =>
    fetch(at(`/silence?key=${key}`), { signal: leave.signal });
  const [one, two] = await Promise.all([open('cut-me'), open('cut-me'), open('spare-me')]);
  const answer = await fetch(at('/cut?key=cut-me'), { method: 'POST' });
  assert.deepEqual(await answer.json(), { cut: 2 });
  assert.ok((await readChunks(one)).broken && (await readChunks(two)).broken);
  assert.equal(await openOf('cut-me'), 0);
  assert.equal(await openOf('spare-me'), 1);
  assert.deepEqual(await (await fetch(at('/cut?key=nobody'), { method: 'POST' })).json(), {
    cut: 0,
  });
  assert.equal((await fetch(at('/cut?key=spare-me'))).status, 405);
  leave.abort();
});

test('a client that vanishes leaves no timer and no socket behind', async () => {
  // Whatever else is running has its timers too; only what is added counts.
  const paths = [
    '/article',
    '/silence',
    '/heartbeats',
    '/slow-headers',
    '/flood',
    '/drop',
    '/feed',
  ];
  await until(async () => (await openOf('gone')) === 0);
  const before = timers();
  const sockets = await Promise.all(
    paths.map((path) => {
      const query = 'key=gone&interval=60000&delay=60000';
      return rawRequest(demo.origin, `GET ${path}?${query} HTTP/1.1\r\nHost: x\r\n\r\n`);
    }),
  );
  await until(async () => (await openOf('gone')) === paths.length);
  assert.ok(timers() >= before + 5);
  for (const socket of sockets) socket.resetAndDestroy();
  await until(async () => (await openOf('gone')) === 0);
  await until(() => timers() <= before);
});

test('a client that stops reading a flood is waited for, not buffered for', async () => {
  const accepted = once(demo.server, 'connection') as Promise<[Socket]>;
  const request = 'GET /flood?count=10000000&size=100&key=slow HTTP/1.1\r\nHost: x\r\n\r\n';
  const socket = await rawRequest(demo.origin, request);
  socket.pause();
  const [served] = await accepted;
  await until(() => served.writableNeedDrain);
  for (let n = 0; n < 20; n += 1) await openOf('slow');
  assert.ok(served.writableLength < 200_000, `${served.writableLength} bytes wait`);
  socket.destroy();
  await until(async () => (await openOf('slow')) === 0);
});

test('requests queued on one connection go with it', async () => {
  const one = 'GET /article?key=queued&interval=60000 HTTP/1.1\r\nHost: x\r\n\r\n';
  const socket = await rawRequest(demo.origin, one + one);
  await until(async () => (await openOf('queued')) === 2);
  socket.destroy();
  await until(async () => (await openOf('queued')) === 0);
});

test('close() ends every stream and frees its timer', async () => {
  const other = await startServer();
  const urls = ['/article?interval=60000', '/silence', '/heartbeats?interval=60000'];
  const responses = await Promise.all(urls.map((url) => fetch(other.origin + url)));
  other.handler.close();
  for (const response of responses) assert.ok((await readChunks(response)).broken);
  await other.close();
});
