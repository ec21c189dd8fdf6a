import type { Format, FormatOptions } from './format.js';
import { jsonMessages } from './json-format.js';
import { deltaAt, matches } from './read-json.js';
import { text } from './text.js';

/** Any JSON: `path` says where the text is, `when` which messages have it. */
export function json({ path = '', when = '' }: FormatOptions = {}): Format {
  const read = (value: unknown) => (matches(value, when) ? deltaAt(value, path) : null);
  const format = jsonMessages('json', read, { terminated: false, tellsComplaints: !when });
  return {
    ...format,
    sentinel: text().sentinel ?? [],
    expects: `JSON with the text at path="${path}"`,
  };
}
