import type { StreamError } from './errors.js';
import type { StreamMessage } from './message.js';

export interface RetryInfo {
  /** Failed attempts in a row, from 1. */
  readonly attempt: number;
  /** Milliseconds until the next attempt; null: the browser's own EventSource decides. */
  readonly delay: number | null;
  readonly error: StreamError;
}

/** Reads what comes over a stream's connections, and knows what was understood of it. */
export interface StreamReader {
  /** The id to go on after, "" for none. Asked when a connection is made: the stream keeps no id. */
  readonly lastEventId: string;
  /** This connection told more than that it is alive, and has told again all the text there was before it. */
  readonly caughtUp: boolean;
  /** The answer said that it is complete: whatever closes it now is its end. */
  readonly isComplete: boolean;
  /** A clean close may be an end: the answer is complete, or its format has no terminator. */
  readonly mayClose: boolean;
  /** Asked at a clean close: the error of an answer of which nothing was understood. */
  problem(): StreamError | undefined;
  /** Asked where a close would be the end: the error of an answer that has only events that are not read. */
  silence(): StreamError | undefined;
  /**
   * Reads messages that came together, at least one. Whoever closes the stream within reads no further.
   * Returns whether one of them brought something new.
   */
  read(messages: readonly StreamMessage[]): boolean;
  /** Reads an id that came without a message. */
  readId(id: string): void;
}

/** Hears what becomes of a stream. Nothing is called once the stream is closed. */
export interface StreamSink {
  /**
   * A connection is being made.
   *
   * @param lastEventId the id that is sent; "": none, so the text may be told again from the top
   */
  onConnect(lastEventId: string): void;
  /** A response was accepted. */
  onOpen(): void;
  /** The connection is lost and will be made again. Returns false to give up. */
  onRetry(info: RetryInfo): boolean;
  /** Nothing more follows, and that is a proper end. */
  onEnd(): void;
  onError(error: StreamError): void;
}
