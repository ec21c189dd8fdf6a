import type { Usage } from './format.js';
import { isObject } from './read-json.js';

/** The keys of token counts, at any place in a message. */
const NAMES = [
  /^(input|prompt)(_tokens|Tokens|TokenCount|_eval_count)$/,
  /^((output|completion|candidates)(_tokens|Tokens|TokenCount)|eval_count)$/,
  /^total(_tokens|Tokens|TokenCount)$/,
];
const MAX_DEPTH = 6;

/** The token counts of a message, merged with the counts known already. */
export function usageIn(
  value: unknown,
  known: Usage | undefined,
  depth = MAX_DEPTH,
): Usage | undefined {
  if (!isObject(value) || depth === 0) return undefined;
  const entries = Object.entries(value) as [string, unknown][];
  const [inputTokens, outputTokens, totalTokens] = NAMES.map(
    (name) =>
      entries.find(
        (entry): entry is [string, number] => name.test(entry[0]) && typeof entry[1] === 'number',
      )?.[1],
  );
  if ((inputTokens ?? outputTokens ?? totalTokens) === undefined) {
    for (const [, inner] of entries) {
      const found = usageIn(inner, known, depth - 1);
      if (found) return found;
    }
    return undefined;
  }
  return {
    inputTokens: inputTokens ?? known?.inputTokens,
    outputTokens: outputTokens ?? known?.outputTokens,
    totalTokens: totalTokens ?? known?.totalTokens,
    raw: { ...(known?.raw as object | undefined), ...value },
  };
}
