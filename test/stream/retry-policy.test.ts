import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { StreamError, type StreamErrorOptions } from '../../src/stream/errors.js';
import {
  MAX_RETRY_AFTER,
  parseRetryAfter,
  retryDelay,
  type Failure,
} from '../../src/stream/retry-policy.js';
import '../support/random.js';

/** The largest number that Math.random() gives. */
const ALMOST_ONE = 1 - 2 ** -53;

const failure = (changes: Partial<Failure> = {}): Failure => ({
  error: new StreamError('network', 'lost'),
  attempt: 1,
  maxRetries: 8,
  retryTime: undefined,
  ...changes,
});
const http = (options: StreamErrorOptions) =>
  new StreamError('http', '503', { status: 503, retryable: true, ...options });

describe('the wait before a retry', () => {
  const longest: [attempt: number, retryTime: number | undefined, expected: number][] = [
    [1, undefined, 1_000],
    [2, undefined, 2_000],
    [3, undefined, 4_000],
    [5, undefined, 16_000],
    [6, undefined, 30_000],
    [60, undefined, 30_000],
    [5_000, undefined, 30_000],
    [1, 200, 200],
    [4, 200, 1_600],
    [20, 200, 30_000],
    // The server asked for more than our own longest wait.
    [1, 45_000, 45_000],
    [9, 45_000, 45_000],
    [1, 3_600_000, MAX_RETRY_AFTER],
    [1, 0, 0],
    // Offline attempts are not counted.
    [0, undefined, 1_000],
  ];
  for (const [attempt, retryTime, expected] of longest) {
    it(`is at most ${expected} ms, attempt ${attempt}, retry: ${retryTime ?? 'none'}`, () => {
      const one = failure({ attempt, retryTime, maxRetries: Infinity });
      const least = Math.min(retryTime ?? 0, expected);
      expect(retryDelay(one, ALMOST_ONE)).to.equal(expected);
      expect(retryDelay(one, 0.5)).to.equal((least + expected) / 2);
      expect(retryDelay(one, 0)).to.equal(least);
    });
  }

  it('is exactly what the server asked for after a connection that made progress', () => {
    for (const random of [0, 0.3, ALMOST_ONE]) {
      expect(retryDelay(failure({ retryTime: 2_000 }), random)).to.equal(2_000);
    }
  });

  it("is a whole number between the server's time and the bound, whatever the random number", () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.nat(100_000),
        random,
        (attempt, time, part) => {
          const delay = retryDelay(failure({ attempt, retryTime: time, maxRetries: 50 }), part)!;
          expect(delay).to.be.within(time, Math.max(time, 30_000));
          expect(Number.isInteger(delay)).to.be.true;
        },
      ),
    );
  });

  it('is what Retry-After asks for, without jitter', () => {
    const error = http({ retryAfter: 7_000 });
    for (const random of [0, 0.3, ALMOST_ONE]) {
      expect(retryDelay(failure({ error, attempt: 4, retryTime: 10 }), random)).to.equal(7_000);
    }
  });

  it('is never longer than ten minutes', () => {
    expect(retryDelay(failure({ error: http({ retryAfter: 86_400_000 }) }), 0)).to.equal(600_000);
    expect(retryDelay(failure({ error: http({ retryAfter: Infinity }) }), 0)).to.equal(600_000);
  });

  it('is none after the last attempt', () => {
    expect(retryDelay(failure({ attempt: 8 }), 0.5)).to.be.a('number');
    expect(retryDelay(failure({ attempt: 9 }), 0.5)).to.be.undefined;
    expect(retryDelay(failure({ attempt: 1, maxRetries: 0 }), 0.5)).to.be.undefined;
    const error = http({ retryAfter: 1_000 });
    expect(retryDelay(failure({ error, attempt: 9 }), 0.5)).to.be.undefined;
  });

  it('is none for a failure that is final', () => {
    for (const kind of ['http', 'content-type', 'format', 'server', 'limit'] as const) {
      expect(retryDelay(failure({ error: new StreamError(kind, 'no') }), 0.5), kind).to.be
        .undefined;
    }
    for (const kind of ['network', 'timeout', 'interrupted'] as const) {
      expect(retryDelay(failure({ error: new StreamError(kind, 'no') }), 0.5), kind).to.equal(500);
    }
    const error = http({ retryable: false, retryAfter: 1_000 });
    expect(retryDelay(failure({ error }), 0.5)).to.be.undefined;
  });
});

describe('a Retry-After header', () => {
  const NOW = Date.UTC(2026, 6, 1, 12, 0, 0);
  const cases: [value: string | null, expected: number | undefined][] = [
    ['0', 0],
    ['120', 120_000],
    [' 5 ', 5_000],
    ['007', 7_000],
    ['Wed, 01 Jul 2026 12:00:30 GMT', 30_000],
    ['Wed, 01 Jul 2026 11:00:00 GMT', 0],
    ['2026-07-01T12:01:00Z', 60_000],
    [null, undefined],
    ['', undefined],
    ['  ', undefined],
    ['soon', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['5s', undefined],
    ['10 seconds', undefined],
    ['in 5', undefined],
    ['soon 5', undefined],
    ['1e3', undefined],
    ['12, 13', undefined],
    ['Wed, 99 Jul 2026', undefined],
  ];
  for (const [value, expected] of cases) {
    it(`of ${JSON.stringify(value)} ${expected === undefined ? 'says nothing' : `waits ${expected} ms`}`, () => {
      expect(parseRetryAfter(value, NOW)).to.equal(expected);
    });
  }

  it('of a great many digits is a number', () => {
    expect(parseRetryAfter('9'.repeat(400), NOW)).to.equal(Infinity);
  });
});
