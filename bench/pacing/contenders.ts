import type { Speed } from '../../src/typing/pacer.js';
import { Typist } from '../../src/typing/typist.js';

/** Takes text as it arrives, and says at each frame how many characters are on screen. */
export interface Contender {
  push(text: string, time: number): void;
  complete(time: number): void;
  /** Characters on screen in total. */
  frame(time: number): number;
}

/** Ours, the whole typist: segmentation and the cluster that is held back included. */
export function ours(speed: Speed = 'auto'): Contender {
  const typist = new Typist();
  typist.speed = speed;
  let shown = 0;
  return {
    push: (text, time) => typist.push(text, time),
    complete: () => typist.complete(),
    frame(time) {
      // The display asks only while something waits.
      if (!typist.isIdle) shown += typist.type(time).length;
      return shown;
    },
  };
}

/** assistant-ui's useSmooth: a character takes 5 ms, or as much less as shows all in 250 ms. */
export function useSmooth(): Contender {
  let [received, shown] = [0, 0];
  let last: number | undefined;
  return {
    push: (text) => void (received += text.length),
    complete: () => undefined,
    frame(time) {
      const left = received - shown;
      if (left === 0) last = undefined;
      else {
        last ??= time;
        const each = Math.min(5, 250 / left);
        const count = Math.min(left, Math.floor((time - last) / each));
        last += count * each;
        shown += count;
      }
      return shown;
    },
  };
}

/** The AI SDK's smoothStream: whole words, 10 ms apart. */
export function smoothStream(): Contender {
  let buffer = '';
  let free = 0;
  let received = 0;
  let [shown, words]: [number, { time: number; size: number }[]] = [0, []];
  const emit = (size: number, time: number) => {
    free = Math.max(free + 10, time);
    words.push({ time: free, size });
  };
  return {
    push(text, time) {
      buffer += text;
      received += text.length;
      for (let match; (match = /^\s*\S+\s+/.exec(buffer));) {
        emit(match[0].length, time);
        buffer = buffer.slice(match[0].length);
      }
    },
    complete(time) {
      if (buffer) emit(buffer.length, time);
      buffer = '';
    },
    frame(time) {
      for (const { size } of words.filter((word) => word.time <= time)) shown += size;
      words = words.filter((word) => word.time > time);
      return Math.min(shown, received);
    },
  };
}

/**
 * markstream's smooth stream: what waits in 900 ms (350 ms when it is more than 600 characters),
 * 40 to 1000 a second, eased by a fifth each step, 30 steps a second of at most 80 characters,
 * 80 ms after the first.
 */
export function markstream(): Contender {
  let [received, shown, rate, budget] = [0, 0, 40, 0];
  let start: number | undefined;
  let last = 0;
  return {
    push(text, time) {
      if (received === shown) {
        start = start === undefined ? time : time - 80;
        last = time;
        budget = 0;
      }
      received += text.length;
    },
    complete: () => undefined,
    frame(time) {
      const left = received - shown;
      if (left === 0) {
        rate = 40;
        return shown;
      }
      const elapsed = Math.min(100, time - last);
      if (start === undefined || time - start < 80 || elapsed < 1000 / 30) return shown;
      last = time;
      const target = Math.min(1000, Math.max(40, left / (left > 600 ? 0.35 : 0.9)));
      rate += (target - rate) * 0.2;
      budget += (rate * elapsed) / 1000;
      const count = Math.min(left, Math.floor(budget), 80);
      budget -= count;
      shown += count;
      return shown;
    },
  };
}

/** A typewriter that knows one speed, as the libraries of that name. */
export const fixedRate = (speed: number) => (): Contender => ours(speed);

/** No pacing: what has arrived is there in the next frame. */
export function none(): Contender {
  let received = 0;
  return {
    push: (text) => void (received += text.length),
    complete: () => undefined,
    frame: () => received,
  };
}

export const CONTENDERS: Readonly<Record<string, () => Contender>> = {
  'typewriter-stream': ours,
  useSmooth,
  smoothStream,
  markstream,
  'fixed 40/s': fixedRate(40),
  'no pacing': none,
};
