/** Connections that break, on servers that number their events and can resume. */
import { readLastEventId, readNumber, readOptions } from '../options.js';
import { cut, pace } from '../pace.js';
import type { Scenario } from '../scenario.js';
import { openStream } from '../sse.js';
import { NUMBERS, sendToEnd, sentinel, textEvents, type Ids } from '../text-stream.js';

const encoder = new TextEncoder();

interface Fault {
  ids?: Ids;
  /** Number of events on each connection before it breaks: the default, and the least with progress. */
  after: number;
  minAfter?: number;
  /** Number of events sent again although the client has them. */
  overlap?: (url: URL, after: number) => number;
  /** The incomplete piece that is sent last, and the index of its event. */
  fragment?: (events: readonly string[], stop: number) => Fragment | undefined;
}

interface Fragment {
  bytes: Uint8Array;
  of: number;
}

/** Ids that do not fit into a Latin-1 header: clients have to send their UTF-8 bytes. */
const WORDY_IDS: Ids = {
  write: (position) => `句é-${position}`,
  read: (id) => NUMBERS.read(id?.startsWith('句é-') ? id.slice(3) : null),
};

const SPARSE_IDS: Ids = {
  write: (position) => (position % 5 === 0 ? String(position) : undefined),
  read: NUMBERS.read,
};

export const drops: readonly Scenario[] = [
  {
    path: '/drop',
    summary: 'Breaks after a few events on every connection (`times` of them) and resumes by id.',
    example: '/drop?after=5&times=3&key=demo',
    handle: dropping({ after: 5 }),
  },
  {
    path: '/cut-message',
    summary: 'Breaks in the middle of an event: half of it arrived and must not count.',
    example: '/cut-message?after=3',
    handle: dropping({ after: 3, minAfter: 1, fragment: halfOfAnEvent }),
  },
  {
    path: '/cut-character',
    summary: 'Breaks between the bytes of one character.',
    example: '/cut-character?after=5',
    handle: dropping({ after: 5, minAfter: 1, fragment: firstByteOfACharacter }),
  },
  {
    path: '/overlap',
    summary: 'Sends the last few events once more when it resumes.',
    example: '/overlap?overlap=3',
    handle: dropping({
      after: 5,
      minAfter: 1,
      overlap: (url, after) => readNumber(url, 'overlap', Math.min(3, after - 1), 0, after - 1),
    }),
  },
  {
    path: '/sparse-ids',
    summary: 'Gives only every fifth event an id, so that a resumed stream repeats a little.',
    example: '/sparse-ids?after=7',
    handle: dropping({ ids: SPARSE_IDS, after: 7, minAfter: 5 }),
  },
  {
    path: '/unicode-ids',
    summary: 'Sends ids outside Latin-1.',
    example: '/unicode-ids?after=5',
    handle: dropping({ ids: WORDY_IDS, after: 5 }),
  },
];

function dropping(fault: Fault): Scenario['handle'] {
  const { ids = NUMBERS, minAfter = 0 } = fault;
  return (request, response, url, client) => {
    const path = url.pathname;
    const options = readOptions(url, { retry: 100 });
    const after = readNumber(url, 'after', fault.after, minAfter, Infinity);
    const times = readNumber(url, 'times', Infinity, 0, Infinity);
    const events = textEvents(options.text, ids);
    const known = Math.min(ids.read(readLastEventId(request, url)), events.length);
    const start = Math.max(0, known - (fault.overlap?.(url, after) ?? 0));

    const stop = start + after;
    const all = [...events, ...sentinel(options)];
    const fragment = fault.fragment?.(all, stop);
    // Cuts of clients without a key cannot be counted, so they never stop.
    const breaks = client.key === '' || client.count(path) < times;
    const hasPiece = !fault.fragment || fragment !== undefined;

    openStream(response, options);
    if (!breaks || stop > events.length || !hasPiece) {
      const onEnd = (): void => client.startOver(path);
      sendToEnd(response, events.slice(start), options, { onEnd });
      return;
    }
    const whole: (string | Uint8Array)[] = all.slice(start, fragment?.of ?? stop);
    if (fragment) whole.push(fragment.bytes);
    pace(response, whole, options.interval, () => {
      client.countOneMore(path);
      cut(response);
    });
  };
}

function halfOfAnEvent(events: readonly string[], stop: number): Fragment | undefined {
  const bytes = encoder.encode(events[stop]);
  if (bytes.length === 0) return undefined;
  return { bytes: bytes.subarray(0, Math.floor(bytes.length / 2)), of: stop };
}

/** The beginning of the first event from `stop` on with a multi-byte character, up to that character's first byte. */
function firstByteOfACharacter(events: readonly string[], stop: number): Fragment | undefined {
  for (let of = stop; of < events.length; of += 1) {
    const bytes = encoder.encode(events[of]);
    const lead = bytes.findIndex((byte) => byte >= 0x80);
    if (lead >= 0) return { bytes: bytes.subarray(0, lead + 1), of };
  }
  return undefined;
}
