import { StreamError } from './errors.js';

/** Characters of an unfinished message: a message without an end would fill the memory. */
export const MAX_MESSAGE_LENGTH = 32 * 1024 * 1024;

/** Characters of an id or an event's name. */
export const MAX_NAME_LENGTH = 64 * 1024;

/** In milliseconds. A longer timer would fire at once. */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** Bytes of an id in a request: most servers refuse header lines of more than 8 KiB. */
const MAX_SENT_ID_LENGTH = 4 * 1024;

/** Whether an id is short enough for a header line. */
export const isSendable = (id: string): boolean =>
  id.length <= MAX_SENT_ID_LENGTH && new TextEncoder().encode(id).length <= MAX_SENT_ID_LENGTH;

/** An id that is too long counts as none, so the server sends the text again from the start. */
export const keptId = (id: string): string => (id.length > MAX_NAME_LENGTH ? '' : id);

export const limitError = (what = 'message', limit = MAX_MESSAGE_LENGTH): StreamError =>
  new StreamError(
    'limit',
    `One ${what} is longer than ${String(limit)} characters and still not complete. ` +
      'Send the text in smaller events.',
  );
