import type { StreamErrorKind } from '../stream/errors.js';

/** Every word the element itself shows or speaks. Error sentences go by the error's `kind`. */
export type Strings = Readonly<
  Record<'generating' | 'complete' | 'stopped' | 'retry' | StreamErrorKind, string>
>;

export const ENGLISH: Strings = {
  generating: 'Generating…',
  complete: 'Response complete',
  stopped: 'Stopped',
  retry: 'Retry',
  network: 'The connection could not be made.',
  http: 'The server answered with an error.',
  'content-type': 'The server did not answer with a stream of text.',
  timeout: 'The server did not answer in time.',
  format: 'The answer could not be read.',
  server: 'The server reported a problem.',
  interrupted: 'The answer broke off before it was complete.',
  limit: 'The answer was too large to read.',
};
