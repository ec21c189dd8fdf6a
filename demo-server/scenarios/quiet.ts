/** Servers that keep their clients waiting. */
import { readNumber, readOptions } from '../options.js';
import { later } from '../pace.js';
import type { Scenario } from '../scenario.js';
import { formatEvent, openStream } from '../sse.js';
import { sendToEnd, textEvents } from '../text-stream.js';

export const quiet: readonly Scenario[] = [
  {
    path: '/silence',
    summary: 'Opens the stream, and never sends a byte.',
    example: '/silence',
    handle(_request, response, url) {
      openStream(response, readOptions(url));
    },
  },
  {
    path: '/heartbeats',
    summary: 'Sends `count` comments, and then the text.',
    example: '/heartbeats?count=10&interval=500',
    handle(_request, response, url) {
      const options = readOptions(url);
      const count = readNumber(url, 'count', 10, 0, Infinity);
      openStream(response, options);
      function* events(): Iterable<string> {
        for (let n = 0; n < count; n += 1) yield formatEvent({ comment: 'heartbeat' });
        yield* textEvents(options.text);
      }
      sendToEnd(response, events(), options);
    },
  },
  {
    path: '/slow-headers',
    summary: 'Sends nothing for a while, not even headers, and then the text.',
    example: '/slow-headers?delay=2000',
    handle(_request, response, url) {
      const options = readOptions(url);
      later(response, readNumber(url, 'delay', 2000, 0, 60_000), () => {
        openStream(response, options);
        sendToEnd(response, textEvents(options.text), options);
      });
    },
  },
];
