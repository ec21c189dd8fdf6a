import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Streams } from '../../server/index.js';
import { quiet } from './support/node.js';

async function ask(streams: Streams, id: string): Promise<Response> {
  return streams.respond(new Request('http://localhost/'), id);
}

async function told(streams: Streams, id: string): Promise<string> {
  const text = await (await ask(streams, id)).text();
  return text.replace(/^: open\nretry: \d+\n\n/, '').replace('event: live\ndata:\n\n', '');
}

describe('Time', () => {
  it('that an answer is kept is not made longer by signs of life, where it is shorter than a lease', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
    const streams = new Streams({ keepFor: 1000, logger: quiet });
    const id = await streams.start((writer) => writer.write('a'));
    await told(streams, id);
    for (let second = 0; second < 20; second++) {
      context.mock.timers.tick(1001);
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal((await ask(streams, id)).status, 404, `after ${second + 1} s`);
    }
    await streams.close();
  });

  it('forgets an answer ten minutes after its end, and not before', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
    const streams = new Streams({ logger: quiet });
    const id = await streams.start((writer) => writer.write('a'));
    await told(streams, id);
    context.mock.timers.tick(599_000);
    assert.match(await told(streams, id), /^id: 1\n.*\n\nevent: end\nid: 2/);
    context.mock.timers.tick(2000);
    assert.equal((await ask(streams, id)).status, 404);
    assert.equal(await streams.cancel(id), false);
    await streams.close();
  });

  it('does not forget an answer that is thought about for an hour', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
    const streams = new Streams({ logger: quiet });
    let end!: () => void;
    const id = await streams.start(() => new Promise<void>((resolve) => (end = resolve)));
    for (let minute = 0; minute < 60; minute++) {
      // One heartbeat after the other: each is an answer of the log that has to come.
      for (let beat = 0; beat < 12; beat++) {
        context.mock.timers.tick(5000);
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    end();
    assert.equal(await told(streams, id), 'event: end\nid: 1\ndata: done\n\n');
    await streams.close();
  });
});
