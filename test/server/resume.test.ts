import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { graphemes, LYRIC } from '../../demo-server/texts.js';
import {
  followBlindly,
  followByIds,
  join,
  listenTo,
  startServer,
  type TestServer,
  type Told,
} from './support.js';

let demo: TestServer;
before(async () => void (demo = await startServer()));
after(() => demo.close());

const at = (path: string): string => `${demo.origin}${path}`;
const letters = graphemes(LYRIC);
const textOf = (connections: readonly Told[]): string =>
  connections.map(({ text }) => text).join('');

test('/drop breaks after five events each time and goes on where it broke', async () => {
  const connections = await followByIds(at('/drop?interval=0'));
  assert.equal(textOf(connections), LYRIC);
  assert.equal(connections.length, Math.floor(letters.length / 5) + 1);
  assert.ok(connections.slice(0, -1).every((told) => told.broken && told.messages.length === 5));
  assert.ok(connections.every(({ retry }) => retry === 100));
  assert.equal(connections.at(-1)?.broken, false);
});

test('/drop sends the sentinel alone when it broke right before it', async () => {
  const connections = await followByIds(at('/drop?interval=0&text=abcdef&after=3'));
  assert.deepEqual(
    connections.map((told) => join(told.messages)),
    ['abc', 'def', 'end'],
  );
});

test('/drop breaks at most so many times a key, and again once all has been told', async () => {
  for (const key of ['drop-a', 'drop-a', 'drop-b']) {
    const connections = await followByIds(at(`/drop?interval=0&after=4&times=2&key=${key}`));
    assert.deepEqual(
      connections.map(({ broken }) => broken),
      [true, true, false],
    );
    assert.equal(textOf(connections), LYRIC);
  }
});

test('/drop-without-ids starts from the top and breaks later each time', async () => {
  const url = at('/drop-without-ids?interval=0&after=3&times=3&key=top');
  const connections = await followBlindly(url);
  const cuts = [3, 6, 9].map((length) => letters.slice(0, length).join(''));
  assert.deepEqual(
    connections.map(({ text }) => text),
    [...cuts, LYRIC],
  );
  assert.deepEqual(
    connections.map(({ broken }) => broken),
    [true, true, true, false],
  );
  assert.ok(connections.every(({ messages }) => messages.every(({ id }) => id === undefined)));
});

test('/restart-with-ids starts from the top whatever id comes back', async () => {
  const connections = await followByIds(at('/restart-with-ids?interval=0&key=restart'));
  assert.deepEqual(
    connections.map(({ messages }) => messages.length),
    [5, 10, 15, letters.length + 1],
  );
  assert.ok(connections.every(({ messages }) => messages[0]?.id === '1'));
});

test('/feed goes on with what follows', async () => {
  const connections = await followBlindly(at('/feed?interval=0&after=5&key=feed'));
  assert.equal(textOf(connections), LYRIC);
  assert.equal(connections.length, Math.floor(letters.length / 5) + 1);
  assert.ok(connections.every(({ messages }) => messages.every(({ id }) => id === undefined)));
});

test('/cut-message breaks in an event, whose first half must not count', async () => {
  const connections = await followByIds(at('/cut-message?interval=0&text=a%E5%A5%BDbcd&after=1'));
  assert.equal(textOf(connections), 'a好bcd');
  const bytes = connections.map(({ chunks }) => Buffer.concat(chunks).toString());
  assert.match(bytes[0] ?? '', /data: a\n\nid: 2\nda$/);
  // The last event it breaks is the sentinel.
  assert.match(bytes[4] ?? '', /data: d\n\ndata:$/);
  assert.deepEqual(
    connections.map(({ broken }) => broken),
    [true, true, true, true, true, false],
  );
});

test('/cut-character breaks between the bytes of a character', async () => {
  const connections = await followByIds(at('/cut-character?interval=0'));
  assert.equal(textOf(connections), LYRIC);
  for (const { chunks, broken } of connections.slice(0, -1)) {
    assert.ok(broken);
    assert.ok((Buffer.concat(chunks).at(-1) ?? 0) >= 0xc0);
  }
  const plain = await followByIds(at('/cut-character?interval=0&text=ascii%20only'));
  assert.equal(plain.length, 1);
});

test('/overlap repeats the last three events when it resumes', async () => {
  const connections = await followByIds(at('/overlap?interval=0&text=abcdefghij'));
  assert.deepEqual(
    connections.map(({ text }) => text),
    ['abcde', 'cdefg', 'efghi', 'ghij'],
  );
});

test('/overlap gets on even when it repeats as much as it can', async () => {
  const connections = await followByIds(at('/overlap?interval=0&text=abcdefgh&overlap=99'));
  assert.equal(connections.at(-1)?.text, 'efgh');
});

test('/sparse-ids numbers every fifth event and resumes after it', async () => {
  const connections = await followByIds(at('/sparse-ids?interval=0&text=abcdefghijklm'));
  assert.deepEqual(
    connections.map(({ text }) => text),
    ['abcdefg', 'fghijkl', 'klm'],
  );
  const ids = connections[0]?.messages.map(({ id }) => id);
  assert.deepEqual(ids, [undefined, undefined, undefined, undefined, '5', undefined, undefined]);
});

test('/unicode-ids resumes by ids that are not Latin-1, from the header and the query', async () => {
  const connections = await followByIds(at('/unicode-ids?interval=0'));
  assert.equal(textOf(connections), LYRIC);
  assert.equal(connections[0]?.messages[1]?.id, '句é-2');
  const id = encodeURIComponent('句é-2');
  const told = await listenTo(at(`/unicode-ids?interval=0&lastEventId=${id}`));
  assert.equal(told.messages[0]?.id, '句é-3');
});
