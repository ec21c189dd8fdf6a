import type { StreamError } from '../stream/errors.js';
import type { StreamMessage } from '../stream/message.js';

/** What one message means. */
export interface Delta {
  /** Text to append. */
  readonly text?: string;
  /** A model's thinking text; never part of the text. */
  readonly reasoning?: string;
  /** `text` replaces everything before it. */
  readonly replace?: boolean;
  /** The stream is complete. */
  readonly done?: boolean;
  /** The stream itself reports a failure. */
  readonly error?: StreamError;
}

/** How the messages of one API are read. */
export interface Format {
  /** SSE event names that carry text. Default: `message`. */
  readonly events?: readonly string[];
  /** Data sentinels that end the stream, compared exactly. */
  readonly end?: readonly string[];
  /** The API ends its streams with a terminator, so a close without one is a broken stream. */
  readonly terminated: boolean;
  /** Reads one message; null when it carries nothing. Never throws. */
  parse(message: StreamMessage): Delta | null;
}
