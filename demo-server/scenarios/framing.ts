/** The same events with different names, lines, line ends and chunks. */
import { readNumber, readOptions } from '../options.js';
import { pace } from '../pace.js';
import type { Scenario } from '../scenario.js';
import { formatEvent, openStream } from '../sse.js';
import { sendToEnd, sentinel, textEvents } from '../text-stream.js';
import { graphemes, PARAGRAPHS } from '../texts.js';

export const framing: readonly Scenario[] = [
  {
    path: '/named-events',
    summary: 'Sends text in `word` events among `noise` events; a `done` event ends the stream.',
    example: '/named-events',
    handle(_request, response, url) {
      const options = readOptions(url);
      openStream(response, options);
      pace(response, namedEvents(options.text), options.interval);
    },
  },
  {
    path: '/named-end',
    summary: 'Ends with an `end` event that has no data, which parsers do not report.',
    example: '/named-end',
    handle(_request, response, url) {
      const options = readOptions(url);
      const events = [...textEvents(options.text), formatEvent({ event: 'end' })];
      openStream(response, options);
      pace(response, events, options.interval);
    },
  },
  {
    path: '/multi-line',
    summary: 'Sends several data lines per event, some of them empty or indented.',
    example: '/multi-line?interval=500',
    handle(_request, response, url) {
      const options = readOptions(url, { text: PARAGRAPHS });
      const parts = options.text.match(/(?:[^\n]*\n){1,3}|[^\n]+/g) ?? [];
      const events = parts.map((data) => formatEvent({ data }));
      openStream(response, options);
      sendToEnd(response, events, options);
    },
  },
  {
    path: '/crlf',
    summary: 'Ends its lines with CR LF (`eol=cr`: with CR alone).',
    example: '/crlf?eol=cr',
    handle(_request, response, url) {
      const eol = url.searchParams.get('eol') === 'cr' ? '\r' : '\r\n';
      const options = readOptions(url);
      openStream(response, { ...options, eol });
      sendToEnd(response, textEvents(options.text, undefined, eol), options, { eol });
    },
  },
  {
    path: '/split-utf8',
    summary: 'Ends every chunk inside a character or inside CR LF.',
    example: '/split-utf8',
    handle(_request, response, url) {
      const options = readOptions(url);
      const eol = '\r\n';
      const events = [...textEvents(options.text, undefined, eol), ...sentinel(options, eol)];
      openStream(response, { ...options, eol });
      pace(response, splitBadly(new TextEncoder().encode(events.join(''))), options.interval);
    },
  },
  {
    path: '/bom',
    summary: 'Sends a byte order mark (`count` of them) right before the first event.',
    example: '/bom',
    handle(_request, response, url) {
      const options = readOptions(url);
      const marks = '\uFEFF'.repeat(readNumber(url, 'count', 1, 0, 3));
      const [head = '', ...rest] = [...textEvents(options.text), ...sentinel(options)];
      openStream(response, { first: marks + head });
      if (options.retry !== undefined) rest.unshift(formatEvent({ retry: options.retry }));
      pace(response, rest, options.interval);
    },
  },
  {
    path: '/huge-line',
    summary: 'Sends one data line that never ends, to fill the memory of careless clients.',
    example: '/huge-line?bytes=2000000',
    handle(_request, response, url) {
      const bytes = readNumber(url, 'bytes', 2_000_000, 0, 100_000_000);
      const { interval, retry } = readOptions(url, { interval: 0 });
      openStream(response, { retry });
      // The line stays unfinished, and the connection open.
      pace(response, hugeLine(bytes), interval, () => {});
    },
  },
];

function* namedEvents(text: string): Iterable<string> {
  for (const [index, data] of graphemes(text).entries()) {
    yield formatEvent({ event: 'word', data });
    if (index % 3 === 0) yield formatEvent({ event: 'noise', data: `noise ${index}` });
  }
  yield formatEvent({ event: 'done', data: '{}' });
}

/** Splits after the first byte of every multi-byte character, and after every CR. */
function* splitBadly(bytes: Uint8Array): Iterable<Uint8Array> {
  let start = 0;
  for (const [index, byte] of bytes.entries()) {
    if (byte < 0xc0 && byte !== 0x0d) continue;
    yield bytes.subarray(start, index + 1);
    start = index + 1;
  }
  if (start < bytes.length) yield bytes.subarray(start);
}

function* hugeLine(bytes: number): Iterable<string> {
  const piece = 'x'.repeat(64_000);
  yield 'data: ';
  for (let left = bytes; left > 0; left -= piece.length) {
    yield left < piece.length ? piece.slice(0, left) : piece;
  }
}
