import type { StreamError } from '../stream/errors.js';
import type { StreamMessage } from '../stream/message.js';

/** Why a model stopped, in one word for all providers. */
export type FinishReason = 'stop' | 'length' | 'content-filter' | 'tool-calls' | 'error' | 'other';

/** What an answer cost, in tokens, as far as the provider says it. */
export interface Usage {
  readonly inputTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
  readonly totalTokens?: number | undefined;
  /** The provider's own object. */
  readonly raw: unknown;
}

/** What one message means. */
export interface Delta {
  /** Text to append. */
  readonly text?: string | undefined;
  /** A model's thinking text; never part of the text. */
  readonly reasoning?: string | undefined;
  /** `text` replaces everything before it. */
  readonly replace?: boolean | undefined;
  /** The stream is complete: it is closed, and nothing after this is read. */
  readonly done?: boolean | undefined;
  /** The answer is complete: from here on the server may close, terminator or not. */
  readonly complete?: boolean | undefined;
  /** The stream itself reports a failure. */
  readonly error?: StreamError | undefined;
  readonly finishReason?: FinishReason | undefined;
  readonly usage?: Usage | undefined;
}

/** How the messages of one API are read. It may remember what it read: each connection has its own. */
export interface Format {
  /** SSE event names that carry text. Default: all of them. */
  readonly events?: readonly string[];
  /** Data sentinels that end the stream, compared exactly. */
  readonly end?: readonly string[];
  /** The API ends its streams with a terminator, so a close without one is a broken stream. */
  readonly terminated: boolean;
  /** Reads one message; null when it carries nothing. */
  parse(message: StreamMessage): Delta | null;
}

/** The attributes that some formats take. */
export interface FormatOptions {
  readonly path: string;
  readonly when: string;
}

/** Makes the format of one connection. */
export type FormatFactory = (options: FormatOptions) => Format;
