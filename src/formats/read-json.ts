import { StreamError } from '../stream/errors.js';
import type { StreamMessage } from '../stream/message.js';
import type { Delta, Format } from './format.js';

/** How much of the data an error message shows. */
const EXCERPT_LENGTH = 200;

/** Where APIs write what went wrong. */
const ERROR_PATHS = 'error.message error errorText message detail';

/** The words of a space-separated value. */
const words = (value: string): string[] => value.split(/\s+/).filter(Boolean);

/** What stands at a dot path; undefined where nothing does. An empty path: the value itself. */
export const at = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce(
      (inner, key) => (key ? (inner as Record<string, unknown> | null)?.[key] : inner),
      value,
    );

/**
 * The text of a value: a string, or an answer in parts, as in `[{ text }, { thinking }]`.
 *
 * @param thinking the parts that a model only thinks, in place of those it says
 * @returns undefined where there can be no text
 */
export function textOf(value: unknown, thinking = false): string | undefined {
  if (typeof value === 'string') return thinking ? undefined : value;
  if (Array.isArray(value)) return value.map((part) => textOf(part, thinking) ?? '').join('');
  if (!value) return undefined;
  const isReasoning = at(value, 'type') === 'reasoning';
  const thought =
    at(value, 'thinking') ??
    (isReasoning ? at(value, 'summary') : at(value, 'thought') && at(value, 'text'));
  if (thought) return thinking ? textOf(thought) : '';
  return textOf(at(value, 'text') ?? at(value, 'content'), thinking);
}

/** The text at the first of some paths that has one. A path after "=" holds the whole text so far. */
export function deltaAt(value: unknown, paths: string): Delta | null {
  // No path at all is one: the empty one.
  for (const path of paths.trim().split(/\s+/)) {
    const replace = path.startsWith('=');
    const text = textOf(at(value, replace ? path.slice(1) : path));
    if (text !== undefined) return { text, replace };
  }
  return null;
}

export const textAt = (value: unknown, paths: string): string | undefined =>
  deltaAt(value, paths)?.text;

/** Whether all filters of a `when` attribute agree: `key.path=value|value`, or just `key.path`. */
export const matches = (value: unknown, when: string): boolean =>
  words(when).every((filter) => {
    const [path = '', values] = filter.split(/=(.*)/);
    const found = at(value, path) ?? null;
    const word = typeof found === 'string' ? found : JSON.stringify(found);
    return values === undefined ? found !== null : values.split('|').includes(word);
  });

/** A failure that the API reports, in its own words. */
export const serverError = (value: unknown, paths: string): StreamError =>
  new StreamError('server', textAt(value, paths) ?? excerpt(JSON.stringify(value)));

/** The same, where the data need not be JSON. */
export function errorIn(data: string): StreamError {
  try {
    return serverError(JSON.parse(data), ERROR_PATHS);
  } catch {
    return new StreamError('server', excerpt(data));
  }
}

export const formatError = (name: string, problem: string, data: string): StreamError =>
  new StreamError('format', `format="${name}" ${problem}: ${excerpt(data)}`);

const excerpt = (data: string): string => data.slice(0, EXCERPT_LENGTH);

/** A format whose messages are JSON. What all APIs write alike is read here, errors above all. */
export const jsonFormat = (
  name: string,
  read: (value: unknown) => Delta | null,
  terminated = true,
): Format => ({
  end: ['[DONE]'],
  terminated,
  parse(message) {
    const { data } = message;
    // A heartbeat may be an event without data.
    if (!data.trim()) return null;
    let value: unknown;
    try {
      value = JSON.parse(data);
    } catch {
      return { error: formatError(name, 'expects JSON, and got', data) };
    }
    const delta = read(value);
    return isError(value, message) ? { ...delta, error: serverError(value, ERROR_PATHS) } : delta;
  },
});

const isError = (value: unknown, { event }: StreamMessage): boolean =>
  Boolean(at(value, 'error')) ||
  [event, at(value, 'type'), at(value, 'event'), at(value, 'object')].includes('error');
