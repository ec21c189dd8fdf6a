import type { StreamError } from '../stream/errors.js';
import type { StreamMessage } from '../stream/message.js';

/** Why the model stopped, with the same words for all providers. */
export type FinishReason = 'stop' | 'length' | 'content-filter' | 'tool-calls' | 'error' | 'other';

/** Token counts of an answer as reported by the provider. */
export interface Usage {
  readonly inputTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
  readonly totalTokens?: number | undefined;
  /** The provider's own object. */
  readonly raw: unknown;
}

/** The meaning of one message. An empty delta: the message was understood and has nothing to show. */
export interface Delta {
  /** Text to append. */
  readonly text?: string | undefined;
  /** The model's reasoning; never part of the text. */
  readonly reasoning?: string | undefined;
  /** `text` replaces everything before it. */
  readonly replace?: boolean | undefined;
  /** The stream is complete. It is closed, and nothing after this message is read. */
  readonly done?: boolean | undefined;
  /** The answer is complete. From now on the server may close the stream without a terminator. */
  readonly complete?: boolean | undefined;
  /** The message is a whole answer, from a server that does not stream; complete if nothing else comes. */
  readonly whole?: boolean | undefined;
  /** The stream itself reports a failure. The text of the same message comes before the failure. */
  readonly error?: StreamError | undefined;
  /** Why the model stopped. */
  readonly finishReason?: FinishReason | undefined;
  /** All token counts known so far. */
  readonly usage?: Usage | undefined;
}

// Own fields, since the page may have added these to Object.prototype.
export const textDelta = (text: string): Delta => ({ text, error: undefined });
export const errorDelta = (error: StreamError): Delta => ({ text: undefined, error });

/** Reads the messages of one API. A format may have state that belongs to one answer. */
export interface Format {
  /** SSE event names that carry text. Default: all of them. */
  readonly events?: readonly string[] | undefined;
  /** Data that ends the stream and is not text, compared without surrounding spaces. */
  readonly sentinel?: readonly string[] | undefined;
  /** The API ends its streams with a terminator, so a close without a terminator is a broken stream. */
  readonly terminated: boolean;
  /** Describes the expected messages, for the error if no message is understood. */
  readonly expects?: string | undefined;
  /** Reads one message. Returns null if the format does not know the message. */
  parse(message: StreamMessage): Delta | null;
}

/** The attributes that some formats take. */
export interface FormatOptions {
  /** Where the text is, as in the `path` attribute. */
  readonly path?: string;
  /** Which messages have text, as in the `when` attribute. */
  readonly when?: string;
}

/** Makes the format of one answer. */
export type FormatFactory = (options?: FormatOptions) => Format;

/** A format that `auto` recognises. */
export interface ApiFormat extends FormatFactory {
  /** Recognises the API's messages, when tested against ` @event type key key … `. */
  readonly sign: RegExp;
}
