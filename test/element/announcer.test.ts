import { expect } from '@open-wc/testing';
import { useFakeTimers, type SinonFakeTimers } from 'sinon';
import {
  Announcer,
  announcement,
  type Announce,
  type Situation,
} from '../../src/element/announcer.js';
import { ENGLISH } from '../../src/element/strings.js';
import { StreamError } from '../../src/stream/errors.js';
import { STREAM_STATES, type StreamState } from '../../src/run/state.js';

describe('what a screen reader hears', () => {
  const SENTENCE = 'The server did not answer in time.';
  const situation = (state: StreamState, more?: Partial<Situation>): Situation => ({
    state,
    announce: 'status',
    strings: ENGLISH,
    error: state === 'error' ? new StreamError('timeout', '') : null,
    finishReason: null,
    text: () => 'All of it.',
    length: 10,
    paused: false,
    ...more,
  });
  const spoken = (state: StreamState, announce: Announce = 'status', more?: Partial<Situation>) =>
    announcement(situation(state, { announce, ...more }));

  it('is a word on how it goes in each state, and never the text', () => {
    expect(STREAM_STATES.map((state) => [state, spoken(state)])).to.deep.equal([
      ['idle', ''],
      ['connecting', 'Generating…'],
      ['streaming', 'Generating…'],
      ['retrying', 'Connection lost, trying again'],
      ['typing', 'Generating…'],
      ['done', 'Response complete'],
      ['stopped', 'Stopped'],
      ['error', SENTENCE],
    ]);
  });

  it('is that the answer was cut off, where the provider did so', () => {
    expect(spoken('done', 'status', { finishReason: 'length' })).to.equal('Answer cut off');
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
    expect(spoken('done', 'status', { strings })).to.equal('Fertig');
  });

  describe('in the page', () => {
    let clock: SinonFakeTimers;
    let region: HTMLElement;
    let now: Situation;
    let announcer: Announcer;

    beforeEach(() => {
      clock = useFakeTimers({
        toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'],
      });
      region = document.createElement('span');
      announcer = new Announcer(region, () => now);
    });

    afterEach(() => clock.restore());

    /** What is said from here on. */
    const told = (next: Situation): string => {
      region.textContent = '';
      now = next;
      announcer.update();
      return region.textContent;
    };

    it('is the end of an answer once: not in other words, not in another way, not after a move', () => {
      for (const state of ['done', 'stopped', 'error'] as const) {
        const ended = situation(state);
        expect(told(ended), state).to.equal(spoken(state));
        const others: Partial<Situation>[] = [
          { strings: { ...ENGLISH, complete: 'Fertig', stopped: 'Halt', timeout: 'Zu langsam' } },
          { announce: 'final' },
          { announce: 'off' },
          {},
        ];
        for (const other of others) expect(told({ ...ended, ...other }), state).to.equal('');
        announcer.quiet();
        expect(told(ended), state).to.equal('');
      }
      expect(clock.countTimers()).to.equal(0);
    });

    it('is each of two failures in a row', () => {
      told(situation('error'));
      const error = new StreamError('network', '');
      expect(told(situation('error', { error }))).to.equal(ENGLISH.network);
    });

    it('is again that the answer is written, when the element is back', () => {
      told(situation('streaming'));
      announcer.quiet();
      expect(clock.countTimers()).to.equal(0);
      expect(told(situation('streaming'))).to.equal('Generating…');
    });

    it('is still that the answer is written, after something else was said', () => {
      told(situation('streaming'));
      announcer.say('Copied');
      clock.tick(7_000);
      expect(region.textContent).to.equal('Generating…');
    });
  });
});
