import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import {
  GraphemeQueue,
  countGraphemes,
  endsInHalf,
  lastClusterStart,
  takeGraphemes,
} from '../../src/typing/graphemes.js';
import { nastyText, pieces } from '../support/random.js';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const clusters = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment);

/** Where a cluster of a text ends, the end of the text included. */
const boundaries = (text: string): Set<number> =>
  new Set([...Array.from(segmenter.segment(text), ({ index }) => index), text.length]);

const SCRIPTS: readonly [name: string, text: string][] = [
  ['plain letters', 'Hello, Wörld!'],
  ['families', '👨‍👩‍👧‍👦👩‍❤️‍💋‍👨'],
  ['flags', '🇩🇪🇫🇷🇯🇵'],
  ['a flag of tags', '🏴󠁧󠁢󠁥󠁮󠁧󠁿!'],
  ['skin tones', '👍🏽👩🏿‍🚀'],
  ['keycaps', '1️⃣#️⃣'],
  ['Devanagari', 'क्षत्रिय नि'],
  ['Thai', 'น้ำกำ'],
  ['Hangul', '한국어'],
  ['Hangul jamo', '\u1112\u1161\u11ab\u1100\u116e\u11a8'],
  ['combining marks', 'e\u0301\u0323o\u0308x'],
  ['variation selectors', '❤️☺︎❤'],
  ['CR LF', 'a\r\nb\r\rc\n'],
  ['lone halves', 'a\ud83db\ude00\ud83d'],
  ['kana with voicing marks', 'か\u3099ハ\u309a'],
  ['Arabic with a number sign', '\u0600\u0661بِسْم'],
  ['a letter under a hundred marks', `z${'\u0301\u0323'.repeat(50)}y`],
];

describe('the number of graphemes', () => {
  for (const [name, text] of SCRIPTS) {
    it(`of ${name} is that of Intl.Segmenter`, () => {
      expect(countGraphemes(text)).to.equal(clusters(text).length);
    });
  }

  it('of any text is that of Intl.Segmenter', () => {
    const any = fc.oneof(
      nastyText(),
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(any, (text) => {
        expect(countGraphemes(text)).to.equal(clusters(text).length);
      }),
    );
  });

  it('is one for each character that is counted without a segmenter, beside any other', () => {
    // All that the quick way knows, in twos: none may join another.
    const plain = Array.from({ length: 0xffff }, (_, code) => String.fromCharCode(code)).filter(
      (character) =>
        countGraphemes(character.repeat(3)) === 3 && lastClusterStart(`${character}a`) === 1,
    );
    const text = `${plain.join('')}${plain.reverse().join('')}`;
    expect(plain.length).to.be.above(20_000);
    expect(countGraphemes(text)).to.equal(clusters(text).length);
  });

  it('of nothing is none', () => {
    expect(countGraphemes('')).to.equal(0);
  });
});

describe('the place where the last cluster begins', () => {
  for (const [name, text] of SCRIPTS) {
    it(`is that of Intl.Segmenter, after each unit of ${name}`, () => {
      for (let length = 1; length <= text.length; length++) {
        const start = text.slice(0, length);
        const whole = endsInHalf(start) ? start.slice(0, -1) : start;
        const expected = whole.length - (clusters(whole).at(-1)?.length ?? 0);
        expect(lastClusterStart(start), `of ${length} units`).to.equal(expected);
      }
    });
  }

  it('of nothing, and of half a pair, is the start', () => {
    expect(lastClusterStart('')).to.equal(0);
    expect(lastClusterStart('\ud83d')).to.equal(0);
  });
});

describe('the first graphemes of a text', () => {
  it('are as many as were asked for, and all where there are fewer', () => {
    expect(takeGraphemes('abc', 2)).to.equal('ab');
    expect(takeGraphemes('abc', 0)).to.equal('');
    expect(takeGraphemes('abc', 9)).to.equal('abc');
    expect(takeGraphemes('👨‍👩‍👧‍👦🇩🇪x', 2)).to.equal('👨‍👩‍👧‍👦🇩🇪');
    expect(takeGraphemes('', 3)).to.equal('');
  });

  it('are whole also where one cluster is longer than what is looked at', () => {
    const zalgo = `z${'\u0301'.repeat(500)}`;
    expect(takeGraphemes(`${zalgo}abc`, 1)).to.equal(zalgo);
    expect(takeGraphemes(`${zalgo}abc`, 2)).to.equal(`${zalgo}a`);
  });

  it('are whole also where what is looked at ends within a pair that joins', () => {
    for (let marks = 60; marks < 100; marks++) {
      const cluster = `z${'\u0301'.repeat(marks)}🏽`;
      expect(takeGraphemes(`${cluster}abc`, 1), `with ${marks} marks`).to.equal(cluster);
    }
  });

  it('are those of Intl.Segmenter, of any text', () => {
    fc.assert(
      fc.property(nastyText(200), fc.nat(60), (text, count) => {
        expect(takeGraphemes(text, count)).to.equal(clusters(text).slice(0, count).join(''));
      }),
    );
  });
});

