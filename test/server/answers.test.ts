import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LYRIC } from '../../demo-server/texts.js';
import { listenTo, startServer, type TestServer } from './support.js';

let demo: TestServer;
before(async () => void (demo = await startServer()));
after(() => demo.close());

const at = (path: string): string => `${demo.origin}${path}`;

test('/no-content is a 204', async () => {
  assert.equal((await fetch(at('/no-content'))).status, 204);
});

test('/error has the status and the message that were asked for', async () => {
  const plain = await fetch(at('/error'));
  assert.equal(plain.status, 500);
  assert.match(plain.headers.get('content-type') ?? '', /^application\/json/);
  const response = await fetch(at('/error?status=404&message=gone&retryAfter=7'));
  assert.equal(response.status, 404);
  assert.equal(response.headers.get('retry-after'), '7');
  assert.deepEqual(await response.json(), { error: { message: 'gone', status: 404 } });
  assert.equal((await fetch(at('/error?status=9999'))).status, 599);
});

test('/wrong-type is a web page', async () => {
  const response = await fetch(at('/wrong-type'));
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
});

test('/flaky fails in the given ways, one a request, and then streams', async () => {
  const url = at('/flaky?statuses=503,network,418&interval=0&key=flaky&retryAfter=3');
  const failed = await fetch(url);
  assert.equal(failed.status, 503);
  assert.equal(failed.headers.get('retry-after'), '3');
  await assert.rejects(fetch(url), TypeError);
  assert.equal((await fetch(url)).status, 418);
  const told = await listenTo(url);
  assert.ok(told.text === LYRIC && told.ended);
  // All has been told: the next visitor finds the faults again.
  assert.equal((await fetch(url)).status, 503);
});

test('/flaky fails for each key by itself', async () => {
  for (const key of ['one', 'two']) {
    assert.equal((await fetch(at(`/flaky?key=flaky-${key}`))).status, 503);
  }
});

test('Retry-After can be a date, one to two seconds ahead', async () => {
  const response = await fetch(at('/flaky?statuses=503&retryAfter=date&key=date'));
  const date = Date.parse(response.headers.get('retry-after') ?? '');
  const ahead = date - Date.now();
  assert.ok(ahead > 0 && ahead <= 2000, `${ahead} ms`);
});

test('/unauthorized wants the token', async () => {
  const url = at('/unauthorized?token=secret&interval=0');
  assert.equal((await fetch(url)).status, 401);
  const stale = { headers: { Authorization: 'Bearer stale' } };
  assert.equal((await fetch(url, stale)).status, 401);
  const told = await listenTo(url, { headers: { Authorization: 'Bearer secret' } });
  assert.ok(told.text === LYRIC && told.ended);
});

test('/echo streams back what was sent', async () => {
  const told = await listenTo(at('/echo?interval=0'), {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: 'Bearer x',
      Accept: 'text/event-stream',
    },
    body: '{"prompt":"茉莉花"}',
  });
  assert.deepEqual(JSON.parse(told.text), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: 'Bearer x',
      accept: 'text/event-stream',
      'last-event-id': null,
    },
    body: '{"prompt":"茉莉花"}',
  });
  assert.ok(told.ended);
});

test('/echo refuses a body that is too large, in words', async () => {
  const response = await fetch(at('/echo'), { method: 'POST', body: 'x'.repeat(300_000) });
  assert.equal(response.status, 413);
  assert.match(await response.text(), /200000 bytes/);
});

test('a body nobody wants does not hold up the stream', async () => {
  const body = 'x'.repeat(5_000_000);
  const told = await listenTo(at('/article?interval=0&text=hi'), { method: 'POST', body });
  assert.equal(told.text, 'hi');
});
