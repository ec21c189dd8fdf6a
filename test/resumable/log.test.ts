import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, it } from 'node:test';
import type { Entry, StreamLog, StreamStatus } from '../../server/index.js';
import { overBackends } from './support/backends.js';

const terms = { lease: 60_000, liveFor: 600_000, keepFor: 600_000 };
const entry = (id: number, data = `"${id}"`, event = ''): Entry => ({
  id,
  event,
  data,
  final: false,
});
const final = (id: number, data = 'done'): Entry => ({ id, event: 'end', data, final: true });
const lost = { event: 'error', data: '{"error":{"code":"producer-lost"}}' };
const lastOf = (status: StreamStatus): number => (status.state === 'unknown' ? -1 : status.last);

overBackends('A log', (backend) => {
  let log: StreamLog;
  let name: string;
  beforeEach(() => {
    log = backend.log();
    name = randomUUID();
  });
  afterEach(() => log.close());

  it('knows a stream from its first change, also without an entry', async () => {
    assert.deepEqual(await log.look(name, terms), { state: 'unknown' });
    await log.append(name, [], terms);
    const status = await log.look(name, terms);
    assert.equal(status.state, 'live');
    assert.equal(lastOf(status), 0);
    assert.deepEqual(await log.read(name, 0, 10), []);
  });

  it('gives back names, data and ids as they were', async () => {
    const entries = [
      entry(1, '"häß\u2028\\n😀"'),
      entry(2, '', 'ping'),
      entry(3, 'a\nb\r\n\0', 'message.delta'),
      entry(4, '{"n":"0"}'),
      final(5),
    ];
    await log.append(name, entries, terms);
    assert.deepEqual(await log.read(name, 0, 10), entries);
    assert.deepEqual(await log.read(name, 2, 2), entries.slice(2, 4));
    assert.deepEqual(await log.look(name, terms), { state: 'ended', last: 5, final: final(5) });
  });

  it('stores entries once, however often they are sent', async () => {
    await log.append(name, [entry(1), entry(2)], terms);
    assert.equal(lastOf(await log.append(name, [entry(1), entry(2)], terms)), 2);
    assert.equal(lastOf(await log.append(name, [entry(2), entry(3)], terms)), 3);
    assert.deepEqual(await log.read(name, 0, 10), [entry(1), entry(2), entry(3)]);
  });

  it('stores nothing after a gap, and says from where to write again', async () => {
    await log.append(name, [entry(1)], terms);
    assert.equal(lastOf(await log.append(name, [entry(3)], terms)), 1);
    assert.deepEqual(await log.read(name, 0, 10), [entry(1)]);
    assert.equal(lastOf(await log.append(randomUUID(), [entry(7)], terms)), 0);
  });

  it('keeps one order where two write with one name', async () => {
    const other = backend.log();
    const texts = (who: string): Entry[] =>
      Array.from({ length: 40 }, (_, index) => entry(index + 1, `"${who}${index + 1}"`));
    const write = async (to: StreamLog, entries: readonly Entry[]): Promise<void> => {
      for (let last = 0; last < entries.length;) {
        last = lastOf(await to.append(name, entries.slice(last, last + 3), terms));
      }
    };
    await Promise.all([write(log, texts('a')), write(other, texts('b'))]);
    const stored = await log.read(name, 0, 100);
    assert.deepEqual(
      stored.map(({ id, data }) => [id, data.slice(2, -1)]),
      Array.from({ length: 40 }, (_, index) => [index + 1, `${index + 1}`]),
    );
    await other.close();
  });

  it('stores nothing after an end', async () => {
    await log.append(name, [entry(1), final(2)], terms);
    assert.equal((await log.append(name, [entry(3)], terms)).state, 'ended');
    assert.equal((await log.append(name, [entry(1), final(2)], terms)).state, 'ended');
    assert.equal(await log.end(name, { event: 'end', data: 'cancelled' }, terms), false);
    assert.deepEqual(await log.read(name, 0, 10), [entry(1), final(2)]);
  });

  it('is ended by one of many who cancel at once', async () => {
    const others = [backend.log(), backend.log(), log];
    await log.append(name, [entry(1)], terms);
    const cancelled = { event: 'end', data: 'cancelled' };
    const answers = await Promise.all(others.map((other) => other.end(name, cancelled, terms)));
    assert.equal(answers.filter(Boolean).length, 1);
    assert.equal((await log.append(name, [entry(2)], terms)).state, 'ended');
    assert.deepEqual(await log.read(name, 0, 10), [entry(1), final(2, 'cancelled')]);
    await Promise.all(others.map((other) => other.close()));
  });

  it('cancels nothing that it does not know', async () => {
    assert.equal(await log.end(name, { event: 'end', data: 'cancelled' }, terms), false);
    assert.deepEqual(await log.look(name, terms), { state: 'unknown' });
  });

  it('declares nobody lost whose lease runs', async () => {
    await log.append(name, [entry(1)], terms);
    assert.equal((await log.look(name, terms, lost)).state, 'live');
    assert.deepEqual(await log.look(randomUUID(), terms, lost), { state: 'unknown' });
  });

  it('tells subscribers of other logs what was stored and how it ended', async () => {
    const other = backend.log();
    const heard: Entry[] = [];
    let resolve = (): void => {};
    const ended = new Promise<void>((done) => (resolve = done));
    const leave = await other.subscribe(name, (entries) => {
      heard.push(...entries);
      if (entries.at(-1)?.final) resolve();
    });
    await log.append(name, [entry(1), entry(2, 'x', 'note')], terms);
    await log.append(name, [entry(3)], terms);
    await log.end(name, { event: 'end', data: 'cancelled' }, terms);
    await ended;
    const all = [entry(1), entry(2, 'x', 'note'), entry(3), final(4, 'cancelled')];
    assert.deepEqual(heard, all);
    leave();
    await other.close();
  });

  it('tells the second subscriber after the first has left and come back', async () => {
    for (let round = 0; round < 20; round++) {
      const stream = randomUUID();
      (await log.subscribe(stream, () => {}))();
      let tell = (_entries: readonly Entry[]): void => {};
      const told = new Promise<readonly Entry[]>((resolve) => (tell = resolve));
      await log.subscribe(stream, tell);
      await log.append(stream, [entry(1)], terms);
      assert.deepEqual(await told, [entry(1)]);
    }
  });

  it('forgets a stream when its time is over', async () => {
    const short = { lease: 10, liveFor: 20, keepFor: 20 };
    const gone = async (stream: string): Promise<void> => {
      while ((await log.look(stream, short)).state !== 'unknown') {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      assert.deepEqual(await log.read(stream, 0, 10), []);
    };
    await log.append(name, [entry(1)], short);
    await gone(name);
    const ended = randomUUID();
    await log.append(ended, [final(1)], short);
    await gone(ended);
  });
});
