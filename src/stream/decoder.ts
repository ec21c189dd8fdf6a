import type { ReadingOptions } from '../element/options.js';
import type { TransportSink } from './transport.js';

/** What a decoder reports to. */
export type MessageSink = Pick<TransportSink, 'onMessages' | 'onId' | 'onRetryTime'>;

export interface DecoderOptions {
  readonly reading: Pick<ReadingOptions, 'endEvents' | 'sentinels' | 'takesJson'>;
  /** The id that was sent. */
  readonly lastEventId: string;
  readonly sink: MessageSink;
  readonly signal: AbortSignal;
}

/** Cuts the text of a body into messages. Throws a StreamError when one is over the size cap. */
export interface Decoder {
  /** Comments came besides a greeting. */
  readonly hasHeartbeats: boolean;
  /** What a server wrote into its events when it failed: the last line, where it begins like JSON or a page. */
  readonly stray?: string;
  feed(text: string): void;
  /** The body is complete. Returns whether it ended between messages. */
  end(): boolean;
}
