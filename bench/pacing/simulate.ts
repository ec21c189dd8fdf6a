import type { Contender } from './contenders.js';
import type { Trace } from './trace.js';

const FRAME = 1000 / 60;
const WINDOW = 100;
/** A source that is silent for longer leaves nobody anything to show. */
const SILENCE = 2_000;

export interface Result {
  /** Milliseconds from a character's arrival until it is on screen: the mean over all. */
  readonly lag: number;
  readonly worstLag: number;
  /** Coefficient of variation of the characters shown per 100 ms; 0 is perfectly even. */
  readonly unevenness: number;
  /** Windows of 100 ms without a new character, while the source was not silent for 2 s. */
  readonly frozen: number;
  readonly windows: number;
  /** Milliseconds from the end of the stream until the last character is on screen. */
  readonly drain: number;
  /** The most characters in one frame. */
  readonly jump: number;
}

/** Runs a trace through a contender, 60 frames a second. Deterministic. */
export function simulate(create: () => Contender, { arrivals }: Trace): Result {
  const contender = create();
  const total = arrivals.reduce((sum, { text }) => sum + text.length, 0);
  const end = arrivals.at(-1)?.time ?? 0;
  const shownAt: { time: number; count: number }[] = [];
  let [next, shown, jump, lagSum, worstLag] = [0, 0, 0, 0, 0];
  const arrivedAt = arrivals.flatMap(({ time, text }) => Array<number>(text.length).fill(time));
  for (let time = 0; shown < total && time < end + 300_000; time += FRAME) {
    while (arrivals[next] && arrivals[next]!.time <= time) {
      contender.push(arrivals[next]!.text, arrivals[next]!.time);
      next += 1;
      if (next === arrivals.length) contender.complete(end);
    }
    const now = contender.frame(time);
    if (now > shown) shownAt.push({ time, count: now - shown });
    jump = Math.max(jump, now - shown);
    for (; shown < now; shown += 1) {
      const lag = time - arrivedAt[shown]!;
      lagSum += lag;
      worstLag = Math.max(worstLag, lag);
    }
  }
  const counts = countWindows(shownAt, arrivals);
  return {
    lag: lagSum / total,
    worstLag,
    unevenness: variation(counts),
    frozen: counts.filter((count) => count === 0).length,
    windows: counts.length,
    drain: (shownAt.at(-1)?.time ?? 0) - end,
    jump,
  };
}

/** Characters per window from the first to the last shown, without the silences of the source. */
function countWindows(
  shownAt: readonly { time: number; count: number }[],
  arrivals: Trace['arrivals'],
): number[] {
  const start = shownAt[0]?.time ?? 0;
  const length = Math.floor(((shownAt.at(-1)?.time ?? 0) - start) / WINDOW);
  const counts = Array<number>(Math.max(1, length)).fill(0);
  for (const { time, count } of shownAt) {
    const index = Math.floor((time - start) / WINDOW);
    if (index < counts.length) counts[index]! += count;
  }
  return counts.filter((count, index) => {
    const time = start + index * WINDOW;
    const before = arrivals.findLast((arrival) => arrival.time <= time)?.time ?? 0;
    const after = arrivals.find((arrival) => arrival.time > time)?.time ?? Infinity;
    const silent = after - before > SILENCE && after < Infinity && time - before > WINDOW;
    return count > 0 || !silent;
  });
}

function variation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return Math.sqrt(variance) / mean;
}
