import { expect } from '@open-wc/testing';
import { useFakeTimers, type SinonFakeTimers } from 'sinon';
import { toOptions, type StreamProperties } from '../../src/element/options.js';
import { StreamError } from '../../src/stream/errors.js';
import { fetchTransport } from '../../src/stream/fetch-transport.js';
import { ReconnectingStream } from '../../src/stream/reconnecting-stream.js';
import type { StreamReader } from '../../src/stream/stream-sink.js';
import type { BodyEnd, Transport, TransportSink } from '../../src/stream/transport.js';
import { microtasks } from '../support/element.js';

const optionsOf = (properties: Partial<StreamProperties> = {}) =>
  toOptions({
    ...{ src: '/article', baseURI: location.href, withCredentials: false, method: '' },
    ...{ headers: undefined, body: undefined, fetch: undefined, idleTimeout: undefined },
    ...{ transport: 'fetch', event: '', sentinel: null, endEvent: null, maxRetries: 2 },
    reconnect: 'auto',
    ...properties,
  });

const lost = new StreamError('network', 'lost');
const CLOSED: BodyEnd = {
  ...{ framing: 'sse', isWhole: true, hasHeartbeats: false },
  problem: undefined,
};

/** A stream over a transport in which the test plays the server. */
function play(properties: Partial<StreamProperties> = {}, more: Partial<Transport> = {}) {
  const log: string[] = [];
  const attempts: TransportSink[] = [];
  const transport: Transport = {
    sendsId: true,
    knowsWhy: true,
    canReopen: true,
    reconnectsWell: () => true,
    open(lastEventId, sink) {
      log.push(`connect ${lastEventId}`.trim());
      attempts.push(sink);
      return { close: () => undefined };
    },
    ...more,
  };
  const state = { lastEventId: '', isNew: true };
  const reader: StreamReader = {
    get lastEventId() {
      return state.lastEventId;
    },
    caughtUp: true,
    isComplete: false,
    mayClose: true,
    unknownMessagesError: () => undefined,
    unreadEventsError: () => undefined,
    read: () => state.isNew,
    readId: () => undefined,
  };
  const stream = new ReconnectingStream([transport], optionsOf(properties), reader, {
    onConnect: () => undefined,
    onOpen: () => undefined,
    onRetry: ({ attempt }) => {
      log.push(`retry ${attempt}`);
      return true;
    },
    onEnd: () => log.push('end'),
    onError: (error) => log.push(`error ${error.kind}`),
  });
  opened.push(stream);
  stream.open();
  /** The latest attempt. */
  const server = () => {
    const last = attempts.at(-1);
    if (!last) throw new Error('no attempt');
    return last;
  };
  return {
    ...{ log, state, stream, server },
    say: (data: string) => server().onMessages([{ event: 'message', data, id: '' }]),
    fail: (error = lost) => server().onEnd({ type: 'failed', error }),
    closeProperly: (body: Partial<BodyEnd> = {}) =>
      server().onEnd({ type: 'closed', body: { ...CLOSED, ...body } }),
  };
}

const opened: ReconnectingStream[] = [];
let clock: SinonFakeTimers;

const setOnline = (online: boolean) => {
  if (online) Reflect.deleteProperty(navigator, 'onLine');
  else Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
};

