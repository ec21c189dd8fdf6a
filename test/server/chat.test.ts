import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CHAT_ANSWER } from '../../demo-server/chat-answer.js';
import { listenTo, startServer, type TestServer } from './support.js';

const textOf = (messages: readonly { event?: string | undefined; data: string }[]): string =>
  messages
    .filter(({ event }) => event === undefined)
    .map(({ data }) => JSON.parse(data) as string)
    .join('');

describe('/chat', () => {
  let server: TestServer;
  before(async () => void (server = await startServer()));
  after(() => server.close());

  const post = async (interval = 0): Promise<{ id: string }> => {
    const response = await fetch(`${server.origin}/chat?interval=${interval}`, { method: 'POST' });
    assert.equal(response.status, 201);
    return (await response.json()) as { id: string };
  };

  it('types the whole answer, to everybody who asks, and again after a reload', async () => {
    const { id } = await post();
    const url = `${server.origin}/chat/${id}`;
    for (const { messages } of await Promise.all([listenTo(url), listenTo(url)])) {
      assert.equal(textOf(messages), CHAT_ANSWER);
      assert.deepEqual([messages.at(-1)?.event, messages.at(-1)?.data], ['end', 'done']);
    }
    assert.equal(textOf((await listenTo(url)).messages), CHAT_ANSWER);
    const headers = { 'Last-Event-ID': '99999' };
    assert.equal((await fetch(url, { headers })).status, 204);
  });

  it('cancels an answer once, for everybody', async () => {
    const { id } = await post(50);
    const url = `${server.origin}/chat/${id}`;
    const told = listenTo(url);
    assert.equal((await fetch(url, { method: 'DELETE' })).status, 204);
    const { messages } = await told;
    assert.equal(messages.at(-1)?.data, 'cancelled');
    assert.equal((await fetch(url, { method: 'DELETE' })).status, 409);
  });

  it('says which methods it takes, and answers 404 to what it does not know', async () => {
    const start = await fetch(`${server.origin}/chat`);
    assert.deepEqual([start.status, start.headers.get('allow')], [405, 'POST']);
    const put = await fetch(`${server.origin}/chat/x`, { method: 'PUT' });
    assert.deepEqual([put.status, put.headers.get('allow')], [405, 'GET, HEAD, DELETE']);
    assert.equal((await fetch(`${server.origin}/chat/x`)).status, 404);
  });

  it('may be used by pages of other origins', async () => {
    const headers = { Origin: 'http://example.test', 'Access-Control-Request-Method': 'DELETE' };
    const response = await fetch(`${server.origin}/chat/x`, { method: 'OPTIONS', headers });
    assert.equal(response.status, 204);
    assert.match(response.headers.get('access-control-allow-methods') ?? '', /DELETE/);
  });
});
