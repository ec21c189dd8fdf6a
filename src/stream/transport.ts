import type { Framing } from './response.js';
import type { StreamError } from './errors.js';
import type { StreamMessage } from './message.js';

/** What one attempt asks for. */
export interface StreamRequest {
  /** Absolute http(s) URL. */
  readonly url: string;
  readonly withCredentials: boolean;
  /** GET unless a body is given. */
  readonly method: string;
  /** Static headers, or a function called before every attempt (fresh tokens). */
  readonly headers: HeadersSource | undefined;
  /** A BodyInit, or a JSON value. */
  readonly body: unknown;
  readonly fetch: typeof globalThis.fetch | undefined;
  /** Milliseconds without a byte before the attempt counts as dead; 0: never. */
  readonly idleTimeout: number;
  /** SSE event names to listen for; native EventSource hands out only those it is asked for. */
  readonly eventNames: readonly string[];
  /** Those of them that end the stream, even without data. */
  readonly endEvents?: readonly string[];
  /** An answer that is one JSON body is taken as well. */
  readonly takesJson?: boolean;
  /** How long one task may read, in milliseconds; undefined: so that no frame is dropped. */
  readonly taskTime?: number | undefined;
}

type MaybeHeaders = HeadersInit | null | undefined;

/** Headers, or what makes them for each attempt. */
export type HeadersSource = MaybeHeaders | (() => MaybeHeaders | Promise<MaybeHeaders>);

/** How an attempt ended. */
export type TransportEnd =
  /** The server closed the body properly. */
  | { readonly type: 'closed'; readonly framing: Framing }
  /** HTTP 204: there is nothing more to come. */
  | { readonly type: 'complete' }
  /** The connection is lost, and the browser's own EventSource is reconnecting by itself. */
  | { readonly type: 'reconnecting' }
  | { readonly type: 'failed'; readonly error: StreamError };

/** Where a transport puts what it finds. Nothing is called after `close()`. */
export interface TransportSink {
  /** A response was accepted. */
  onOpen(): void;
  /** `ownId`: the message carried an id field itself; undefined where the transport cannot tell. */
  onMessage(message: StreamMessage, ownId: boolean | undefined): void;
  /** The data of messages that came together, all with neither a name nor an id. */
  onBatch(data: readonly string[]): void;
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

export type Transport = (
  request: StreamRequest,
  lastEventId: string,
  sink: TransportSink,
) => Connection;
