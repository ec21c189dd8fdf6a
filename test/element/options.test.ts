import { expect } from '@open-wc/testing';
import { oneOf, toCount, toSpeed, warnOnce } from '../../src/element/attributes.js';
import { toOptions, toSourceOptions, type StreamProperties } from '../../src/element/options.js';
import { words } from '../../src/formats/read-json.js';
import { StreamError } from '../../src/stream/errors.js';
import { isAbsent, toBodyInit, toRequest } from '../../src/stream/request.js';

/** What the console was told meanwhile. */
let warnings: string[] = [];
const { warn } = console;

const properties = (changes: Partial<StreamProperties> = {}): StreamProperties => ({
  src: '/article',
  baseURI: 'https://example.org/page/',
  withCredentials: false,
  method: '',
  headers: undefined,
  body: undefined,
  fetch: undefined,
  idleTimeout: undefined,
  transport: 'auto',
  event: '',
  sentinel: null,
  endEvent: null,
  maxRetries: 8,
  reconnect: 'auto',
  ...changes,
});
const request = (changes: Partial<StreamProperties> = {}) => toRequest(properties(changes));

/** The StreamError that it throws. */
function failing(run: () => unknown): StreamError {
  try {
    run();
  } catch (thrown) {
    expect(thrown).to.be.an.instanceOf(StreamError);
    return thrown as StreamError;
  }
  throw new Error('It threw nothing.');
}

