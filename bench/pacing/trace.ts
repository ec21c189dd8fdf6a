import { prose } from '../../demo-server/texts.js';

/** Text that arrives, in milliseconds from the first byte. */
export interface Arrival {
  readonly time: number;
  readonly text: string;
}

export interface Trace {
  readonly name: string;
  readonly arrivals: readonly Arrival[];
}

/** The same numbers in every run (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Cuts a text in pieces that arrive at given times. */
export function trace(name: string, sizes: readonly (readonly [time: number, size: number])[]) {
  const text = prose(sizes.reduce((sum, [, size]) => sum + size, 0));
  let start = 0;
  const arrivals = sizes.map(([time, size]) => {
    const piece = { time, text: text.slice(start, start + size) };
    start += size;
    return piece;
  });
  return { name, arrivals };
}

/** Tokens of 2 to 6 characters at a mean rate, up to 20 ms early or late. */
function tokens(rate: number, from: number, to: number, seed: number): [number, number][] {
  const next = random(seed);
  const result: [number, number][] = [];
  for (let time = from; time < to;) {
    const size = 2 + Math.floor(next() * 5);
    result.push([Math.max(from, time + (next() - 0.5) * 40), size]);
    time += (size / rate) * 1000;
  }
  return result.sort(([a], [b]) => a - b);
}

const bursts = (size: number, interval: number, count: number): [number, number][] =>
  Array.from({ length: count }, (_, index) => [index * interval, size]);

export const TRACES: readonly Trace[] = [
  trace('steady 60/s', tokens(60, 0, 15_000, 1)),
  trace('bursts 150/550 ms', bursts(150, 550, 28)),
  trace('1000/s', tokens(1000, 0, 8_000, 2)),
  trace('silence, then a flood', [...tokens(60, 0, 5_000, 3), [25_000, 4_000]]),
  trace('end in mid-burst', [...bursts(150, 550, 8), [8 * 550, 150], [8 * 550 + 40, 90]]),
];
