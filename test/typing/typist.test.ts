import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { Pacer, type Speed } from '../../src/typing/pacer.js';
import { Typist } from '../../src/typing/typist.js';
import { nastyText, pieces } from '../support/random.js';

const FRAME = 1000 / 60;

interface Arrival {
  readonly time: number;
  readonly text: string;
}

interface Frame {
  readonly time: number;
  /** Characters typed so far, and received so far. */
  readonly typed: number;
  readonly received: number;
}

const chars = (count: number) => 'x'.repeat(count);
/** `count` characters every `interval` ms, from `start` up to before `end`. */
const every = (interval: number, count: number, end: number, start = 0): Arrival[] =>
  Array.from({ length: Math.ceil((end - start) / interval) }, (_, index) => ({
    time: start + index * interval,
    text: chars(count),
  }));

/** A typist under a clock of 60 frames a second. Every frame is noted, also one without typing. */
class Simulation {
  readonly typist = new Typist();
  readonly frames: Frame[] = [];
  output = '';
  time = 0;
  #received = 0;

  constructor(speed: Speed = 'auto') {
    this.typist.speed = speed;
  }

  /** Runs to a time, while text arrives. */
  run(until: number, arrivals: readonly Arrival[] = []): this {
    const waiting = [...arrivals];
    for (; this.time <= until; this.time += FRAME) {
      while (waiting[0] && waiting[0].time <= this.time) {
        const { text, time } = waiting.shift()!;
        this.typist.push(text, time);
        this.#received += text.length;
      }
      // The display asks for frames only while something waits.
      if (!this.typist.isIdle) this.output += this.typist.type(this.time);
      const { time, output } = this;
      this.frames.push({ time, typed: output.length, received: this.#received });
    }
    return this;
  }

  /** Milliseconds of rest, when nothing calls the typist. */
  rest(milliseconds: number): this {
    this.time += milliseconds;
    return this;
  }

  /** How many ms ago the character typed last at a time, of all the text, had arrived. */
  lagAt(index: number): number {
    const { time, typed } = this.frames[index]!;
    const arrived = this.frames.find(({ received }) => received > typed);
    return arrived ? Math.max(0, time - arrived.time) : 0;
  }

  worstLag(from: number, to = Infinity): number {
    const lags = this.frames.map(({ time }, index) =>
      time >= from && time <= to ? this.lagAt(index) : 0,
    );
    return Math.max(...lags);
  }

  meanLag(from: number): number {
    const lags = this.frames.flatMap(({ time }, index) =>
      time >= from ? [this.lagAt(index)] : [],
    );
    return lags.reduce((sum, lag) => sum + lag, 0) / lags.length;
  }

  /** The longest time without a new character, between two times. */
  longestFreeze(from: number, to: number): number {
    let longest = 0;
    let last = from;
    let typed = -1;
    for (const frame of this.frames.filter(({ time }) => time >= from && time <= to)) {
      if (frame.typed !== typed) last = frame.time;
      typed = frame.typed;
      longest = Math.max(longest, frame.time - last);
    }
    return longest;
  }

  /** When the text was all typed, in ms after a time. */
  doneAfter(time: number): number {
    const { received } = this.frames.at(-1)!;
    const frame = this.frames.find(({ typed }) => typed === received);
    return frame ? frame.time - time : Infinity;
  }
}

describe('a speed that is a number', () => {
  for (const speed of [1, 12.5, 40, 59, 61, 300, 1000]) {
    it(`of ${speed} types just that many characters a second`, () => {
      const run = new Simulation(speed).run(10_000, [{ time: 0, text: chars(20_000) }]);
      expect(run.output.length).to.be.within(speed * 10 - 1, speed * 10 + 1 + speed * 0.017);
      for (const { time, typed } of run.frames) {
        expect(Math.abs(typed - (speed * time) / 1000)).to.be.at.most(2);
      }
    });
  }

  it('of 40 types 400 characters in 10 seconds', () => {
    const run = new Simulation(40).run(10_000, [{ time: 0, text: chars(20_000) }]);
    expect(run.output.length).to.be.within(399, 401);
  });

  it('types the first character at once', () => {
    const run = new Simulation(2).run(0, [{ time: 0, text: 'abc' }]);
    expect(run.output).to.equal('a');
  });

  it('does not catch up on the time when nothing was there to type', () => {
    const run = new Simulation(40).run(5_000, [{ time: 0, text: 'ab' }]);
    expect(run.output).to.equal('ab');
    const before = run.time;
    run.run(before + 1_000, [{ time: before, text: chars(500) }]);
    expect(run.output.length).to.be.within(2 + 39, 2 + 42);
  });

  it('does not owe what was due while the last character was held back', () => {
    const run = new Simulation(1_000).run(130, [{ time: 0, text: 'ab' }]);
    expect(run.output).to.equal('a');
    const { time } = run;
    run.run(time, [{ time, text: chars(500) }]);
    expect(run.output.length).to.be.at.most(1 + 1 + 17);
  });

  it('does not catch up on a pause', () => {
    for (const speed of [40, 300, 'auto'] as const) {
      const run = new Simulation(speed).run(1_500, [{ time: 0, text: chars(2_000) }]);
      const lately = run.output.length - run.frames.find(({ time }) => time >= 1_250)!.typed;
      const typed = run.output.length;
      run.rest(30_000).run(run.time);
      expect(run.output.length - typed, String(speed)).to.be.at.most(lately + 5);
    }
  });

  it('counts graphemes', () => {
    const run = new Simulation(10).run(1_000, [{ time: 0, text: '👨‍👩‍👧‍👦'.repeat(50) }]);
    expect(run.output.length / '👨‍👩‍👧‍👦'.length).to.be.within(10, 11);
  });

  it('may change in the middle', () => {
    const run = new Simulation(20).run(5_000, [{ time: 0, text: chars(5_000) }]);
    run.typist.speed = 100;
    run.run(10_000);
    expect(run.output.length).to.be.within(598, 603);
    run.typist.speed = 'auto';
    const before = run.output.length;
    run.run(10_200);
    expect(run.output.length).to.be.above(before);
    run.typist.speed = 'instant';
    run.run(10_200 + FRAME);
    // The very last waits: something may join it, until it is 150 ms old.
    expect(run.output.length).to.equal(5_000);
  });
});

describe('speed="instant"', () => {
  it('types all that is whole in the next frame', () => {
    const run = new Simulation('instant').run(0, [{ time: 0, text: 'all of it' }]);
    expect(run.output).to.equal('all of i');
    run.typist.complete();
    run.run(FRAME);
    expect(run.output).to.equal('all of it');
  });
});

describe('speed="auto"', () => {
  it('follows a steady stream of 60 characters a second closely', () => {
    const run = new Simulation().run(10_000, every(1000 / 60, 1, 10_000));
    expect(run.worstLag(2_000)).to.be.below(100);
    expect(run.longestFreeze(2_000, 9_900)).to.be.below(60);
  });

  it('follows 5 characters every 100 ms evenly', () => {
    const run = new Simulation().run(10_000, every(100, 5, 10_000));
    expect(run.worstLag(3_000)).to.be.below(250);
    expect(run.longestFreeze(3_000, 9_900)).to.be.below(80);
  });

  it('makes an even flow of bursts of 150 every 550 ms', () => {
    const run = new Simulation().run(12_000, every(550, 150, 12_000));
    expect(run.longestFreeze(600, 11_900)).to.be.below(100);
    // The last of a burst is typed when the next one comes, or the typing would freeze.
    expect(run.worstLag(3_000)).to.be.below(850);
    expect(run.meanLag(3_000)).to.be.below(600);
  });

  it('does so as well when a burst comes as 150 messages at one time', () => {
    const bursts = every(550, 150, 12_000).flatMap(({ time, text }) =>
      Array.from(text, (character, index) => ({ time: time + index * 0.02, text: character })),
    );
    const run = new Simulation().run(12_000, bursts);
    expect(run.longestFreeze(600, 11_900)).to.be.below(100);
    // The last of a burst is typed when the next one comes, or the typing would freeze.
    expect(run.worstLag(3_000)).to.be.below(850);
    expect(run.meanLag(3_000)).to.be.below(600);
  });

  it('keeps up with 1000 characters a second', () => {
    const run = new Simulation().run(10_000, every(20, 20, 10_000));
    expect(run.worstLag(3_000)).to.be.below(300);
  });

  it('types a character every 500 ms within 200 ms of its arrival', () => {
    const arrivals = every(500, 1, 10_000);
    const run = new Simulation().run(10_500, arrivals);
    for (const [index, { time }] of arrivals.entries()) {
      const typed = run.frames.find((frame) => frame.typed > index)!;
      expect(typed.time - time, `character ${index}`).to.be.below(200);
    }
  });

  it('catches up with a flood after a silence', () => {
    const flood = { time: 8_000, text: chars(5_000) };
    const run = new Simulation().run(14_000, [...every(100, 6, 3_000), flood]);
    expect(run.doneAfter(8_000)).to.be.below(3_000);
    // It begins at once, and does not jump.
    const shortly = run.frames.find(({ time }) => time >= 8_100)!;
    expect(shortly.typed).to.be.within(181, 180 + 1_500);
  });

  it('types no more than 4000 characters a second, and no fewer than 12', () => {
    const run = new Simulation().run(400, [{ time: 0, text: chars(4_000) }]);
    run.frames.slice(1).forEach(({ typed }, index) => {
      expect(typed - run.frames[index]!.typed).to.be.at.most(4_000 / 60 + 1);
    });
    const slow = new Simulation().run(5_000, [{ time: 0, text: chars(40) }]);
    expect(slow.longestFreeze(0, slow.doneAfter(0))).to.be.below(170);
    expect(slow.output).to.have.length(40);
  });

  it('shows within seconds what nobody can read along any more', () => {
    const run = new Simulation().run(12_000, [{ time: 0, text: chars(200_000) }]);
    expect(run.doneAfter(0)).to.be.below(9_000);
  });

  for (const [name, arrivals, end] of [
    ['bursts', every(550, 150, 6_000), 6_000],
    ['a steady stream', every(FRAME, 1, 6_000), 6_000],
    ['a fast stream', every(20, 20, 6_000), 6_000],
    ['a flood', [{ time: 0, text: chars(3_000) }], 100],
    ['a short answer', [{ time: 0, text: chars(60) }], 20],
    ['a paragraph at once', [{ time: 0, text: chars(400) }], 20],
  ] as const) {
    it(`types the rest of ${name} within a second after everything was received`, () => {
      const run = new Simulation().run(end, arrivals);
      run.typist.complete();
      run.run(end + 4_000);
      expect(run.doneAfter(end)).to.be.below(1_000);
      expect(run.typist.isIdle).to.be.true;
    });
  }
});

describe('a pacer', () => {
  it('is due as a whole number of what waits, at no time negative', () => {
    const step = fc.record({
      wait: fc.integer({ min: 0, max: 400 }),
      arrive: fc.nat(300),
      complete: fc.boolean(),
      speed: fc.constantFrom<Speed>('auto', 'instant', 0.1, 7, 5_000),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const pacer = new Pacer();
        let time = 0;
        let backlog = 0;
        for (const { wait, arrive, complete, speed } of steps) {
          time += wait;
          if (arrive > 0) {
            if (backlog === 0) pacer.wake(time);
            pacer.arrive(arrive, time);
            backlog += arrive;
          }
          const due = pacer.due(speed, backlog, time, complete);
          expect(Number.isInteger(due)).to.be.true;
          expect(due).to.be.within(0, backlog);
          if (speed === 'instant') expect(due).to.equal(backlog);
          backlog -= due;
        }
      }),
    );
  });

  it('takes a clock that goes back as one that stands', () => {
    const pacer = new Pacer();
    pacer.wake(1_000);
    pacer.arrive(100, 1_000);
    expect(pacer.due(40, 100, 1_000, false)).to.equal(1);
    expect(pacer.due(40, 99, 500, false)).to.equal(0);
  });
});

describe('a typist', () => {
  it('holds the last cluster for 150 ms, in case something joins it', () => {
    const typist = new Typist();
    typist.speed = 'instant';
    typist.push('a👩', 1_000);
    expect(typist.type(1_000)).to.equal('a');
    expect(typist.type(1_149)).to.equal('');
    expect(typist.isIdle).to.be.false;
    typist.push('\u200d🚀', 1_149);
    expect(typist.type(1_298)).to.equal('');
    expect(typist.type(1_299)).to.equal('👩\u200d🚀');
    expect(typist.isIdle).to.be.true;
  });

  it('holds nothing once everything was received', () => {
    const typist = new Typist();
    typist.push('x', 0);
    typist.complete();
    expect(typist.type(1)).to.equal('x');
    expect(typist.isIdle).to.be.true;
  });

  it('never shows half a character but at the end', () => {
    const typist = new Typist();
    typist.push('\ud83d', 0);
    typist.release();
    expect(typist.typeAll(10_000)).to.equal('');
    typist.complete();
    expect(typist.typeAll(10_001)).to.equal('\ud83d');
  });

  it('gives all that is whole when it is asked for all', () => {
    const typist = new Typist();
    typist.speed = 1;
    typist.push('hello', 0);
    expect(typist.typeAll(10)).to.equal('hell');
    typist.release();
    expect(typist.typeAll(20)).to.equal('o');
  });

  it('shows a flood in several frames, however fast it may type', () => {
    const flood = chars(400_000);
    for (const show of [
      (typist: Typist, time: number) => typist.type(time),
      (typist: Typist, time: number) => typist.typeAll(time),
      (typist: Typist, time: number) => {
        typist.by = 'line';
        return typist.type(time);
      },
    ]) {
      const typist = new Typist();
      typist.speed = 'instant';
      typist.push(flood, 0);
      typist.complete();
      let shown = '';
      for (let time = 16; !typist.isIdle; time += 16) {
        const part = show(typist, time);
        expect(part.length).to.be.at.most(96 * 1024);
        expect(time).to.be.at.most(160);
        shown += part;
      }
      expect(shown).to.equal(flood);
    }
  });

  /** What each frame shows of a flood, when a frame takes so long. */
  const framesOf = (frameTime: number): number[] => {
    const typist = new Typist();
    typist.speed = 'instant';
    typist.push(chars(2_000_000), 0);
    return Array.from({ length: 8 }, (_, index) => typist.type(index * frameTime).length);
  };

  it('shows more of a flood in a frame as long as frames are short', () => {
    const [first = 0, second = 0, ...others] = framesOf(17);
    expect(first).to.be.at.most(48 * 1024);
    expect(second).to.be.above(first);
    expect(others.at(-1)).to.equal(96 * 1024);
  });

  it('shows less of a flood in a frame when frames take long', () => {
    const [first = 0, second = 0, ...others] = framesOf(80);
    expect(second).to.be.below(first);
    expect(others.at(-1)).to.equal(8 * 1024);
  });

  it('learns from the frames that show something, also where a line is waited for', () => {
    const typist = new Typist();
    typist.speed = 'instant';
    typist.by = 'line';
    typist.push(chars(600_000), 0);
    // Nothing is shown before the line is whole, so these frames cost nothing.
    for (let frame = 0; frame < 30; frame++) expect(typist.type(frame * 16)).to.equal('');
    typist.push('\n', 500);
    typist.complete();
    const shown = Array.from({ length: 5 }, (_, index) => typist.type(600 + index * 80).length);
    expect(shown[0]).to.be.at.most(44 * 1024);
    expect(shown[4]).to.be.below((shown[0] ?? 0) / 2);
  });

  it('shows as much in each frame where frames take as long as they may', () => {
    expect(new Set(framesOf(32)).size).to.equal(1);
  });

  it('shows more than a slow page bears when it is told so, and of a flood a part', () => {
    const typist = new Typist();
    typist.push(chars(1_000_000), 0);
    typist.complete();
    for (let time = 0; time < 1000; time += 100) typist.typeAll(time);
    expect(typist.typeAll(1000)).to.have.length.below(10_000);
    expect(typist.typeAll(1100, true)).to.have.length(48 * 1024);
    expect(typist.isBehind).to.be.true;
  });

  it('holds the last cluster from the frame on where the time was not told', () => {
    const typist = new Typist();
    typist.speed = 'instant';
    typist.push('a', 0);
    expect(typist.collect('👩')).to.equal(true);
    expect(typist.type(1_000)).to.equal('a');
    expect(typist.type(1_149)).to.equal('');
    expect(typist.type(1_150)).to.equal('👩');
  });

  it('goes on after everything was received, when more comes after all', () => {
    const typist = new Typist();
    typist.speed = 'instant';
    typist.push('ab', 0);
    typist.complete();
    expect(typist.type(0)).to.equal('ab');
    typist.push('cd', 10);
    expect(typist.type(10)).to.equal('c');
    expect(typist.type(200)).to.equal('d');
  });

  it('is in no hurry when more comes after all', () => {
    const [fresh, resumed] = [new Simulation(), new Simulation()];
    for (const run of [fresh, resumed]) run.typist.push('ab', 0);
    resumed.typist.complete();
    fresh.typist.release();
    for (const run of [fresh, resumed]) run.run(200, [{ time: 0, text: chars(300) }]);
    expect(resumed.output).to.equal(fresh.output);
  });

  it('takes no text as no arrival', () => {
    const typist = new Typist();
    typist.push('', 0);
    expect(typist.isIdle).to.be.true;
    typist.push('a', 0);
    typist.push('', 140);
    typist.speed = 'instant';
    expect(typist.type(150)).to.equal('a');
  });

  it('forgets what is cut off', () => {
    const typist = new Typist();
    typist.push('hello world', 0);
    typist.truncate(5);
    typist.complete();
    expect(typist.typeAll(0)).to.equal('hello');
    typist.push('more', 0);
    typist.truncate(0);
    expect(typist.isIdle).to.be.true;
    expect(typist.typeAll(1_000)).to.equal('');
  });

  it('types all of any text, at any speed, however it arrives', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
    const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 5 });
    const speeds = fc.constantFrom<Speed>('auto', 'instant', 5, 80, 4_000);
    fc.assert(
      fc.property(nastyText(), lengths, gaps, speeds, (text, sizes, waits, speed) => {
        let time = 0;
        const arrivals = pieces(text, sizes).map((piece, index) => {
          time += waits[index % waits.length]!;
          return { time, text: piece };
        });
        const run = new Simulation(speed).run(time + FRAME, arrivals);
        expect(text.startsWith(run.output)).to.be.true;
        run.typist.complete();
        run.run(time + 30_000);
        expect(run.output).to.equal(text);
        expect(run.typist.isIdle).to.be.true;
      }),
    );
  });
});
