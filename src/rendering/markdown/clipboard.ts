import { toHtml } from './parser/html.js';

/** What a copy of an answer holds, by media type: its source, and what it looks like. */
export const toClipboard = (source: string): Record<'text/plain' | 'text/html', string> => ({
  'text/plain': source,
  'text/html': toHtml(source),
});
