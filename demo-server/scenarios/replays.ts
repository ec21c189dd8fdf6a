/** Servers that do not resume: they start again, or continue with new text. */
import { readLastEventId, readNumber, readOptions } from '../options.js';
import { cut, pace } from '../pace.js';
import type { Scenario } from '../scenario.js';
import { openStream } from '../sse.js';
import { NUMBERS, sendToEnd, textEvents, type Ids } from '../text-stream.js';

export const replays: readonly Scenario[] = [
  {
    path: '/drop-without-ids',
    summary: 'Without ids: breaks a few times, a little later each time, and starts over.',
    example: '/drop-without-ids?after=5&times=3&key=demo',
    handle: startingOver(),
  },
  {
    path: '/restart-with-ids',
    summary: 'With ids, but ignores Last-Event-ID: breaks a few times and starts over.',
    example: '/restart-with-ids?key=demo',
    handle: startingOver(NUMBERS),
  },
  {
    path: '/feed',
    summary: 'Without ids: closes now and then, and goes on with the text that follows.',
    example: '/feed?after=5&key=demo',
    handle(_request, response, url, client) {
      const path = url.pathname;
      const options = readOptions(url, { retry: 100 });
      const after = readNumber(url, 'after', 5, 0, Infinity);
      const events = textEvents(options.text);
      const start = client.count(path);
      openStream(response, options);

      function* fresh(stop: number): Iterable<string> {
        for (const event of events.slice(start, stop)) {
          // Counted when sent, so that a client that leaves early misses nothing.
          client.countOneMore(path);
          yield event;
        }
      }
      if (start + after > events.length) {
        const onEnd = (): void => client.startOver(path);
        sendToEnd(response, fresh(events.length), options, { onEnd });
      } else {
        pace(response, fresh(start + after), options.interval, () => response.end());
      }
    },
  },
  {
    path: '/closes',
    summary:
      'Without a sentinel: sends the whole text and closes, on each connection (`ids=1`: once).',
    example: '/closes?interval=10',
    handle(request, response, url) {
      const options = { ...readOptions(url, { retry: 100 }), end: '' };
      const withIds = url.searchParams.get('ids') === '1';
      const known = withIds ? NUMBERS.read(readLastEventId(request, url)) : 0;
      const events = textEvents(options.text, withIds ? NUMBERS : undefined);
      openStream(response, options);
      sendToEnd(response, events.slice(known), options);
    },
  },
];

/** Connection k of a client is cut after k times `after` events. */
function startingOver(ids?: Ids): Scenario['handle'] {
  return (_request, response, url, client) => {
    const path = url.pathname;
    const options = readOptions(url, { retry: 100 });
    const after = readNumber(url, 'after', 5, 0, Infinity);
    const times = readNumber(url, 'times', 3, 0, Infinity);
    const events = textEvents(options.text, ids);
    const connection = client.countOneMore(path);
    openStream(response, options);
    if (connection > times) {
      sendToEnd(response, events, options, { onEnd: () => client.startOver(path) });
    } else {
      const some = events.slice(0, connection * after);
      pace(response, some, options.interval, () => cut(response));
    }
  };
}
