import { StreamError, reasonOf } from '../stream/errors.js';
import type { Delta, Format } from './format.js';
import { isObject } from './read-json.js';

/** A format of an author, who may have written it without types: what it gives is checked. */
export const authorFormat = (format: Format): Format => ({
  events: format.events,
  sentinel: format.sentinel,
  expects: format.expects,
  // What it read may decide.
  get terminated() {
    return format.terminated;
  },
  parse: (message) => toDelta(format.parse(message)),
});

/** What a `parse` of an author gave, each field read once. Throws where it is nothing to be shown. */
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
