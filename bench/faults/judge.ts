import { graphemes } from '../../demo-server/texts.js';
import type { Fault } from './faults.js';
import { TEXT } from './faults.js';
import type { Outcome } from './job.js';

export interface Run extends Outcome {
  readonly requests: number;
  /** It was stopped, since it came to no end by itself. */
  readonly stopped: boolean;
  /** The requests of its last seconds. */
  readonly late: number;
  /** The connections that it held at the end. */
  readonly open: number;
  /** Milliseconds between its last two requests. */
  readonly gap: number;
}

export interface Verdict {
  readonly good: boolean;
  readonly words: string;
}

/** In the words of the table: the text, how it ended, how many requests, the reason. */
export function judge(fault: Fault, run: Run): Verdict {
  if (run.impossible) return { good: false, words: 'cannot' };
  const expected = fault.expected ?? TEXT;
  const text = compare(expected, run.text);
  const told = run.failed && run.reason !== '';
  const stops = fault.isError ? told : run.ended || (Boolean(fault.mayFail) && told);
  const waits = fault.minGap === undefined || run.gap >= fault.minGap;
  const good = text === 'exact' && stops && waits && run.requests <= fault.maxRequests;
  const words = [
    text === 'exact' && expected === '' ? '' : text,
    ending(run),
    `${run.requests} request${run.requests === 1 ? '' : 's'}${run.stopped ? ' in 8 s' : ''}`,
    fault.minGap !== undefined && run.requests > 1 && `after ${(run.gap / 1000).toFixed(1)} s`,
  ];
  return { good, words: words.filter(Boolean).join(', ') };
}

function ending(run: Run): string {
  if (run.ended) return 'ends';
  if (run.failed) return run.reason ? `error “${short(run.reason)}”` : 'error without a reason';
  const reason = run.reason ? ` (“${short(run.reason)}”)` : '';
  if (run.late > 0) return `**asks again for ever**${reason}`;
  return (run.open > 0 ? '**waits for ever**' : 'stops without a word') + reason;
}

/** The first words of a reason. Addresses and ports differ from run to run. */
function short(reason: string): string {
  const words = reason
    .replace(/https?:\/\/[^\s/]+/g, '')
    .replace(/\?\S*/g, '')
    .replace(/\s+/g, ' ')
    .replace(/\|/g, '/')
    .trim();
  return words.length > 48 ? `${words.slice(0, 47).trimEnd()}…` : words;
}

/** How many characters are missing, and how many are there too often. */
export function compare(expected: string, got: string): string {
  if (expected === got) return 'exact';
  const [all, some] = [graphemes(expected), graphemes(got.slice(0, 5000))];
  const common = longestCommon(all, some);
  const lost = all.length - common;
  const more = some.length - common;
  // An error's body, where a client puts it into the text.
  const isForeign = some.some((grapheme) => !all.includes(grapheme));
  const extra = isForeign ? `shows ${more} of something else` : `repeated ${more}`;
  return [lost && `lost ${lost}`, more && extra].filter(Boolean).join(', ');
}

/** The length of the longest common subsequence. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const one of a) {
    const next = [0];
    for (const [index, other] of b.entries()) {
      next.push(
        one === other ? (row[index] ?? 0) + 1 : Math.max(next[index] ?? 0, row[index + 1] ?? 0),
      );
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
