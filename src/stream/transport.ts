import type { ReadingOptions } from '../element/options.js';
import type { StreamError } from './errors.js';
import type { StreamMessage } from './message.js';

/**
 * How messages are cut from the body: SSE events, one line each, the chunks as they come, or all
 * of it at once.
 */
export type Framing = 'sse' | 'lines' | 'text' | 'json';

/** How a body ended that was read to its end. */
export interface BodyEnd {
  readonly framing: Framing;
  /** How many messages were in it. */
  readonly messages: number;
  /** It ended between messages: no half line and no half event is left. */
  readonly isWhole: boolean;
  /** Comments came besides a greeting: the server keeps the connection alive. */
  readonly hasHeartbeats: boolean;
  /** Something came and no message was in it. */
  readonly problem: StreamError | undefined;
  /** What happened on the way and belongs into the error, if this is none of a proper answer. */
  readonly note?: string | undefined;
}

/** How an attempt ended. */
export type TransportEnd =
  /** The server closed the body properly. */
  | { readonly type: 'closed'; readonly body: BodyEnd }
  /** HTTP 204: there is nothing more to come. */
  | { readonly type: 'complete' }
  /** The connection is lost, and the browser's own EventSource is reconnecting by itself. */
  | { readonly type: 'reconnecting'; readonly error: StreamError }
  | { readonly type: 'failed'; readonly error: StreamError };

/** Where a transport puts what it finds. Nothing is called after `close()`. */
export interface TransportSink {
  /** A response was accepted. */
  onOpen(): void;
  /** The origin that answers, after redirects. */
  onOrigin(origin: string): void;
  /** Messages that came together, at least one. */
  onMessages(messages: readonly StreamMessage[]): void;
  /** An id came without a message (an `id:` line and nothing else). */
  onId(id: string): void;
  /** The server's `retry:` field, in milliseconds. */
  onRetryTime(milliseconds: number): void;
  onEnd(end: TransportEnd): void;
}

/** One open attempt. */
export interface Connection {
  close(): void;
}

/** A way to a stream, and what it can do. */
export interface Transport {
  /** It can send an id with the first request that it makes. */
  readonly sendsId: boolean;
  /** It can say why it failed, and tell a proper close from a cut. */
  readonly knowsWhy: boolean;
  /** It can be opened again after it ended. */
  readonly canReopen: boolean;
  /** Where it reconnects by itself: whether it may, though another transport could take over. */
  reconnectsWell?(lastEventId: string): boolean;
  /** Makes a connection. `lastEventId` is sent, if there is one and this transport can. */
  open(lastEventId: string, sink: TransportSink): Connection;
  /** Releases the source that the transport was given, opened or not. */
  release?(): void;
}

/** What a decoder reports to. */
export type MessageSink = Pick<TransportSink, 'onMessages' | 'onId' | 'onRetryTime'>;

export interface DecoderOptions {
  readonly reading: Pick<ReadingOptions, 'endEvents' | 'sentinels' | 'takesJson' | 'taskTime'>;
  /** The id that was sent. */
  readonly lastEventId: string;
  readonly sink: MessageSink;
  readonly signal: AbortSignal;
}

/** Cuts the text of a body into messages. Throws a StreamError when one is over the size cap. */
export interface Decoder {
  /** Comments came besides a greeting. */
  readonly hasHeartbeats?: boolean;
  /** What a server wrote into its events when it failed: the last line, where it begins like JSON or a page. */
  readonly stray?: string;
  feed(text: string): void;
  /** The body is complete. Returns whether it ended between messages. */
  end(): boolean;
}