describe('the time of a stream', () => {
  beforeEach(() => {
    clock = useFakeTimers();
  });

  afterEach(() => {
    for (const stream of opened.splice(0)) stream.close();
    setOnline(true);
    clock.restore();
  });

  describe('while the browser says that it is offline', () => {
    it('goes on with attempts that do not count, since the server may be there all the same', () => {
      const { log, fail } = play({ maxRetries: 2 });
      setOnline(false);
      for (let i = 0; i < 20; i++) {
        fail();
        clock.tick(30_000);
      }
      expect(log.filter((entry) => entry === 'connect')).to.have.length(21);
      expect(log.filter((entry) => entry.startsWith('error'))).to.deep.equal([]);
      setOnline(true);
      for (let i = 0; i < 3; i++) {
        fail();
        clock.tick(30_000);
      }
      expect(log.slice(-4)).to.deep.equal(['connect', 'retry 2', 'connect', 'error network']);
    });

    it('does not wait longer once the browser is online again', () => {
      const { log, fail } = play();
      setOnline(false);
      fail();
      setOnline(true);
      dispatchEvent(new Event('online'));
      expect(log).to.deep.equal(['connect', 'retry 1', 'connect']);
    });

    it("does not leave it to the browser's own EventSource either", () => {
      const { log, server } = play({}, { sendsId: false, knowsWhy: false });
      setOnline(false);
      server().onEnd({ type: 'reconnecting', error: lost });
      setOnline(true);
      dispatchEvent(new Event('online'));
      expect(log).to.deep.equal(['connect', 'retry 1', 'connect']);
    });
  });

  describe('that the server asks for', () => {
    const busy = (retryAfter: number) =>
      new StreamError('http', '429', { status: 429, retryable: true, retryAfter });

    it('is waited for up to max-wait', () => {
      const { log, fail } = play({ maxWait: 5_000 });
      fail(busy(5_000));
      clock.tick(4_999);
      expect(log).to.deep.equal(['connect', 'retry 1']);
      clock.tick(1);
      expect(log.at(-1)).to.equal('connect');
      fail(busy(5_001));
      expect(log.at(-1)).to.equal('error http');
    });
  });

  describe('without a byte', () => {
    const encoder = new TextEncoder();
    const answering = (properties: Partial<StreamProperties>) => {
      const log: string[] = [];
      let body!: ReadableStreamDefaultController<Uint8Array>;
      const stream = new ReadableStream<Uint8Array>({ start: (one) => void (body = one) });
      const headers = { 'content-type': 'text/event-stream' };
      const fetch = () => Promise.resolve(new Response(stream, { headers }));
      fetchTransport(optionsOf({ ...properties, fetch })).open('', {
        onOpen: () => log.push('open'),
        onOrigin: () => undefined,
        onMessages: () => log.push('message'),
        onId: () => undefined,
        onRetryTime: () => undefined,
        onEnd: (end) => log.push(end.type === 'failed' ? end.error.kind : end.type),
      });
      return {
        log,
        say: async (text: string) => {
          body.enqueue(encoder.encode(text));
          await microtasks();
        },
      };
    };

    it('ends a GET after a minute, before its answer and after', async () => {
      const { log, say } = answering({});
      await microtasks();
      clock.tick(59_999);
      await say(': ping\n\n');
      clock.tick(59_999);
      expect(log).to.deep.equal(['open']);
      clock.tick(1);
      expect(log).to.deep.equal(['open', 'timeout']);
    });

    it('lets a POST think for as long as it likes, and ends it after two minutes in mid-answer', async () => {
      const { log, say } = answering({ body: {} });
      await microtasks();
      clock.tick(3_600_000);
      await say('data: a\n\n');
      clock.tick(119_999);
      expect(log).to.deep.equal(['open', 'message']);
      clock.tick(1);
      expect(log).to.deep.equal(['open', 'message', 'timeout']);
    });

    it('never ends one that is told so', async () => {
      const { log, say } = answering({ body: {}, idleTimeout: 0 });
      await microtasks();
      await say('data: a\n\n');
      clock.tick(3_600_000);
      expect(log).to.deep.equal(['open', 'message']);
    });
  });

  describe('between the last message and a clean close', () => {
    for (const [wait, expected] of [
      [999, 'end'],
      [1_000, 'connect'],
    ] as const) {
      it(`of ${wait} ms leads to: ${expected}`, () => {
        const { log, state, say, closeProperly } = play({ maxRetries: 1 });
        say('a');
        closeProperly();
        clock.tick(30_000);
        state.isNew = false;
        say('a');
        clock.tick(wait);
        closeProperly();
        clock.tick(30_000);
        expect(log.at(-1)).to.equal(expected);
      });
    }

    it('does not count as a failure where it shows a quiet feed', () => {
      const { log, state, say, server, closeProperly } = play({ maxRetries: 1 });
      state.lastEventId = '1';
      say('a');
      closeProperly();
      for (let i = 0; i < 10; i++) {
        clock.tick(30_000);
        server().onOpen();
        closeProperly({ hasHeartbeats: true });
      }
      expect(log.filter((entry) => entry.startsWith('e'))).to.deep.equal([]);
    });
  });

  describe('in which the reader leaves the page', () => {
    const leave = () => dispatchEvent(new Event('beforeunload', { cancelable: true }));

    it('knows no failure, and asks again when the page has stayed', () => {
      const { log, say, fail } = play();
      say('a');
      leave();
      fail();
      clock.tick(2_999);
      expect(log).to.deep.equal(['connect']);
      clock.tick(1);
      expect(log).to.deep.equal(['connect', 'retry 1']);
      clock.tick(1_000);
      expect(log.at(-1)).to.equal('connect');
    });

    it('shows no error of what cannot be asked again until the page has stayed for long', () => {
      const { log, say, fail } = play({ body: {} });
      say('a');
      leave();
      fail();
      clock.tick(29_999);
      expect(log).to.deep.equal(['connect']);
      clock.tick(1);
      expect(log).to.deep.equal(['connect', 'error interrupted']);
    });

    it('ends as ever where all is said', () => {
      const { log, say, closeProperly } = play({ body: {} });
      say('a');
      leave();
      closeProperly();
      expect(log).to.deep.equal(['connect', 'end']);
    });

    it('says nothing when EventSource reconnects', () => {
      const { log, say, server } = play();
      say('a');
      leave();
      server().onEnd({ type: 'reconnecting', error: lost });
      expect(log).to.deep.equal(['connect']);
    });

    it('is over when the page is shown again, and never once the stream is closed', () => {
      const one = play({ body: {} });
      one.say('a');
      leave();
      dispatchEvent(new PageTransitionEvent('pageshow'));
      one.fail();
      expect(one.log).to.deep.equal(['connect', 'error interrupted']);
      const other = play({ body: {} });
      leave();
      other.fail(new StreamError('http', '404', { status: 404 }));
      other.stream.close();
      clock.tick(100_000);
      expect(other.log).to.deep.equal(['connect']);
    });
  });
});
