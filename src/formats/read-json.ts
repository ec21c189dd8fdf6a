/** The words of a space-separated value. */
export const words = (value: string): string[] => value.split(/\s+/).filter(Boolean);

export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null;

/** The value at a dot path, or undefined if there is none. An empty path is the value itself. */
export function at(value: unknown, path: string): unknown {
  if (!path) return value;
  const dot = path.lastIndexOf('.');
  const holder = dot < 0 ? value : at(value, path.slice(0, dot));
  const key = path.slice(dot + 1);
  // Only own properties, so that a path never leads into a prototype.
  if (!isObject(holder) || !Object.hasOwn(holder, key)) return undefined;
  return (holder as Record<string, unknown>)[key];
}

/**
 * The text of a value: a string, a number (some encoders turn "1" into 1), or an answer in parts, as
 * in `[{ text }, { thinking }]`.
 *
 * @param thinking takes the parts with reasoning, instead of those with text
 * @returns undefined if the value cannot have text
 */
export function textOf(value: unknown, thinking = false): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') {
    return thinking ? undefined : String(value);
  }
  if (Array.isArray(value)) return value.map((part) => textOf(part, thinking) ?? '').join('');
  if (!isObject(value)) return undefined;
  const thought = at(value, 'thinking') ?? (at(value, 'thought') && at(value, 'text'));
  if (thought) return thinking ? textOf(thought) : '';
  switch (at(value, 'type')) {
    case 'reasoning':
      return textOf([at(value, 'summary'), at(value, 'content')], thinking);
    case 'reasoning_text':
    case 'summary_text':
      return thinking ? textOf(at(value, 'text')) : '';
  }
  return textOf(at(value, 'text') ?? at(value, 'content') ?? at(value, 'refusal'), thinking);
}

/** The text at the first of these paths with a text; "" if all texts are empty. */
export function textAt(value: unknown, paths: string): string | undefined {
  let found: string | undefined;
  for (const path of paths.split(' ')) {
    const text = textOf(at(value, path));
    if (text) return text;
    found ??= text;
  }
  return found;
}

/** Whether all filters of a `when` attribute match: `key.path=value|value`, or just `key.path`. */
export const matches = (value: unknown, when: string): boolean =>
  words(when).every((filter) => {
    const [path = '', values] = filter.split(/=(.*)/);
    const found = at(value, path) ?? null;
    const word = typeof found === 'string' ? found : JSON.stringify(found);
    return values === undefined ? found !== null : values.split('|').includes(word);
  });

/** The type and keys that show which API a message belongs to: ` @event type key key … `. */
export function signOf(event: string, value: unknown): string {
  // Some APIs send their messages in one array.
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const types = ['type', 'event_type', 'event', 'object'].map((key) => at(first, key));
  const keys = isObject(first) ? Object.keys(first) : [];
  return ` @${event} ${[types.find(Boolean), ...keys].join(' ')} `;
}
