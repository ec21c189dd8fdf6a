import { expect } from '@open-wc/testing';
import {
  STREAM_STATES,
  isActive,
  isReceiving,
  nextState,
  type StreamSignal,
  type StreamState,
} from '../../src/run/state.js';

/** For each state, what each signal makes of it; a dot: nothing. */
const TABLE = `
                idle        connecting  streaming   retrying    typing      done        stopped     error
  connect       connecting  .           connecting  connecting  connecting  connecting  connecting  connecting
  open          .           streaming   .           streaming   .           .           .           .
  feed          streaming   .           .           .           streaming   streaming   streaming   streaming
  lose          .           retrying    retrying    .           .           .           .           .
  receive-all   typing      typing      typing      typing      .           .           .           .
  type-all      .           .           .           .           done        .           .           .
  stop          .           stopped     stopped     stopped     stopped     .           .           .
  fail          error       error       error       error       error       error       error       .
  reset         .           idle        idle        idle        idle        idle        idle        idle
`;

const [states = [], ...rows] = TABLE.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));

describe('the state of a run', () => {
  it('has a column in the table for each state, in the order of a run', () => {
    expect(states).to.deep.equal([...STREAM_STATES]);
  });

  for (const [signal = '', ...cells] of rows) {
    for (const [index, cell] of cells.entries()) {
      const from = states[index] as StreamState;
      const to = cell === '.' ? from : cell;
      it(`${to === from ? 'stays' : 'goes from'} ${from}${to === from ? '' : ` to ${to}`} on "${signal}"`, () => {
        expect(nextState(from, signal as StreamSignal)).to.equal(to);
      });
    }
  }

  it('is active while something may still be received or typed', () => {
    expect(STREAM_STATES.filter(isActive)).to.deep.equal([
      'connecting',
      'streaming',
      'retrying',
      'typing',
    ]);
  });

  it('is receiving while more text may come', () => {
    expect(STREAM_STATES.filter(isReceiving)).to.deep.equal([
      'connecting',
      'streaming',
      'retrying',
    ]);
  });
});
