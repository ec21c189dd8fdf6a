import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { useFakeTimers, type SinonFakeTimers } from 'sinon';
import type { Speed } from '../../src/typing/pacer.js';
import { Typist } from '../../src/typing/typist.js';
import { wholeUnits, type Unit } from '../../src/typing/units.js';
import { cleanUp, expectTyped, mount, shownText } from '../support/element.js';
import { nastyText, pieces } from '../support/random.js';

const FRAME = 1000 / 60;

/** What is typed in each frame in which something is. */
function shown(text: string, by: Unit, speed: Speed, sizes: readonly number[] = [1]): string[] {
  const typist = new Typist();
  typist.speed = speed;
  typist.by = by;
  const result: string[] = [];
  let time = 0;
  const frame = () => {
    const typed = typist.type(time);
    if (typed) result.push(typed);
    time += FRAME;
  };
  for (const piece of pieces(text, sizes)) {
    typist.push(piece, time);
    frame();
  }
  typist.complete();
  while (!typist.isIdle && time < 200_000) frame();
  return result;
}

describe('whole words', () => {
  it('end where the next one begins', () => {
    for (const [text, whole] of [
      ['', ''],
      ['Hel', ''],
      ['Hello, ', ''],
      ['Hello, w', 'Hello, '],
      ['Hello, world. And', 'Hello, world. '],
      ["don't st", "don't "],
      ['1,234.56 km', '1,234.56 '],
    ] as const) {
      expect(text.slice(0, wholeUnits(text, 'word')), text).to.equal(whole);
    }
  });

  it('are found in Chinese and Japanese, which have no spaces', () => {
    for (const text of ['好一朵美麗的茉莉花，芬芳美麗', '今日は良い天気ですね。明日は']) {
      const whole = wholeUnits(text, 'word');
      expect(whole).to.be.within(text.length - 4, text.length - 1);
      const starts = [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)];
      expect(starts.map(({ index }) => index)).to.include(whole);
    }
  });

  it('are not waited for without end', () => {
    expect(wholeUnits('x'.repeat(199), 'word')).to.equal(0);
    expect(wholeUnits('x'.repeat(200), 'word')).to.equal(200);
    expect(wholeUnits('═'.repeat(300), 'word')).to.equal(300);
  });
});

describe('whole lines', () => {
  it('end with their newline', () => {
    expect(wholeUnits('one\ntwo\nthr', 'line')).to.equal('one\ntwo\n'.length);
    expect(wholeUnits('one', 'line')).to.equal(0);
  });
});

describe('typing by the word', () => {
  const TEXT = 'Some words, a few; and "quoted" ones: the end.';

  it('never shows a part of one, however it arrives', () => {
    for (const speed of ['auto', 'instant', 30] as const) {
      for (const size of [1, 3, 100]) {
        const parts = shown(TEXT, 'word', speed, [size]);
        expect(parts.join('')).to.equal(TEXT);
        let length = 0;
        for (const part of parts.slice(0, -1)) {
          length += part.length;
          expect(`${TEXT[length - 1]!}|${TEXT[length]!}`).to.match(/[^\w]\|\w|^\w\|[^\w]/);
        }
      }
    }
  });

  it('shows one after the other at a slow pace', () => {
    expect(shown(TEXT, 'word', 30, [100])).to.deep.equal([
      'Some ',
      'words, ',
      'a ',
      'few; ',
      'and "',
      'quoted" ',
      'ones: ',
      'the ',
      'end.',
    ]);
  });

  it('waits no longer than a second for the rest of a word', () => {
    const typist = new Typist();
    typist.by = 'word';
    typist.speed = 'instant';
    typist.push('hello wor', 0);
    expect(typist.type(0)).to.equal('hello ');
    expect(typist.type(900)).to.equal('');
    expect(typist.type(1_000)).to.equal('wor');
    expect(typist.isIdle).to.be.true;
  });

  it('is all of any text, as is typing by the line', () => {
    const units = fc.constantFrom<Unit>('word', 'line');
    const speeds = fc.constantFrom<Speed>('auto', 'instant', 400);
    const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(nastyText(), units, speeds, lengths, (text, by, speed, sizes) => {
        expect(shown(text, by, speed, sizes).join('')).to.equal(text);
      }),
      { numRuns: 300 },
    );
  });
});

describe('typing by the line', () => {
  it('shows each line when it is whole, and the last one at the end', () => {
    const parts = shown('one\ntwo two\n\nlast', 'line', 100, [4]);
    expect(parts.filter((part) => part !== '\n')).to.deep.equal(['one\n', 'two two\n', 'last']);
    expect(parts.join('')).to.equal('one\ntwo two\n\nlast');
  });

  it('forgets what is cut off while it waits', () => {
    const typist = new Typist();
    typist.by = 'line';
    typist.speed = 'instant';
    typist.push('a line that is not', 0);
    expect(typist.type(0)).to.equal('');
    typist.truncate(6);
    typist.push('.\n', 10);
    typist.complete();
    expect(typist.type(10)).to.equal('a line.\n');
  });

  it('gives everything when it is asked for all', () => {
    const typist = new Typist();
    typist.by = 'line';
    typist.push('no newline', 0);
    typist.type(100);
    typist.release();
    expect(typist.typeAll(200)).to.equal('no newline');
    expect(typist.isIdle).to.be.true;
  });
});

describe('the by attribute', () => {
  let clock: SinonFakeTimers;

  beforeEach(() => {
    clock = useFakeTimers({
      toFake: ['requestAnimationFrame', 'cancelAnimationFrame', 'performance'],
    });
  });

  afterEach(() => {
    clock.restore();
    cleanUp();
  });

  it('shows words, may change in the middle, and loses nothing', async () => {
    const element = mount({ speed: 20 });
    element.setAttribute('by', 'word');
    await element.updateComplete;
    element.write('several words and\nlines, one by one');
    clock.tick(600);
    expect(shownText(element)).to.equal('several ');
    element.by = 'line';
    await element.updateComplete;
    clock.tick(600);
    expect(shownText(element)).to.equal('several words and\n');
    element.by = 'grapheme';
    await element.updateComplete;
    clock.tick(100);
    expect(shownText(element).length).to.be.within(19, 27);
    element.end();
    clock.tick(2_000);
    expectTyped(element, 'several words and\nlines, one by one');
    expect(element.state).to.equal('done');
  });

  it('does not hold back with skip()', async () => {
    const element = mount({ speed: 20, by: 'line' });
    await element.updateComplete;
    element.write('no newline');
    element.skip();
    expectTyped(element, 'no newline');
  });
});
