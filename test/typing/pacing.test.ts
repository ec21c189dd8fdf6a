import { expect } from '@open-wc/testing';
import { markstream, none, ours, smoothStream, useSmooth } from '../../bench/pacing/contenders.js';
import { RECORDED } from '../../bench/pacing/recorded.js';
import { simulate, type Result } from '../../bench/pacing/simulate.js';
import { TRACES, trace, type Trace } from '../../bench/pacing/trace.js';

const traces: readonly Trace[] = [...TRACES, trace('recorded', RECORDED)];
const peers = { useSmooth, smoothStream, markstream, none };
const named = (name: string): Trace => traces.find((one) => one.name.startsWith(name))!;
const others = (given: Trace): [string, Result][] =>
  Object.entries(peers).map(([name, create]) => [name, simulate(create, given)]);

describe('speed="auto", in simulation', () => {
  for (const name of ['bursts', 'end in mid-burst', 'recorded']) {
    it(`is more even than any other, without a frozen moment: ${name}`, () => {
      const result = simulate(ours, named(name));
      expect(result.frozen).to.equal(0);
      expect(result.lag).to.be.below(500);
      expect(result.drain).to.be.below(700);
      for (const [peer, other] of others(named(name))) {
        expect(result.unevenness, peer).to.be.below(other.unevenness);
        expect(result.frozen, peer).to.be.at.most(other.frozen);
      }
    });
  }

  it('is more even than any other on a steady stream, and less than 0.1 s behind', () => {
    const result = simulate(ours, named('steady'));
    expect(result.lag).to.be.below(100);
    expect(result.frozen).to.equal(0);
    for (const [peer, other] of others(named('steady'))) {
      expect(result.unevenness, peer).to.be.below(other.unevenness);
    }
  });

  it('keeps up with 1000 characters a second as evenly as any that does', () => {
    const result = simulate(ours, named('1000/s'));
    expect(result.lag).to.be.below(100);
    expect(result.frozen).to.equal(0);
    const keepingUp = others(named('1000/s')).filter(([, { lag }]) => lag < 1_000);
    for (const [peer, other] of keepingUp) {
      expect(result.unevenness, peer).to.be.below(other.unevenness + 0.02);
    }
  });

  it('takes in a flood after a silence in less than 2 s, and not in one leap', () => {
    const result = simulate(ours, named('silence'));
    expect(result.frozen).to.equal(0);
    expect(result.drain).to.be.below(2_000);
    expect(result.jump).to.be.below(80);
  });

  it('gives the same figures every time', () => {
    for (const given of traces) expect(simulate(ours, given)).to.deep.equal(simulate(ours, given));
  });
});
