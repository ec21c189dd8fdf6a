import type { FinishReason } from './format.js';

/** The words of all providers. The order matters, since `incomplete` also contains `complete`. */
const WORDS: readonly (readonly [RegExp, FinishReason])[] = [
  [/error|fail|malformed|unexpected|timeout|insufficient|abort|cancel/i, 'error'],
  [/filter|safety|refus|block|prohibit|recitation|spii|sensitive|guardrail/i, 'content-filter'],
  [/tool|function|call/i, 'tool-calls'],
  [/length|limit|max|exceed|window|incomplete/i, 'length'],
  [/stop|eos|complete|done|success|^end|^finish(ed)?$/i, 'stop'],
];

/** A provider's reason as a FinishReason; undefined if there is none yet. */
export const finishReasonOf = (word: unknown): FinishReason | undefined =>
  typeof word !== 'string' || word === '' || word === 'null'
    ? undefined
    : (WORDS.find(([pattern]) => pattern.test(word))?.[1] ?? 'other');
