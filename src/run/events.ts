import type { FinishReason } from '../formats/format.js';
import type { StreamError } from '../stream/errors.js';
import { parseJson } from '../stream/json.js';
import type { StreamMessage } from '../stream/message.js';
import type { StreamState } from './state.js';

/** How a stream ended: an end marker, a clean close, or a call of `end()`. */
export type StreamEndReason = 'sentinel' | 'closed' | 'manual';

const BUBBLING: EventInit = { bubbles: true, composed: true };

/** `stream-state`: the state changed. */
export class StreamStateEvent extends Event {
  readonly from: StreamState;
  readonly to: StreamState;

  constructor(from: StreamState, to: StreamState) {
    super('stream-state', BUBBLING);
    this.from = from;
    this.to = to;
  }
}

/** `stream-open`: a response was accepted. */
export class StreamOpenEvent extends Event {
  /** The number of this connection in the run, from 1. */
  readonly attempt: number;
  /** The request asked to resume after the last event ID. */
  readonly resumed: boolean;

  constructor(attempt: number, resumed: boolean) {
    super('stream-open', BUBBLING);
    this.attempt = attempt;
    this.resumed = resumed;
  }
}

/**
 * `stream-message`: a message arrived, with or without text. Does not bubble, since there are many,
 * and is dispatched only if the element itself has a listener.
 */
export class StreamMessageEvent extends Event {
  readonly message: StreamMessage;

  constructor(message: StreamMessage) {
    super('stream-message');
    this.message = message;
  }

  /** The message's data, parsed as JSON at each access; undefined if it is not JSON. */
  get json(): unknown {
    return parseJson(this.message.data);
  }
}

/**
 * `stream-delta`: text arrived, and is not typed yet. Does not bubble, since there are many, and is
 * dispatched only if the element itself has a listener.
 */
export class StreamDeltaEvent extends Event {
  readonly text: string;
  /** The model's reasoning, which is not part of the text. */
  readonly reasoning: string;
  /** The message that brought the text; undefined for text given by hand. */
  readonly message: StreamMessage | undefined;

  constructor(text: string, message: StreamMessage | undefined, reasoning = '') {
    super('stream-delta');
    this.text = text;
    this.message = message;
    this.reasoning = reasoning;
  }
}

/**
 * `stream-retry`: the connection is lost and will be retried, unless `preventDefault()` gives up.
 * Or the user pressed "Try again"; `preventDefault()` leaves the retry to the page.
 */
export class StreamRetryEvent extends Event {
  /** Failed attempts in a row, from 1. A message with something new resets the count. */
  readonly attempt: number;
  /** Milliseconds until the next attempt; null: the browser's own EventSource decides. */
  readonly delay: number | null;
  readonly error: StreamError;
  /** The user pressed "Try again" after the stream gave up. */
  readonly manual: boolean;

  constructor(attempt: number, delay: number | null, error: StreamError, manual = false) {
    super('stream-retry', { ...BUBBLING, cancelable: true });
    this.attempt = attempt;
    this.delay = delay;
    this.error = error;
    this.manual = manual;
  }
}

/** `stream-end`: all text has been received. */
export class StreamEndEvent extends Event {
  readonly reason: StreamEndReason;
  /** Why the model stopped; null if not reported. */
  readonly finishReason: FinishReason | null;

  constructor(reason: StreamEndReason, finishReason: FinishReason | null = null) {
    super('stream-end', BUBBLING);
    this.reason = reason;
    this.finishReason = finishReason;
  }
}

/** `stream-typed`: the last character is on screen. */
export class StreamTypedEvent extends Event {
  /** The whole text. */
  readonly text: string;

  constructor(text: string) {
    super('stream-typed', BUBBLING);
    this.text = text;
  }
}

/** `stream-error`: the stream gave up. The received text stays. */
export class StreamErrorEvent extends Event {
  readonly error: StreamError;

  constructor(error: StreamError) {
    super('stream-error', BUBBLING);
    this.error = error;
  }
}

/** The element's own events by name. */
export interface TypewriterStreamEventMap {
  'stream-state': StreamStateEvent;
  'stream-open': StreamOpenEvent;
  'stream-message': StreamMessageEvent;
  'stream-delta': StreamDeltaEvent;
  'stream-retry': StreamRetryEvent;
  'stream-end': StreamEndEvent;
  'stream-typed': StreamTypedEvent;
  'stream-error': StreamErrorEvent;
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the platform's own map
  interface HTMLElementEventMap extends TypewriterStreamEventMap {}
}
