import type { Delta, Format, FormatOptions } from './format.js';
import { jsonMessages } from './json-format.js';
import { matches, textAt } from './read-json.js';
import { text } from './text.js';

/** Any JSON: `path` says where the text is, `when` which messages have text. */
export function json({ path = '', when = '' }: FormatOptions = {}): Format {
  // An empty `path` is one path, to the value itself. A path after "=" leads to the whole text so far.
  const paths = path.trim().split(/\s+/);
  const read = (value: unknown): Delta | null => {
    if (!matches(value, when)) return null;
    const textOf = (one: string) => textAt(value, one.replace(/^=/, ''));
    const found = paths.find(textOf) ?? paths.find((one) => textOf(one) === '');
    return found === undefined ? null : { text: textOf(found), replace: found.startsWith('=') };
  };
  const format = jsonMessages('json', read, { terminated: false, tellsComplaints: !when });
  return {
    ...format,
    sentinel: text().sentinel ?? [],
    expects: `JSON with the text at path="${path}"`,
  };
}
