import type { ReadingOptions } from '../element/options.js';
import type { StreamError } from './errors.js';
import type { StreamMessage } from './message.js';

/** How the body is cut into messages: by SSE events, by lines, by chunks, or not at all. */
export type Framing = 'sse' | 'lines' | 'text' | 'json';

/** Describes a body that was read to its end. */
export interface BodyEnd {
  readonly framing: Framing;
  /** The body ended between messages, without half a line or half an event. */
  readonly isWhole: boolean;
  /** Comments came after the greeting, so the server keeps the connection alive. */
  readonly hasHeartbeats: boolean;
  /** Why the body is not what was expected. */
  readonly problem: StreamError | undefined;
  /** A note for the error message if the body is no valid answer. */
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
      /** The response had begun, so a repeated request could take effect twice. */
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

/** A way to open a stream, and its capabilities. */
export interface Transport {
  /** The first request can carry an id. */
  readonly sendsId: boolean;
  /** The transport reports why it failed, and distinguishes a clean close from a lost connection. */
  readonly knowsWhy: boolean;
  /** The transport can be opened again after a connection has ended. */
  readonly canReopen: boolean;
  /** Whether the transport should reconnect by itself, although another one could take over. */
  reconnectsWell?(lastEventId: string): boolean;
  /** Makes a connection, and sends a `lastEventId` that is not "" if `sendsId`. */
  open(lastEventId: string, sink: TransportSink): Connection;
  /** Releases the source that this transport was given, even if it was never opened. */
  release?(): void;
}

/** Receives the output of a decoder. */
export type MessageSink = Pick<TransportSink, 'onMessages' | 'onId' | 'onRetryTime'>;

export interface DecoderOptions {
  readonly reading: Pick<ReadingOptions, 'endEvents' | 'sentinels' | 'takesJson'>;
  /** The id that was sent. */
  readonly lastEventId: string;
  readonly sink: MessageSink;
  readonly signal: AbortSignal;
}

/** Cuts the text of a body into messages. Throws a StreamError when a message is too long. */
export interface Decoder {
  /** A message came. */
  readonly hasMessage: boolean;
  /** Comments came after the greeting. */
  readonly hasHeartbeats?: boolean;
  /** The last line, if it begins like JSON or a web page: servers write these when they fail. */
  readonly stray?: string;
  feed(text: string): void;
  /** Call at the end of the body. Returns whether the body ended between messages. */
  end(): boolean;
}
