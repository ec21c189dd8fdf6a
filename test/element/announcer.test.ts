import { expect } from '@open-wc/testing';
import { announcement, type Announce, type Situation } from '../../src/element/announcer.js';
import { ENGLISH } from '../../src/element/strings.js';
import { STREAM_STATES, type StreamState } from '../../src/run/state.js';

describe('what a screen reader hears', () => {
  const SENTENCE = 'The server did not answer in time.';
  const spoken = (state: StreamState, announce: Announce = 'status', more?: Partial<Situation>) =>
    announcement({
      state,
      announce,
      strings: ENGLISH,
      sentence: SENTENCE,
      isTruncated: false,
      text: () => 'All of it.',
      length: 10,
      paused: false,
      ...more,
    });

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
    expect(spoken('done', 'status', { isTruncated: true })).to.equal('Answer cut off');
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
});