describe('what an author writes', () => {
  beforeEach(() => {
    warnings = [];
    console.warn = (message: string) => void warnings.push(message);
  });

  afterEach(() => {
    console.warn = warn;
  });

  describe('as a word', () => {
    it('is taken where it is known', () => {
      expect(oneOf('cursor', 'block', ['bar', 'block'])).to.equal('block');
      expect(warnings).to.deep.equal([]);
    });

    it('behaves as the default where it is not, and the warning says what would do', () => {
      expect(oneOf('cursor', 'beam', ['bar', 'block'])).to.equal('bar');
      expect(warnings).to.deep.equal([
        '<typewriter-stream>: cursor="beam" is not one of bar, block. Using "bar".',
      ]);
    });

    it('is no mistake where it is absent', () => {
      for (const value of [undefined, null, '']) {
        expect(oneOf('cursor', value, ['bar', 'block'])).to.equal('bar');
      }
      expect(warnings).to.deep.equal([]);
    });

    it('is compared exactly', () => {
      expect(oneOf('cursor', 'BLOCK', ['bar', 'block'])).to.equal('bar');
      expect(warnings).to.have.length(1);
    });

    it('is warned of once a page', () => {
      for (let time = 0; time < 3; time++) oneOf('fade', 'a bit', ['on']);
      warnOnce('a warning');
      warnOnce('a warning');
      expect(warnings).to.have.length(2);
    });
  });

  it('as several words is split at any white space', () => {
    expect(words('  end\n[DONE]\tstop ')).to.deep.equal(['end', '[DONE]', 'stop']);
    expect(words('')).to.deep.equal([]);
    expect(words('  ')).to.deep.equal([]);
  });

  describe('as a speed', () => {
    for (const [value, expected] of [
      ['auto', 'auto'],
      ['instant', 'instant'],
      ['40', 40],
      [' 40 ', 40],
      ['0.5', 0.5],
      ['1e3', 1000],
      [40, 40],
      [Infinity, 'instant'],
      ['Infinity', 'instant'],
      ['', 'auto'],
      [null, 'auto'],
      [undefined, 'auto'],
    ] as const) {
      it(`of ${JSON.stringify(value) ?? 'undefined'} is ${expected}`, () => {
        expect(toSpeed(value)).to.equal(expected);
        expect(warnings).to.deep.equal([]);
      });
    }

    for (const value of ['fast', '0', -3, NaN, '40cps', '   ']) {
      it(`of ${JSON.stringify(value)} is auto, with a warning that says what would do`, () => {
        expect(toSpeed(value)).to.equal('auto');
        expect(warnings).to.have.length(1);
        expect(warnings[0]).to.include(`speed="${value}"`);
        expect(warnings[0]).to.include('"auto", "instant" or a number above 0');
        expect(warnings[0]).to.include('characters per second');
      });
    }
  });

  describe('as a count', () => {
    for (const [value, expected] of [
      [3, 3],
      ['3', 3],
      [0, 0],
      ['0', 0],
      [2.9, 2],
      [Infinity, Infinity],
      [undefined, 8],
      [null, 8],
      ['', 8],
      ['  ', 8],
    ] as const) {
      it(`of ${JSON.stringify(value) ?? 'undefined'} is ${expected}`, () => {
        expect(toCount('max-retries', value, 8)).to.equal(expected);
        expect(warnings).to.deep.equal([]);
      });
    }

    for (const value of ['never', -1, NaN]) {
      it(`of ${JSON.stringify(value)} is the default, with a warning that says so`, () => {
        expect(toCount('max-count', value, 8)).to.equal(8);
        expect(warnings).to.deep.equal([
          `<typewriter-stream>: max-count="${value}" is not a number of at least 0. Using 8.`,
        ]);
      });
    }
  });

  describe('as an address', () => {
    it('is resolved against the page', () => {
      expect(request({ src: 'feed?x=1#top' }).url).to.equal(
        'https://example.org/page/feed?x=1#top',
      );
      expect(request({ src: '/feed' }).url).to.equal('https://example.org/feed');
      expect(request({ src: 'http://other.test:8080/' }).url).to.equal('http://other.test:8080/');
    });

    for (const [src, ...expected] of [
      ['', 'src is empty', 'Set it'],
      ['http://', 'src="http://"', 'is not a URL', 'such as'],
      ['https://[', 'src="https://["', 'is not a URL', 'such as'],
      ['javascript:alert(1)', 'src="javascript:alert(1)"', 'http or https', 'such as'],
      ['data:text/plain,hi', 'src="data:text/plain,hi"', 'http or https', 'such as'],
      ['file:///etc/passwd', 'src="file:///etc/passwd"', 'http or https', 'such as'],
    ] as const) {
      it(`of ${JSON.stringify(src)} is refused, and the message names attribute, value and remedy`, () => {
        const error = failing(() => request({ src }));
        expect(error.kind).to.equal('network');
        expect(error.retryable).to.be.false;
        for (const part of expected) expect(error.message).to.include(part);
      });
    }

    it('leaves out a user name and a password, its own and those that opened the page: fetch takes none', () => {
      const baseURI = 'https://me:secret@example.org/page/';
      expect(request({ src: 'feed', baseURI }).url).to.equal('https://example.org/page/feed');
      const src = 'https://me:secret@example.org/feed';
      expect(request({ src }).url).to.equal('https://example.org/feed');
    });
  });

  describe('as a method', () => {
    it('is GET, or POST with a body', () => {
      expect(request().method).to.equal('GET');
      for (const body of [{}, '', 0, false]) expect(request({ body }).method).to.equal('POST');
      expect(request({ body: null }).method).to.equal('GET');
    });

    it('may be in small letters', () => {
      expect(request({ method: 'patch' }).method).to.equal('PATCH');
    });

    for (const method of ['GET', 'get', 'HEAD']) {
      it(`${method} takes no body, and the message says what to do`, () => {
        const error = failing(() => request({ method, body: {} }));
        expect(error.retryable).to.be.false;
        expect(error.message).to.include(`method="${method.toUpperCase()}"`);
        expect(error.message).to.include('Use method="POST"');
        expect(error.message).to.include('leave `body` undefined');
      });
    }

    for (const method of ['PO ST', 'TRACE', 'CONNECT', 'ä']) {
      it(`${method} is refused before anything is sent, as no retry helps`, () => {
        const error = failing(() => request({ method }));
        expect(error.retryable).to.be.false;
        expect(error.message).to.include(`method="${method}"`);
        expect(error.message).to.include('Use GET or POST');
      });
    }
  });

  describe('as an idle time', () => {
    it('is a minute for GET; anything else may think for ever, and then stall for two minutes', () => {
      const times = (changes: Partial<StreamProperties>) => {
        const { answerTimeout, idleTimeout } = request(changes);
        return [answerTimeout, idleTimeout];
      };
      expect(times({})).to.deep.equal([60_000, 60_000]);
      expect(times({ body: {} })).to.deep.equal([0, 120_000]);
      expect(times({ body: {}, idleTimeout: 500 })).to.deep.equal([500, 500]);
      expect(times({ idleTimeout: 0 })).to.deep.equal([0, 0]);
    });

    it('is the default where it is absent', () => {
      for (const absent of [null, '', ' '] as unknown as undefined[]) {
        expect(request({ idleTimeout: absent }).idleTimeout).to.equal(60_000);
      }
    });

    it('is never where no timer is that long', () => {
      for (const idleTimeout of [Infinity, 2 ** 31]) {
        expect(request({ idleTimeout }).idleTimeout).to.equal(0);
      }
      expect(request({ idleTimeout: 2 ** 31 - 1 }).idleTimeout).to.equal(2 ** 31 - 1);
    });

    for (const idleTimeout of [NaN, -5]) {
      it(`of ${idleTimeout} is the default, with a warning that says so`, () => {
        const { idleTimeout: used } = toOptions(properties({ idleTimeout })).request;
        expect(used).to.equal(60_000);
        expect(warnings).to.deep.equal([
          `<typewriter-stream>: idle-timeout="${idleTimeout}" is not a number of at least 0. Using 60000.`,
        ]);
      });
    }
  });

  describe('as a body', () => {
    it('is absent when it is undefined or null', () => {
      expect([undefined, null, '', 0, false, {}].map(isAbsent)).to.deep.equal([
        ...[true, true, false, false, false, false],
      ]);
    });

    it('goes as it is where fetch takes it', () => {
      for (const body of [
        '{"a":1}',
        '',
        new Blob(['x']),
        new ArrayBuffer(2),
        new Uint8Array(2),
        new FormData(),
        new URLSearchParams('a=1'),
        new ReadableStream(),
      ]) {
        const init = toBodyInit(body);
        expect(init.body).to.equal(body);
        expect(init).to.not.have.property('contentType');
      }
    });

    it('is JSON otherwise', () => {
      for (const body of [{ a: [1, null] }, [1], 5, true, false]) {
        expect(toBodyInit(body)).to.deep.equal({
          body: JSON.stringify(body),
          contentType: 'application/json',
        });
      }
    });

    it('that is no JSON is refused with the reason, and not tried again', () => {
      const circular: Record<string, unknown> = {};
      circular['self'] = circular;
      for (const body of [circular, 10n, () => 1, Symbol('s')]) {
        const error = failing(() => toBodyInit(body));
        expect(error.retryable).to.be.false;
        expect(error.message).to.match(/^The request was not sent: `body` cannot be .* JSON: ./);
      }
    });
  });
});

