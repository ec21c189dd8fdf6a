import { StreamError, reasonOf } from '../stream/errors.js';
import type { Delta } from './format.js';
import { isObject } from './read-json.js';

/** Another copy of the package has a class of its own. */
const isStreamError = (value: unknown): value is StreamError =>
  value instanceof Error && value.name === 'StreamError';

function toText(value: unknown, field: string): string | undefined {
  if (value == null || typeof value === 'string') return value ?? undefined;
  if (typeof value === 'number') return String(value);
  throw new TypeError(`\`${field}\` must be a string, and is ${typeof value}`);
}

function toError(value: unknown): StreamError | undefined {
  if (!value) return undefined;
  if (isStreamError(value)) return value;
  return new StreamError('format', `\`parse\` reported: ${reasonOf(value)}`, { cause: value });
}

/**
 * What a `parse` gave, as the run can use it: an author may have written it without types. Throws
 * where it is nothing that can be used. Each field is read once.
 */
export function toDelta(given: unknown): Delta | null {
  // `condition && text` gives false.
  if (given == null || given === false) return null;
  if (!isObject(given)) return { text: toText(given, 'parse') };
  const { text, reasoning, replace, done, complete, error, finishReason, usage } = given as Delta;
  if (typeof (given as { then?: unknown }).then === 'function') {
    throw new TypeError('`parse` must return at once, and gave a promise');
  }
  return {
    text: toText(text, 'text'),
    reasoning: toText(reasoning, 'reasoning'),
    replace: Boolean(replace),
    done: Boolean(done),
    complete: Boolean(complete),
    error: toError(error),
    finishReason,
    usage,
  };
}
