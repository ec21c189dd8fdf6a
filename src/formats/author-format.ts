import { StreamError, reasonOf } from '../stream/errors.js';
import type { Delta, Format } from './format.js';
import { isObject } from './read-json.js';

/** Wraps an author's format, which may be written without types, and checks what it returns. */
export const authorFormat = (format: Format): Format => ({
  events: format.events,
  sentinel: format.sentinel,
  expects: format.expects,
  // The value may depend on the messages that the format has read.
  get terminated() {
    return format.terminated;
  },
  parse: (message) => toDelta(format.parse(message)),
});

const FIELD = /^(text|reasoning|replace|done|whole|complete|error|finishReason|usage)$/;

/** Converts the result of an author's `parse`, and reads each field once. Throws a TypeError if invalid. */
export function toDelta(given: unknown): Delta | null {
  // `condition && text` may be false.
  if (given == null || given === false) return null;
  if (typeof (given as PromiseLike<unknown>).then === 'function') {
    throw new TypeError(
      '`parse` must return at once, and gave a promise. What takes time goes to write()',
    );
  }
  if (isObject(given) && !Object.keys(given).some((key) => FIELD.test(key))) {
    // A plain object of another window has another Object.prototype, whose prototype is null too.
    const prototype: unknown = Object.getPrototypeOf(given);
    if (prototype && Object.getPrototypeOf(prototype)) {
      throw new TypeError('`parse` must return a string, a delta or null');
    }
    if (Object.keys(given).length > 0) return null;
  }
  const delta: { -readonly [Field in keyof Delta]: unknown } = {
    // Own fields, since the page may have added these to Object.prototype.
    text: undefined,
    error: undefined,
    ...(isObject(given) ? given : { text: given }),
  };
  delta.text = toText('text', delta.text);
  delta.reasoning = toText('reasoning', delta.reasoning);
  const { error } = delta;
  // Compared by name, since another copy of the package has another class.
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
