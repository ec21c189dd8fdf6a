/** Whole texts without faults: slow, fast, long, and in difficult scripts. */
import { readLastEventId, readNumber, readOptions } from '../options.js';
import type { Scenario } from '../scenario.js';
import { formatEvent, openStream } from '../sse.js';
import { NUMBERS, sendToEnd, textEvents } from '../text-stream.js';
import { EMOJI, floodText, graphemes, prose, RTL, words } from '../texts.js';

export const texts: readonly Scenario[] = [
  {
    path: '/article',
    summary: 'Sends the lyric, one character per event, with ids; resumes after Last-Event-ID.',
    example: '/article?interval=100',
    handle(request, response, url) {
      const options = readOptions(url, { interval: 500 });
      const known = NUMBERS.read(readLastEventId(request, url));
      openStream(response, options);
      sendToEnd(response, textEvents(options.text, NUMBERS).slice(known), options);
    },
  },
  {
    path: '/burst',
    summary: 'Sends nothing for a while, then many characters at once, over and over.',
    example: '/burst?size=150&interval=550',
    handle(_request, response, url) {
      const options = readOptions(url, { interval: 550, text: prose(3000) });
      const size = readNumber(url, 'size', 150, 1, 10_000);
      const events = textEvents(options.text);
      const bursts: string[] = [];
      for (let at = 0; at < events.length; at += size) {
        bursts.push(events.slice(at, at + size).join(''));
      }
      openStream(response, options);
      sendToEnd(response, bursts, options);
    },
  },
  {
    path: '/flood',
    summary: 'Sends very many small events, as fast as the connection takes them.',
    example: '/flood?count=100000&size=4',
    handle(_request, response, url) {
      const options = readOptions(url, { interval: 0 });
      const count = readNumber(url, 'count', 100_000, 0, 10_000_000);
      const size = readNumber(url, 'size', 4, 1, 10_000);
      openStream(response, options);
      sendToEnd(response, floodEvents(count, size), options);
    },
  },
  {
    path: '/long',
    summary: 'Sends a long English text, one word per event.',
    example: '/long?chars=20000&interval=10',
    handle(_request, response, url) {
      const chars = readNumber(url, 'chars', 100_000, 0, 5_000_000);
      const options = readOptions(url, { text: '' });
      const text = url.searchParams.has('text') ? options.text : prose(chars);
      openStream(response, options);
      sendToEnd(response, dataEvents(words(text)), options);
    },
  },
  {
    path: '/emoji',
    summary:
      'Sends families, flags and skin tones, one code point per event, so that every cluster is cut.',
    example: '/emoji?interval=100',
    handle(_request, response, url) {
      const options = readOptions(url, { text: EMOJI });
      openStream(response, options);
      sendToEnd(response, dataEvents(Array.from(options.text)), options);
    },
  },
  {
    path: '/rtl',
    summary: 'Sends Arabic and Hebrew lines with English words and digits in them.',
    example: '/rtl?interval=50',
    handle(_request, response, url) {
      const options = readOptions(url, { text: RTL });
      openStream(response, options);
      sendToEnd(response, dataEvents(graphemes(options.text)), options);
    },
  },
];

function* dataEvents(parts: Iterable<string>): Iterable<string> {
  for (const data of parts) yield formatEvent({ data });
}

/** Generated one at a time, so that a hundred thousand events take no memory. */
function* floodEvents(count: number, size: number): Iterable<string> {
  for (let n = 0; n < count; n += 1) yield formatEvent({ data: floodText(n * size, size) });
}
