/** The stream of a viewer who joins late: past events at once, then live ones. */
import { readNumber, readOptions } from '../options.js';
import type { Scenario } from '../scenario.js';
import { formatEvent, openStream } from '../sse.js';
import { sendToEnd } from '../text-stream.js';
import { words } from '../texts.js';

export const live: readonly Scenario[] = [
  {
    path: '/live',
    summary: 'Sends the first `past` words at once, then `event: live`, then one word per event.',
    example: '/live?past=20&interval=100',
    handle(_request, response, url) {
      const options = readOptions(url);
      const told = words(options.text).map((data) => formatEvent({ data }));
      const past = readNumber(url, 'past', 10, 0, told.length);
      const begin = told.slice(0, past).join('') + formatEvent({ event: 'live', data: '' });
      openStream(response, options);
      sendToEnd(response, [begin, ...told.slice(past)], options);
    },
  },
];
