import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { formatEvent } from '../../demo-server/sse.js';
import { floodText, graphemes, LYRIC, prose, words } from '../../demo-server/texts.js';

function parse(text: string): EventSourceMessage[] {
  const messages: EventSourceMessage[] = [];
  createParser({ onEvent: (message) => messages.push(message) }).feed(text);
  return messages;
}

test('a newline is written as two empty data lines', () => {
  assert.equal(formatEvent({ data: '\n' }), 'data: \ndata: \n\n');
  assert.equal(parse(formatEvent({ data: '\n' }))[0]?.data, '\n');
});

test('every kind of line end in the data starts a new data line', () => {
  for (const eol of ['\n', '\r\n', '\r']) {
    assert.equal(formatEvent({ data: `a${eol}b` }), 'data: a\ndata: b\n\n');
  }
});

test('empty lines and leading spaces of the data survive', () => {
  const data = '  two spaces\n\n:colon\n';
  assert.equal(parse(formatEvent({ data }))[0]?.data, data);
});

test('a line end cannot break out of a name or an id', () => {
  const [message, ...others] = parse(formatEvent({ event: 'a\ndata: x', id: '1\r\n2', data: 'y' }));
  assert.deepEqual(message, { event: 'a data: x', id: '1 2', data: 'y' });
  assert.equal(others.length, 0);
});

test('an event without data has no data line', () => {
  assert.equal(formatEvent({ event: 'end' }), 'event: end\n\n');
  assert.equal(formatEvent({ comment: 'open' }), ': open\n\n');
  assert.equal(formatEvent({ retry: 100 }), 'retry: 100\n\n');
});

test('lines can end with CR LF or CR', () => {
  assert.equal(formatEvent({ id: '1', data: 'a' }, '\r\n'), 'id: 1\r\ndata: a\r\n\r\n');
  assert.equal(formatEvent({ id: '1', data: 'a' }, '\r'), 'id: 1\rdata: a\r\r');
});

test('parts of a text joined are the text again', () => {
  assert.equal(graphemes(LYRIC).join(''), LYRIC);
  const text = `  ${prose(1234)}\n`;
  assert.equal(words(text).join(''), text);
  assert.equal(prose(1234).length, 1234);
  assert.equal(prose(0), '');
  assert.equal(floodText(0, 52), floodText(0, 30) + floodText(30, 22));
});