describe('a queue of graphemes', () => {
  it('holds back the last cluster, whatever it is', () => {
    const queue = new GraphemeQueue();
    queue.push('abc');
    expect(queue.length).to.equal(2);
    expect(queue.isHolding).to.be.true;
    expect(queue.take(Infinity)).to.equal('ab');
    expect(queue.length).to.equal(0);
    expect(queue.isHolding).to.be.true;
    queue.release(false);
    expect(queue.isHolding).to.be.false;
    expect(queue.take(Infinity)).to.equal('c');
  });

  it('gives what it is asked for, in order', () => {
    const queue = new GraphemeQueue();
    queue.push('abcdef');
    expect([queue.take(2), queue.take(0), queue.take(-1), queue.take(2)]).to.deep.equal([
      ...['ab', '', '', 'cd'],
    ]);
    expect(queue.length).to.equal(1);
    expect(queue.take(5)).to.equal('e');
    expect(queue.take(5)).to.equal('');
  });

  it('keeps half a character back until it is final', () => {
    const queue = new GraphemeQueue();
    queue.push('a\ud83d');
    expect(queue.take(Infinity)).to.equal('');
    queue.release(false);
    expect(queue.take(Infinity)).to.equal('a');
    expect(queue.isHolding).to.be.true;
    queue.push('\ude00');
    queue.release(false);
    expect(queue.take(Infinity)).to.equal('😀');
    queue.push('\ud83d');
    queue.release(true);
    expect(queue.take(Infinity)).to.equal('\ud83d');
    expect(queue.isHolding).to.be.false;
  });

  for (const [name, text] of SCRIPTS) {
    it(`shows no half of a cluster of ${name}, split at any one place or at all`, () => {
      const whole = boundaries(text);
      const splits = Array.from({ length: text.length + 1 }, (_, at) => [
        text.slice(0, at),
        text.slice(at),
      ]);
      for (const parts of [...splits, pieces(text, [1])]) {
        const queue = new GraphemeQueue();
        let taken = '';
        for (const part of parts) {
          queue.push(part);
          while (queue.length > 0) {
            taken += queue.take(1);
            expect(whole.has(taken.length), JSON.stringify([parts, taken])).to.be.true;
          }
        }
        queue.release(true);
        expect(taken + queue.take(Infinity)).to.equal(text);
      }
    });
  }

  it('counts what it holds', () => {
    for (const [name, text] of SCRIPTS) {
      const queue = new GraphemeQueue();
      for (const part of pieces(text, [1])) queue.push(part);
      queue.release(true);
      expect(queue.length, name).to.equal(clusters(text).length);
    }
  });

  type Step = number | 'release';
  const steps = (release: boolean) =>
    fc.array(release ? fc.oneof(fc.nat(6), fc.constant<Step>('release')) : fc.nat(6), {
      minLength: 1,
      maxLength: 12,
    });
  const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 8 });

  it('gives whole clusters, and all of any text, however it is split and taken', () => {
    fc.assert(
      fc.property(nastyText(), sizes, steps(false), (text, lengths, counts) => {
        const whole = boundaries(text);
        const queue = new GraphemeQueue();
        let taken = '';
        pieces(text, lengths).forEach((piece, index) => {
          queue.push(piece);
          const count = counts[index % counts.length] as number;
          const before = queue.length;
          const part = queue.take(count);
          taken += part;
          expect(whole.has(taken.length), JSON.stringify(taken)).to.be.true;
          expect(countGraphemes(part)).to.equal(Math.min(count, before));
        });
        queue.release(true);
        expect(taken + queue.take(Infinity)).to.equal(text);
        expect(queue.length).to.equal(0);
      }),
    );
  });

  it('loses nothing and ends up empty although it was released in between', () => {
    fc.assert(
      fc.property(nastyText(), sizes, steps(true), (text, lengths, todo) => {
        const queue = new GraphemeQueue();
        let taken = '';
        pieces(text, lengths).forEach((piece, index) => {
          queue.push(piece);
          const step = todo[index % todo.length]!;
          if (step === 'release') queue.release(false);
          else taken += queue.take(step);
        });
        queue.release(true);
        for (let turn = 0; queue.length > 0; turn++) {
          const part = queue.take(1);
          expect(part, 'a take that gives nothing though something waits').to.not.equal('');
          taken += part;
        }
        expect(taken).to.equal(text);
      }),
    );
  });

  it('keeps the first units of what waits, held back or not', () => {
    fc.assert(
      fc.property(nastyText(), fc.nat(10), fc.nat(50), (text, count, length) => {
        const queue = new GraphemeQueue();
        queue.push(text);
        const taken = queue.take(count);
        queue.truncate(length);
        queue.release(true);
        expect(queue.take(Infinity)).to.equal(text.slice(taken.length).slice(0, length));
      }),
    );
  });
});