describe('a run', () => {
  it('reads messages and ends at the usual words by default', () => {
    const options = toOptions(properties());
    expect(options.reading.events).to.deep.equal(['message']);
    expect(options.reading.endEvents).to.deep.equal(['end', 'done']);
    expect(options.reading.sentinels).to.deep.equal(['end', '[DONE]']);
    expect(options.reading.eventNames).to.deep.equal(['message', 'end', 'done', 'live']);
    expect(options.retry.maxRetries).to.equal(8);
    expect(options.retry.reconnect).to.equal('auto');
    expect(options.retry.maxWait).to.equal(120_000);
    expect(options.reading.endMayBeText).to.be.true;
    expect(options.reading.isFeed).to.be.true;
  });

  it('reads the events and ends at the words that it is told', () => {
    const options = toOptions(
      properties({ event: 'token  chunk', sentinel: 'STOP over', endEvent: 'bye' }),
    );
    expect(options.reading.events).to.deep.equal(['token', 'chunk']);
    expect(options.reading.sentinels).to.deep.equal(['STOP', 'over']);
    expect(options.reading.endEvents).to.deep.equal(['bye']);
    expect(options.reading.eventNames).to.deep.equal(['token', 'chunk', 'bye', 'live']);
  });

  it('ends at no word when the attributes are there and empty', () => {
    const options = toOptions(properties({ sentinel: '', endEvent: '' }));
    expect(options.reading.sentinels).to.deep.equal([]);
    expect(options.reading.endEvents).to.deep.equal([]);
  });

  const fetch = globalThis.fetch;
  for (const [name, changes, expected] of [
    ['a plain GET', {}, 'eventsource'],
    ['a GET with credentials', { withCredentials: true }, 'eventsource'],
    ['a body', { body: {} }, 'fetch'],
    ['headers', { headers: {} }, 'fetch'],
    ['a fetch of its own', { fetch }, 'fetch'],
    ['another method', { method: 'POST' }, 'fetch'],
    ['a stream that may not be retried', { maxRetries: 0 }, 'fetch'],
    ['fetch where it is told', { transport: 'fetch' }, 'fetch'],
    ['EventSource where it is told', { transport: 'eventsource' }, 'eventsource'],
  ] as const) {
    it(`takes ${expected} for ${name}`, () => {
      const options = toOptions(properties(changes));
      const isAuto = !('transport' in changes);
      expect(options.request.transports).to.deep.equal(
        expected === 'eventsource' && isAuto ? ['eventsource', 'fetch'] : [expected],
      );
    });
  }

  it('of a source asks for nothing, so that src may be empty', () => {
    const options = toSourceOptions(properties({ src: '', sentinel: 'STOP', maxWait: 5 }));
    expect(options.request.transports).to.deep.equal([]);
    expect(options.reading.sentinels).to.deep.equal(['STOP']);
    expect(options.reading.endMayBeText).to.be.false;
    expect(options.retry.maxWait).to.equal(5);
  });

  it('falls back to the default for an unknown word', () => {
    console.warn = () => undefined;
    const unknown: object = { transport: 'pigeon', reconnect: 'sometimes', maxRetries: NaN };
    const options = toOptions(properties(unknown));
    console.warn = warn;
    expect(options.request.transports).to.deep.equal(['eventsource', 'fetch']);
    expect(options.retry.reconnect).to.equal('auto');
    expect(options.retry.maxRetries).to.equal(8);
  });
});
