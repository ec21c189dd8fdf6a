import type { Job } from './job.js';

/** A line without white space: clients that write into HTML would not keep it. */
export const TEXT = '好一朵茉莉花，滿園的花開賽不過了它。本待要採一朵戴，又恐怕看花的罵。';

export interface Fault {
  readonly name: string;
  /** What happens, for the table's legend. */
  readonly about: string;
  readonly path: string;
  readonly query?: Record<string, string | number>;
  readonly job?: Omit<Job, 'url'>;
  /** What a reader should have seen at the end: the text unless it is said. */
  readonly expected?: string;
  /** The right answer is an error with a reason, and to stop. */
  readonly isError?: boolean;
  /** It may be an error as well: both are read so. */
  readonly mayFail?: boolean;
  /** The server asked for so many milliseconds of patience. */
  readonly minGap?: number;
  /** More requests than this are too many. */
  readonly maxRequests: number;
  /** The page is hidden for a moment while the text arrives. */
  readonly hides?: boolean;
}

const slow = { interval: 10, retry: 100 };

export const faults: readonly Fault[] = [
  {
    name: 'sentinel',
    about: 'no fault at all: the text, and `data: end`',
    path: '/article',
    query: slow,
    maxRequests: 1,
  },
  {
    name: 'end event without data',
    about: '`event: end` and a blank line, which the standard drops, and a close',
    path: '/named-end',
    query: slow,
    maxRequests: 3,
  },
  {
    name: 'drop, with ids',
    about: 'breaks three times; the server resumes after Last-Event-ID',
    path: '/drop',
    query: { ...slow, after: 7, times: 3 },
    maxRequests: 4,
  },
  {
    name: 'drop, without ids',
    about: 'breaks three times; the server starts again from the top',
    path: '/drop-without-ids',
    query: { ...slow, after: 7, times: 3 },
    maxRequests: 4,
  },
  {
    name: 'feed',
    about: 'closes now and then, no ids; the next connection goes on with what follows',
    path: '/feed',
    query: { ...slow, after: 7 },
    maxRequests: 5,
  },
  {
    name: 'just closes',
    about: 'says everything and closes, no sentinel; asked again it says everything again',
    path: '/closes',
    query: slow,
    maxRequests: 3,
  },
  {
    name: 'cut inside a message',
    about: 'breaks every ten messages, in the middle of one, with ids',
    path: '/cut-message',
    query: { ...slow, after: 10 },
    maxRequests: 4,
  },
  {
    name: 'cut inside a character',
    about: 'breaks every ten messages, between the bytes of one character, with ids',
    path: '/cut-character',
    query: { ...slow, after: 10 },
    maxRequests: 4,
  },
  {
    name: 'half-open',
    about:
      'ten messages and then silence, the connection stays; a watchdog of 3 s where there is one',
    path: '/half-open',
    query: slow,
    job: { idleTimeout: 3000 },
    maxRequests: 2,
  },
  {
    name: 'hidden tab',
    about: 'the page is hidden for half a second; the server knows no ids',
    path: '/drop-without-ids',
    query: { ...slow, interval: 40, times: 0 },
    maxRequests: 1,
    hides: true,
  },
  {
    name: '204',
    about: 'the server has nothing to say and says so',
    path: '/no-content',
    expected: '',
    mayFail: true,
    maxRequests: 2,
  },
  {
    name: '503, then the text',
    about: 'the first answer is 503 with `Retry-After: 2`',
    path: '/flaky',
    query: { ...slow, statuses: 503, retryAfter: 2 },
    minGap: 1950,
    maxRequests: 3,
  },
  {
    name: '401, then a fresh token',
    about: 'the page gets a new token when it hears of the 401',
    path: '/unauthorized',
    query: slow,
    job: { needsToken: true },
    maxRequests: 2,
  },
  {
    name: '404',
    about: 'no such text',
    path: '/error',
    query: { status: 404 },
    expected: '',
    isError: true,
    maxRequests: 2,
  },
  {
    name: 'HTML',
    about: '200 and a web page instead of a stream',
    path: '/wrong-type',
    expected: '',
    isError: true,
    maxRequests: 2,
  },
  {
    name: 'endless line',
    about: 'a line of 3 MB that does not end, and silence',
    path: '/huge-line',
    query: { bytes: 3_000_000 },
    expected: '',
    isError: true,
    maxRequests: 2,
  },
  {
    name: 'POST',
    about: 'a question in the body',
    path: '/ask',
    query: slow,
    job: { body: { question: TEXT } },
    maxRequests: 1,
  },
  {
    name: 'POST that breaks',
    about: 'the answer breaks in the middle; sent again it would be asked (and paid) twice',
    path: '/ask',
    query: { ...slow, after: 10 },
    job: { body: { question: TEXT } },
    expected: TEXT.slice(0, 10),
    isError: true,
    maxRequests: 1,
  },
];
