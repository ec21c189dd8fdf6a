import type { StreamError } from '../stream/errors.js';

/** All words that the element shows or announces. */
export const ENGLISH = {
  // Announced by a screen reader.
  generating: 'Generating…',
  reconnecting: 'Connection lost, trying again',
  complete: 'Response complete',
  cutOff: 'Answer cut off',
  stopped: 'Stopped',
  // Shown while the connection is lost. `{seconds}` is the time left.
  lost: 'Connection lost.',
  retryIn: 'Trying again in {seconds} s.',
  retrying: 'Trying again…',
  offline: 'You are offline. The answer goes on when you are back.',
  // Buttons.
  tryNow: 'Try now',
  retry: 'Try again',
  controls: 'Playback',
  stop: 'Stop',
  continue: 'Continue',
  pause: 'Pause',
  play: 'Play',
  skip: 'Skip',
  replay: 'Replay',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Not copied: the browser does not allow it.',
  latest: 'Jump to the latest',
  // Names of Markdown's blocks, and of the checkboxes of a task list.
  code: 'Code',
  table: 'Table',
  footnotes: 'Footnotes',
  footnoteBack: 'Back to the text',
  taskDone: 'Done',
  taskOpen: 'To do',
  // Why the stream gave up, by HTTP status; `status5xx` is any from 500.
  status401: 'You need to sign in to get this answer.',
  status403: 'You are not allowed to get this answer.',
  status404: 'This answer does not exist.',
  status408: 'The server waited too long for the request.',
  status413: 'The question is too long.',
  status429: 'Too many requests at the moment.',
  status5xx: 'The server has a problem.',
  // Why the stream gave up, by the error's kind.
  network: 'The connection could not be made.',
  http: 'The server answered with an error.',
  'content-type': 'The server did not answer with a stream of text.',
  timeout: 'The server did not answer in time.',
  format: 'The answer could not be read.',
  server: 'The server reported a problem.',
  interrupted: 'The answer broke off before it was complete.',
  limit: 'The answer was too large to read.',
};

export type Strings = Readonly<Record<keyof typeof ENGLISH, string>>;

/** The author's strings, and the English ones where a string is missing. */
export function allStrings(given: Partial<Strings> | null | undefined): Strings {
  if (!given) return ENGLISH;
  // A framework may set a string to undefined.
  const known = Object.entries(given).filter(([, word]) => word !== undefined);
  return { ...ENGLISH, ...(Object.fromEntries(known) as Partial<Strings>) };
}

/** The error as a sentence for the reader. Pure. */
export function sentenceFor({ kind, status = 0 }: StreamError, strings: Strings): string {
  if (kind !== 'http') return strings[kind];
  const name = status >= 500 ? 'status5xx' : `status${status}`;
  return (strings as Partial<Record<string, string>>)[name] ?? strings.http;
}
