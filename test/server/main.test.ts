import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { CHAT_ANSWER } from '../../demo-server/chat-answer.js';
import { needs } from '../resumable/support/programs.js';
import { RedisServer } from '../resumable/support/redis.js';
import { listenTo, readChunks } from './support.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** One file, since each start of the program would compile its TypeScript again. */
const PROGRAM = fileURLToPath(
  new URL('../../node_modules/.cache/demo-server/main.mjs', import.meta.url),
);
await build({
  absWorkingDir: ROOT,
  entryPoints: ['demo-server/main.ts'],
  outfile: PROGRAM,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'error',
});
const children = new Set<ChildProcess>();
// Also when a test fails: no process may outlive its test.
after(() => children.forEach((child) => child.kill('SIGKILL')));

interface Outcome {
  code: number | null;
  output: string;
}

class Program {
  output = '';
  readonly child: ChildProcess;
  readonly outcome: Promise<Outcome>;

  constructor(args: string[], env: Record<string, string> = {}) {
    const { PORT: _, ...inherited } = process.env;
    this.child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd: ROOT,
      env: { ...inherited, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.add(this.child);
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
    this.outcome = once(this.child, 'close').then(([code]) => {
      children.delete(this.child);
      return { code: code as number | null, output: this.output };
    });
  }

  async origin(): Promise<string> {
    while (!this.output.includes('\n')) {
      await Promise.race([once(this.child.stdout!, 'data'), this.outcome]);
      if (this.child.exitCode !== null) throw new Error(`It ended: ${this.output}`);
    }
    return /http:\/\/127\.0\.0\.1:\d+/.exec(this.output)?.[0] ?? '';
  }
}

test('it prints its address, lists the scenarios, and stops at once on a signal', async () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const program = new Program(['--port', '0']);
    const origin = await program.origin();
    const home = await (await fetch(`${origin}/`)).text();
    assert.match(home, /<code>\/article<\/code>/);
    assert.equal((await fetch(`${origin}/nowhere`)).status, 404);
    const streams = await Promise.all([
      fetch(`${origin}/article?interval=60000`),
      fetch(`${origin}/silence`),
    ]);
    program.child.kill(signal);
    const { code } = await program.outcome;
    assert.equal(code, 0, signal);
    for (const stream of streams) assert.ok((await readChunks(stream)).broken);
    await assert.rejects(fetch(origin));
  }
});

test('a long text fits into the address, up to its cap', async () => {
  const program = new Program([], { PORT: '0' });
  const origin = await program.origin();
  const told = await listenTo(`${origin}/long?interval=0&text=${'a%20'.repeat(110_000)}`);
  assert.equal(told.text.length, 200_000);
  program.child.kill('SIGTERM');
  assert.equal((await program.outcome).code, 0);
});

test('a port that is taken is named in a clear message', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { code, output } = await new Program(['--port', String(port)]).outcome;
  other.close();
  assert.equal(code, 1);
  assert.equal(output, `Demo server: Port ${port} is taken. Choose another with --port.\n`);
});

test('a port that is none is refused', async () => {
  const { code, output } = await new Program(['--port', 'http']).outcome;
  assert.equal(code, 1);
  assert.match(output, /"http" is not a port/);
});

test(
  'with --redis its answers outlive it, and another one shows them',
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
