import { StreamError } from './errors.js';
import { listenTo, openEventSource } from './event-source-transport.js';
import { openFetch } from './fetch-transport.js';
import type { StreamMessage } from './message.js';
import { retryDelay } from './retry-policy.js';
import type {
  Connection,
  StreamRequest,
  Transport,
  TransportEnd,
  TransportSink,
} from './transport.js';

export type TransportName = 'eventsource' | 'fetch';

/**
 * WebKit's EventSource does not forget the half line that a broken connection leaves, and puts
 * the next connection's first line behind it. So under `auto` it may not reconnect by itself there,
 * unless the id is one that WebKit's fetch cannot send.
 */
const reconnectsBadly = (lastEventId: string): boolean =>
  navigator.vendor.startsWith('Apple') && /^[ -~]*$/.test(lastEventId);

export interface ReconnectingStreamOptions {
  readonly request: StreamRequest;
  /** Which transport begins. */
  readonly transport: TransportName;
  /** Whether fetch may take over where EventSource cannot tell what went wrong. */
  readonly fallback: boolean;
  /** Attempts in a row without progress before giving up. */
  readonly maxRetries: number;
  /** A clean close without a terminator: connect again, as EventSource does. */
  readonly reconnectsAfterClose: boolean;
  /** Where an earlier run stopped; "" for the beginning. */
  readonly lastEventId: string;
  /** An EventSource that somebody else opened, in place of one of our own. */
  readonly source?: EventSource;
}

export interface RetryInfo {
  /** Failed attempts in a row, from 1. */
  readonly attempt: number;
  /** Milliseconds until the next attempt; null: the browser decides, or waits to be online. */
  readonly delay: number | null;
  readonly error: StreamError;
}

export interface ReconnectingStreamSink {
  /** A connection is being made. `lastEventId` is what it sends; `first`: none was made before. */
  onConnect(lastEventId: string, first: boolean): void;
  onOpen(attempt: number, resumed: boolean): void;
  /** Returns whether the message brought something new. */
  onMessage(message: StreamMessage, ownId: boolean | undefined): boolean;
  /** Messages with neither a name nor an id, by their data. Returns whether one brought something new. */
  onBatch(data: readonly string[]): boolean;
  onId(id: string): void;
  /** Returns false to give up. */
  onRetry(info: RetryInfo): boolean;
  /** Everything there was before has been told again. */
  isCaughtUp(): boolean;
  /** A clean close is an end: it was announced, or the format has no terminator. */
  mayClose(): boolean;
  /** The server has nothing more to say. */
  onEnd(): void;
  onError(error: StreamError): void;
}

/**
 * Keeps a stream alive over many connections: chooses the transport, waits and retries, resumes
 * by Last-Event-ID, sleeps while the page is offline or in the back/forward cache.
 *
 * EventSource carries the stream as long as it makes progress. The moment one of its attempts
 * ends without a message, fetch takes over, since only fetch can see why.
 */
export class ReconnectingStream {
  readonly #options: ReconnectingStreamOptions;
  readonly #sink: ReconnectingStreamSink;
  readonly #listening = new AbortController();
  /** As `#listening.signal.aborted`, which is slow to ask for every message. */
  #closed = false;
  #transport: TransportName;
  #connection: Connection | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastEventId: string;
  #retryTime: number | undefined;
  /** Connections made so far, the browser's own reconnects included. */
  #attempt = 0;
  /** Failed attempts in a row without progress. */
  #failures = 0;
  /** Clean closes in a row that brought nothing new. */
  #quietCloses = 0;
  #opened = false;
  #everOpened = false;
  /** This attempt brought something new. */
  #progressed = false;
  #anyMessage = false;
  /** This attempt asked to go on after an id. */
  #resumed = false;
  #waitingForOnline = false;
  #asleep = false;
  /** Another origin refused the id header: "try" while finding out, "refused" once known. */
  #idHeader: 'send' | 'try-without' | 'refused' = 'send';

  constructor(options: ReconnectingStreamOptions, sink: ReconnectingStreamSink) {
    this.#options = options;
    this.#sink = sink;
    this.#transport = options.transport;
    this.#lastEventId = options.lastEventId;
  }

