import type { StreamError } from './errors.js';
import type { StreamMessage } from './message.js';

export interface RetryInfo {
  /** Failed attempts in a row, from 1. */
  readonly attempt: number;
  /** Milliseconds until the next attempt; null: the browser's own EventSource decides. */
  readonly delay: number | null;
  readonly error: StreamError;
}

/** Reads the messages of a stream, and knows which of them were understood. */
export interface StreamReader {
  /** The id to resume after; "" for none. The stream reads it for each connection and keeps no id itself. */
  readonly lastEventId: string;
  /** This connection sent more than heartbeats, and has repeated all the text that was there before. */
  readonly caughtUp: boolean;
  /** The answer is complete, so any end of the connection is the end of the stream. */
  readonly isComplete: boolean;
  /** A clean close may be the end: the answer is complete, or its format has no terminator. */
  readonly mayClose: boolean;
  /** The error of an answer that ended with messages of which none was understood. */
  unknownMessagesError(): StreamError | undefined;
  /** The error of an answer that ended with nothing but events that are not read. */
  unreadEventsError(): StreamError | undefined;
  /**
   * Reads one or more messages that came together, and stops once the stream is closed. Returns
   * whether one of them brought something new.
   */
  read(messages: readonly StreamMessage[]): boolean;
  /** Reads an id that came without a message. */
  readId(id: string): void;
}

/** Receives the progress of a stream. A closed stream calls nothing. */
export interface StreamSink {
  /**
   * A connection is being made.
   *
   * @param lastEventId the id that is sent; "" for none, so the text may come again from the start
   */
  onConnect(lastEventId: string): void;
  /** A response was accepted. */
  onOpen(): void;
  /** The connection is lost and will be retried. Returns false to give up. */
  onRetry(info: RetryInfo): boolean;
  /** The stream is complete. */
  onEnd(): void;
  onError(error: StreamError): void;
}
