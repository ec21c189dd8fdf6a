import type { StreamError } from '../stream/errors.js';
import type { StreamMessage } from '../stream/message.js';

/** Why a model stopped, in one word for all providers. */
export type FinishReason = 'stop' | 'length' | 'content-filter' | 'tool-calls' | 'error' | 'other';

/** What an answer cost, in tokens, as far as the provider says. */
export interface Usage {
  readonly inputTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
  readonly totalTokens?: number | undefined;
  /** The provider's own object. */
  readonly raw: unknown;
}

/** What one message means. An empty delta is a message that was understood and has nothing to show. */
export interface Delta {
  /** Text to append. */
  readonly text?: string | undefined;
  /** A model's thinking text; never part of the text. */
  readonly reasoning?: string | undefined;
  /** `text` replaces everything before it. */
  readonly replace?: boolean | undefined;
  /** The stream is complete. It is closed, and nothing after this message is read. */
  readonly done?: boolean | undefined;
  /** The answer is complete. From now on the server may close the stream without a terminator. */
  readonly complete?: boolean | undefined;
  /** This is a whole answer, from a server that does not stream. If nothing else comes, it is complete. */
  readonly whole?: boolean | undefined;
  /** The stream itself reports a failure. The text of the same message comes before it. */
  readonly error?: StreamError | undefined;
  /** Why the model stopped. */
  readonly finishReason?: FinishReason | undefined;
  /** All that is known so far of what the answer cost. */
  readonly usage?: Usage | undefined;
}

// Both have own fields, since a script of the page may have added these to Object.prototype.
export const textDelta = (text: string): Delta => ({ text, error: undefined });
export const errorDelta = (error: StreamError): Delta => ({ text: undefined, error });

/** Reads the messages of one API. It may remember what it has read of its answer. */
export interface Format {
  /** SSE event names that carry text. Default: all of them. */
  readonly events?: readonly string[] | undefined;
  /** Data that ends the stream and is not text, compared without surrounding spaces. */
  readonly sentinel?: readonly string[] | undefined;
  /** The API ends its streams with a terminator, so a close without one is a broken stream. */
  readonly terminated: boolean;
  /** What the messages should be, for the error when none is understood. */
  readonly expects?: string | undefined;
  /** Reads one message. Returns null if the format does not know it. */
  parse(message: StreamMessage): Delta | null;
}

/** The attributes that some formats take. */
export interface FormatOptions {
  /** Where the text is, as in the `path` attribute. */
  readonly path?: string;
  /** Which messages have it, as in the `when` attribute. */
  readonly when?: string;
}

/** Makes the format of one answer. */
export type FormatFactory = (options?: FormatOptions) => Format;

/** A format that `auto` recognises. */
export interface ApiFormat extends FormatFactory {
  /** Recognises its messages, when tested against ` @event type key key … `. */
  readonly sign: RegExp;
}
