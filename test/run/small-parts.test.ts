import { expect } from '@open-wc/testing';
import { announcement } from '../../src/element/announcement.js';
import { Finished } from '../../src/run/finished.js';
import { text } from '../../src/formats/text.js';
import { ENGLISH } from '../../src/element/strings.js';
import { StreamError, reasonOf } from '../../src/stream/errors.js';
import { STREAM_STATES, type StreamState } from '../../src/run/state.js';

describe('what a screen reader hears', () => {
  const SENTENCE = 'The server did not answer in time.';
  const spoken = (state: StreamState, announce: 'status' | 'final' | 'off' = 'status') =>
    announcement(state, announce, ENGLISH, SENTENCE, 'All of it.');

  it('is a word on how it goes in each state, and never the text', () => {
    expect(STREAM_STATES.map((state) => [state, spoken(state)])).to.deep.equal([
      ['idle', ''],
      ['connecting', 'Generating…'],
      ['streaming', 'Generating…'],
      ['retrying', 'Generating…'],
      ['typing', 'Generating…'],
      ['done', 'Response complete'],
      ['stopped', 'Stopped'],
      ['error', SENTENCE],
    ]);
  });

  it('is also the text, once it is complete, with announce="final"', () => {
    for (const state of STREAM_STATES) {
      const expected = state === 'done' ? 'Response complete. All of it.' : spoken(state);
      expect(spoken(state, 'final'), state).to.equal(expected);
    }
  });

  it('is nothing with announce="off"', () => {
    for (const state of STREAM_STATES) expect(spoken(state, 'off'), state).to.equal('');
  });

  it('is in the words it is given', () => {
    const strings = { ...ENGLISH, complete: 'Fertig' };
    expect(announcement('done', 'status', strings, '', '')).to.equal('Fertig');
  });
});

describe('the promise of a run', () => {
  it('resolves to its value', async () => {
    const finished = new Finished('element');
    finished.resolve();
    expect(await finished.promise).to.equal('element');
  });

  it('rejects with the reason', async () => {
    const finished = new Finished('element');
    const reason = new Error('no');
    finished.reject(reason);
    expect(await finished.promise.catch((thrown: unknown) => thrown)).to.equal(reason);
  });

  it('settles once', async () => {
    const finished = new Finished('element');
    finished.resolve();
    finished.reject(new Error('late'));
    expect(await finished.promise).to.equal('element');
  });

  it('is the same for the next run while it is pending, and new once it is settled', async () => {
    const first = new Finished('element');
    expect(first.renewed()).to.equal(first);
    first.resolve();
    const second = first.renewed();
    expect(second).to.not.equal(first);
    expect(second.promise).to.not.equal(first.promise);
    expect(second.renewed()).to.equal(second);
    second.reject(new Error('no'));
    const third = second.renewed();
    expect(third).to.not.equal(second);
    third.resolve();
    expect(await third.promise).to.equal('element');
  });

  it('is no unhandled rejection where nobody asks', async () => {
    const unhandled: unknown[] = [];
    const listen = (event: PromiseRejectionEvent) => {
      event.preventDefault();
      unhandled.push(event.reason);
    };
    addEventListener('unhandledrejection', listen);
    new Finished('element').reject(new Error('nobody asked'));
    // It is reported in a task of its own, after the microtasks; a second message comes later.
    for (let task = 0; task < 2; task++) {
      await new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(null);
      });
    }
    removeEventListener('unhandledrejection', listen);
    expect(unhandled).to.deep.equal([]);
  });
});

describe('the text format', () => {
  it('takes the data as the text, whatever it looks like', () => {
    for (const data of ['hi', '', '{"a":1}', ' spaces ', 'two\nlines']) {
      expect(text.parse({ event: 'message', data, id: '' })).to.deep.equal({ text: data });
    }
  });

  it('has no terminator of its own, so that a close is no failure', () => {
    expect(text.terminated).to.be.false;
    expect(text.end).to.deep.equal(['end', '[DONE]']);
    expect(text.events).to.deep.equal(['message']);
  });
});

describe('a stream error', () => {
  it('says whether another attempt may help, by its kind unless it is told', () => {
    expect(new StreamError('network', 'm').retryable).to.be.true;
    expect(new StreamError('http', 'm').retryable).to.be.false;
    expect(new StreamError('http', 'm', { retryable: true }).retryable).to.be.true;
    expect(new StreamError('timeout', 'm', { retryable: false }).retryable).to.be.false;
  });

  it('carries what is known', () => {
    const cause = new TypeError('because');
    const error = new StreamError('http', 'answered 429', { status: 429, retryAfter: 9, cause });
    const { name, kind, message, status, retryAfter } = error;
    expect({ name, kind, message, status, retryAfter }).to.deep.equal({
      ...{ name: 'StreamError', kind: 'http', message: 'answered 429' },
      ...{ status: 429, retryAfter: 9 },
    });
    expect(error.cause).to.equal(cause);
    expect(error).to.be.an.instanceOf(Error);
    expect('cause' in new StreamError('http', 'm')).to.be.false;
  });

  it('finds the message of anything that is thrown', () => {
    expect(reasonOf(new TypeError('bad'))).to.equal('bad');
    expect(reasonOf('a string')).to.equal('a string');
    expect(reasonOf(undefined)).to.equal('undefined');
  });
});
