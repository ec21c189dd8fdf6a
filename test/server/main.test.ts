import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { Program } from './program.js';
import { listenTo, readChunks } from './support.js';

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
