import type { StreamErrorKind } from '../stream/errors.js';

/** Every word the element itself shows or speaks. Error sentences go by the error's `kind`. */
export type Strings = Readonly<
  Record<
    | 'generating'
    | 'complete'
    | 'stopped'
    | 'retry'
    | 'controls'
    | 'pause'
    | 'play'
    | 'skip'
    | 'replay'
    | 'copy'
    | 'copied'
    | 'notCopied'
    | StreamErrorKind,
    string
  >
>;

export const ENGLISH: Strings = {
  generating: 'Generating…',
  complete: 'Response complete',
  stopped: 'Stopped',
  retry: 'Retry',
  controls: 'Playback',
  pause: 'Pause',
  play: 'Play',
  skip: 'Skip',
  replay: 'Replay',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'The text could not be copied.',
  network: 'The connection could not be made.',
  http: 'The server answered with an error.',
  'content-type': 'The server did not answer with a stream of text.',
  timeout: 'The server did not answer in time.',
  format: 'The answer could not be read.',
  server: 'The server reported a problem.',
  interrupted: 'The answer broke off before it was complete.',
  limit: 'The answer was too large to read.',
};
