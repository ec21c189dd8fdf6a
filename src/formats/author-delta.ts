import { StreamError, reasonOf } from '../stream/errors.js';
import type { Delta } from './format.js';
import { isObject } from './read-json.js';

/**
 * What a `parse` gave, as the run can use it: an author may have written it without types. Throws
 * where it is nothing that can be used. Each field is read once.
 */
export function toDelta(given: unknown): Delta | null {
  // `condition && text` gives false.
  if (given == null || given === false) return null;
  if (typeof (given as PromiseLike<unknown>).then === 'function') {
    throw new TypeError(
      '`parse` must return at once, and gave a promise. What takes time goes to write()',
    );
  }
  const delta: { -readonly [Field in keyof Delta]: unknown } = {
    // Its own, for a script of the page may have given one to all objects.
    text: undefined,
    error: undefined,
    ...(isObject(given) ? given : { text: given }),
  };
  delta.text = toText('text', delta.text);
  delta.reasoning = toText('reasoning', delta.reasoning);
  const { error } = delta;
  // By its name: another copy of the package has a class of its own.
  if (error && (error as Error).name !== 'StreamError') {
    delta.error = new StreamError('format', `\`parse\` failed: ${reasonOf(error)}`, {
      cause: error,
    });
  }
  return delta as Delta;
}

function toText(field: keyof Delta, value: unknown): string | undefined {
  if (value == null) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw new TypeError(`\`${field}\` must be a string, and is ${typeof value}`);
}
