import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHAT_ANSWER } from '../../demo-server/chat-answer.js';
import { Program } from '../server/program.js';
import { listenTo } from '../server/support.js';
import { needs } from './support/programs.js';
import { RedisServer } from './support/redis.js';

test(
  "with --redis the demo server's answers outlive it, and another one shows them",
  needs('redis-server'),
  async () => {
    const redis = await RedisServer.start();
    const open = (): Program => new Program(['--port', '0', '--redis', redis.url]);
    const [writing, serving] = [open(), open()];
    const [writer, server] = await Promise.all([writing.origin(), serving.origin()]);
    const start = async (interval: number): Promise<string> => {
      const response = await fetch(`${writer}/chat?interval=${interval}`, { method: 'POST' });
      return ((await response.json()) as { id: string }).id;
    };
    const textOf = (messages: Awaited<ReturnType<typeof listenTo>>['messages']): string =>
      messages.map(({ event, data }) => (event ? '' : (JSON.parse(data) as string))).join('');
    const [short, long] = [await start(0), await start(1000)];
    const { messages } = await listenTo(`${server}/chat/${short}`);
    assert.equal(textOf(messages), CHAT_ANSWER);

    const interrupted = listenTo(`${server}/chat/${long}`);
    writing.child.kill('SIGTERM');
    assert.equal((await writing.outcome).code, 0);
    const told = await interrupted;
    assert.ok(CHAT_ANSWER.startsWith(textOf(told.messages)));
    assert.match(told.messages.at(-1)?.data ?? '', /producer-lost/);
    assert.equal(textOf((await listenTo(`${server}/chat/${short}`)).messages), CHAT_ANSWER);

    serving.child.kill('SIGTERM');
    await serving.outcome;
    await redis.stop();
  },
);
