import type { Format, FormatOptions } from './format.js';
import { deltaAt, jsonFormat, matches } from './read-json.js';
import { text } from './text.js';

/** Any JSON: `path` says where the text is, `when` which messages have it. */
export const json = ({ path, when }: FormatOptions): Format => ({
  ...jsonFormat('json', (value) => (matches(value, when) ? deltaAt(value, path) : null), false),
  end: text.end ?? [],
});
