import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { FrameBudget } from '../../src/typing/frame-budget.js';
import { nastyText } from '../support/random.js';

/** How many frames of 16 ms a text takes, and the most lines one of them shows. */
function show(text: string): { frames: number; lines: number; shown: string } {
  const budget = new FrameBudget();
  let shown = '';
  let lines = 0;
  let frames = 0;
  while (shown.length < text.length) {
    budget.begin(frames++ * 16);
    const taken = budget.take(text.slice(shown.length));
    lines = Math.max(lines, taken.split('\n').length - 1);
    shown += taken;
  }
  return { frames, lines, shown };
}

describe('what a frame may show', () => {
  it('counts lines as well as characters, since an empty line costs a layout too', () => {
    const { lines, shown } = show('\n'.repeat(100_000));
    expect(lines).to.be.within(300, 1_600);
    expect(shown).to.have.length(100_000);
  });

  it('is hardly less for prose than for one line', () => {
    const prose = `${'word '.repeat(100)}\n\n`.repeat(1_000);
    const line = 'word '.repeat(100_400);
    expect(show(prose).frames).to.be.at.most(show(line).frames * 1.5);
  });

  it('is what is left of it when text comes in several pieces', () => {
    const budget = new FrameBudget();
    budget.begin(0);
    const first = budget.take('x'.repeat(30_000));
    expect(budget.isFull).to.equal(false);
    const second = budget.take('x'.repeat(30_000));
    expect(budget.isFull).to.equal(true);
    expect(first.length + second.length).to.equal(44 * 1024);
    expect(budget.take('x')).to.equal('');
    budget.begin(16);
    expect(budget.take('x')).to.equal('x');
  });

  it('has a limit for all that is shown between two frames, since the next one draws it', () => {
    const budget = new FrameBudget();
    const flood = 'x'.repeat(300_000);
    const between = (mustGoOn?: boolean) => {
      budget.beginBetween(0, mustGoOn);
      return budget.take(flood).length;
    };
    budget.begin(0);
    expect(between()).to.equal(48 * 1024);
    expect(between()).to.equal(0);
    expect(budget.isFull).to.equal(true);
    // Where there may be no frames at all it goes on, a little at a time.
    expect(between(true)).to.equal(8 * 1024);
    budget.begin(16);
    expect(budget.take(flood)).to.have.length(10 * 1024);
    budget.begin(32);
    expect(budget.take(flood)).to.have.length.above(40_000);
  });

  it('cuts no grapheme, and always goes on', () => {
    fc.assert(
      fc.property(nastyText(), (text) => {
        const long = text.repeat(Math.ceil(60_000 / Math.max(1, text.length)));
        expect(show(long).shown === long).to.equal(true);
      }),
      { numRuns: 20 },
    );
  });
});
