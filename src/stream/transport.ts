import type { ReadingOptions } from '../element/options.js';
import type { StreamError } from './errors.js';
import type { StreamMessage } from './message.js';

/**
 * How the body is cut into messages: by SSE events, by lines, by chunks as they come, or not at all.
 */
export type Framing = 'sse' | 'lines' | 'text' | 'json';

/** What is known about a body that was read to its end. */
export interface BodyEnd {
  readonly framing: Framing;
  /** It ended between messages, without half a line or half an event. */
  readonly isWhole: boolean;
  /** Comments came after the greeting, so the server keeps the connection alive. */
  readonly hasHeartbeats: boolean;
  /** Why the body is not what was expected. */
  readonly problem: StreamError | undefined;
  /** Something to add to the error if the body is not a proper answer. */
  readonly note?: string | undefined;
}

/** How an attempt ended. */
export type TransportEnd =
  /** The server closed the body properly. */
  | { readonly type: 'closed'; readonly body: BodyEnd }
  /** HTTP 204: nothing more will come. */
  | { readonly type: 'complete' }
  /** The connection is lost, and the browser's EventSource is reconnecting by itself. */
  | { readonly type: 'reconnecting'; readonly error: StreamError }
  | {
      readonly type: 'failed';
      readonly error: StreamError;
      /** The answer had begun, so sent again the request could take effect twice. */
      readonly isOpen?: boolean;
    };

/** Receives what a transport reads. A closed connection calls nothing. */
export interface TransportSink {
  /** A response was accepted. */
  onOpen(): void;
  /** The origin that answers, after redirects. */
  onOrigin(origin: string): void;
  /** One or more messages came together. */
  onMessages(messages: readonly StreamMessage[]): void;
  /** An id came without a message: the event had an `id:` line and no data. */
  onId(id: string): void;
  /** The server's `retry:` field, in milliseconds. */
  onRetryTime(milliseconds: number): void;
  onEnd(end: TransportEnd): void;
}

/** One open attempt. */
export interface Connection {
  close(): void;
}

/** A way to open a stream, and what that way can do. */
export interface Transport {
  /** It can send an id with its first request. */
  readonly sendsId: boolean;
  /** It can say why it failed, and tell a clean close from a lost connection. */
  readonly knowsWhy: boolean;
  /** It can be opened again after it ended. */
  readonly canReopen: boolean;
  /** Whether it should reconnect by itself, although another transport could take over. */
  reconnectsWell?(lastEventId: string): boolean;
  /** Makes a connection, and sends `lastEventId` if there is one and this transport can. */
  open(lastEventId: string, sink: TransportSink): Connection;
  /** Releases the source that this transport was given, even if it was never opened. */
  release?(): void;
}

/** What a decoder reports to. */
export type MessageSink = Pick<TransportSink, 'onMessages' | 'onId' | 'onRetryTime'>;

export interface DecoderOptions {
  readonly reading: Pick<ReadingOptions, 'endEvents' | 'sentinels' | 'takesJson'>;
  /** The id that was sent. */
  readonly lastEventId: string;
  readonly sink: MessageSink;
  readonly signal: AbortSignal;
}

/** Cuts the text of a body into messages. Throws a StreamError when one is too long. */
export interface Decoder {
  /** A message came. */
  readonly hasMessage: boolean;
  /** Comments came after the greeting. */
  readonly hasHeartbeats?: boolean;
  /** The last line, if it begins like JSON or a web page: servers write these when they fail. */
  readonly stray?: string;
  feed(text: string): void;
  /** The body is complete. Returns whether it ended between messages. */
  end(): boolean;
}