  /** It can be opened again after it was closed. */
  get canReopen(): boolean {
    return !this.#options.source;
  }

  open(): void {
    const { signal } = this.#listening;
    addEventListener('online', () => this.#onOnline(), { signal });
    addEventListener('pagehide', (event) => this.#onPageHide(event), { signal });
    addEventListener('pageshow', () => this.#onPageShow(), { signal });
    this.#connect();
  }

  close(): void {
    this.#closed = true;
    this.#listening.abort();
    clearTimeout(this.#timer);
    this.#connection?.close();
    this.#connection = undefined;
    // Also when it was given and never listened to.
    this.#options.source?.close();
  }

  #connect(): void {
    clearTimeout(this.#timer);
    this.#connection?.close();
    this.#waitingForOnline = false;
    const { request, source, fallback } = this.#options;
    // A new EventSource cannot send an id, so what was begun elsewhere goes on through fetch.
    if (this.#lastEventId && fallback) this.#transport = 'fetch';
    const isFetch = this.#transport === 'fetch';
    const id = isFetch && this.#idHeader === 'send' ? this.#lastEventId : '';
    this.#begin(id);
    const sink: TransportSink = {
      onOpen: () => this.#onOpen(),
      onMessage: (message, ownId) => this.#onMessage(message, ownId),
      onBatch: (data) => this.#onBatch(data),
      onId: (value) => {
        this.#lastEventId = value;
        this.#sink.onId(value);
      },
      onRetryTime: (milliseconds) => {
        this.#retryTime = milliseconds;
      },
      onEnd: (end) => this.#onEnd(end),
    };
    if (source) {
      this.#connection = listenTo(source, request.eventNames, sink);
      if (source.readyState === EventSource.OPEN) this.#onOpen();
    } else {
      const open: Transport = isFetch ? openFetch : openEventSource;
      this.#connection = open(request, id, sink);
    }
  }

  /** The state of an attempt that begins, ours or the browser's own. */
  #begin(lastEventId: string): void {
    this.#opened = false;
    this.#progressed = false;
    this.#anyMessage = false;
    this.#resumed = lastEventId !== '';
    this.#sink.onConnect(lastEventId, this.#attempt === 0);
    this.#attempt += 1;
  }

  #onOpen(): void {
    // Firefox and WebKit may fire `open` again for one connection; one is enough.
    if (this.#opened) return;
    this.#opened = true;
    this.#everOpened = true;
    if (this.#idHeader === 'try-without') this.#idHeader = 'refused';
    this.#sink.onOpen(this.#attempt, this.#resumed);
  }

  #onMessage(message: StreamMessage, ownId: boolean | undefined): void {
    if (!this.#opened) this.#onOpen();
    if (this.#closed) return;
    this.#lastEventId = message.id;
    this.#anyMessage = true;
    if (this.#sink.onMessage(message, ownId)) this.#onProgress();
  }

  #onBatch(data: readonly string[]): void {
    if (!this.#opened) this.#onOpen();
    if (this.#closed) return;
    this.#lastEventId = '';
    this.#anyMessage = true;
    if (this.#sink.onBatch(data)) this.#onProgress();
  }

  #onProgress(): void {
    this.#progressed = true;
    this.#failures = 0;
    this.#quietCloses = 0;
  }

  #onEnd(end: TransportEnd): void {
    if (end.type === 'complete') this.#finish();
    else if (end.type === 'closed') this.#onClosed(end.framing === 'sse');
    else if (end.type === 'reconnecting') this.#onReconnecting();
    else this.#onFailed(end.error);
  }

  #onClosed(isEventStream: boolean): void {
    const { reconnectsAfterClose } = this.#options;
    const message = 'The stream closed before it said that it was complete.';
    if (!isEventStream || !reconnectsAfterClose) {
      if (this.#sink.mayClose()) this.#finish();
      else this.#giveUp(new StreamError('interrupted', message));
      return;
    }
    if (this.#isSaidAndDone()) this.#finish();
    else this.#retry(new StreamError('interrupted', message));
  }

  /**
   * A server without a sentinel just closes. When asked again it tells everything once more, and
   * no more; resumed, it sends no message at all. That must happen twice, and so must what
   * EventSource reports, which cannot tell a proper close from a cut.
   */
  #isSaidAndDone(): boolean {
    if (this.#attempt === 1 || this.#progressed) return false;
    if (this.#resumed ? this.#anyMessage : !this.#sink.isCaughtUp()) return false;
    this.#quietCloses += 1;
    const twice = this.#resumed || this.#transport === 'eventsource';
    return this.#quietCloses >= (twice ? 2 : 1);
  }

  #onFailed(error: StreamError): void {
    const { request, fallback } = this.#options;
    if (this.#transport === 'eventsource' && fallback) {
      // It closed for good and cannot say why: ask once more through fetch, which can.
      this.#transport = 'fetch';
      this.#connect();
    } else if (this.#refusesIdHeader(error)) {
      this.#idHeader = 'try-without';
      this.#connect();
    } else if (request.method !== 'GET' && this.#everOpened) {
      // To send it again could do twice what it does, and the answer would be another one.
      this.#giveUp(
        new StreamError('interrupted', `The answer broke off. ${error.message}`, { cause: error }),
      );
    } else {
      if (this.#idHeader === 'try-without') this.#idHeader = 'send';
      this.#retry(error);
    }
  }

  /**
   * Fetch asks another origin for permission to send Last-Event-ID (a preflight), EventSource
   * does not. A refusal looks like a dead server, so it is tried once without the header.
   */
  #refusesIdHeader(error: StreamError): boolean {
    return (
      error.kind === 'network' &&
      error.status === undefined &&
      error.retryable &&
      !this.#opened &&
      this.#lastEventId !== '' &&
      this.#idHeader === 'send' &&
      new URL(this.#options.request.url).origin !== location.origin
    );
  }

  /** The browser's EventSource lost the connection and is making a new one by itself. */
  #onReconnecting(): void {
    const { request, fallback } = this.#options;
    const error = new StreamError('network', `The connection to ${request.url} was lost.`);
    if (fallback && (reconnectsBadly(this.#lastEventId) || !this.#progressed)) {
      this.#transport = 'fetch';
      this.#retry(error);
    } else if (!fallback && this.#isSaidAndDone()) {
      // It cannot tell a cut from a proper end, but what it brings tells.
      this.#finish();
    } else {
      this.#countFailure();
      if (this.#failures > this.#options.maxRetries) this.#giveUp(error);
      else if (this.#mayRetry(error, null)) this.#begin(this.#lastEventId);
    }
  }

  #retry(error: StreamError): void {
    this.#connection?.close();
    this.#countFailure();
    const delay = retryDelay(
      {
        error,
        attempt: this.#failures,
        maxRetries: this.#options.maxRetries,
        retryTime: this.#retryTime,
      },
      Math.random(),
    );
    const { onLine } = navigator;
    if (delay === undefined) this.#giveUp(error);
    else if (this.#mayRetry(error, onLine ? delay : null)) {
      if (onLine) this.#timer = setTimeout(() => this.#connect(), delay);
      else this.#waitingForOnline = true;
    }
  }

  /** Time offline does not count. */
  #countFailure(): void {
    if (navigator.onLine) this.#failures += 1;
  }

  /** Asks the listeners; gives up when they object. They may also have closed this stream. */
  #mayRetry(error: StreamError, delay: number | null): boolean {
    const agreed = this.#sink.onRetry({ attempt: Math.max(1, this.#failures), delay, error });
    if (this.#closed) return false;
    if (!agreed) this.#giveUp(error);
    return agreed;
  }

  #onOnline(): void {
    if (this.#waitingForOnline && !this.#asleep) this.#connect();
  }

  /** A page in the back/forward cache may hold no connection. */
  #onPageHide(event: PageTransitionEvent): void {
    const { request, source } = this.#options;
    if (!event.persisted || request.method !== 'GET' || source) return;
    this.#asleep = true;
    clearTimeout(this.#timer);
    this.#connection?.close();
  }

  #onPageShow(): void {
    if (!this.#asleep) return;
    this.#asleep = false;
    this.#connect();
  }

  #finish(): void {
    this.close();
    this.#sink.onEnd();
  }

  #giveUp(error: StreamError): void {
    this.close();
    this.#sink.onError(error);
  }
}
