import { StreamError } from './errors.js';
import { openEventSource } from './event-source-transport.js';
import { openFetch } from './fetch-transport.js';
import type { StreamMessage } from './message.js';
import { retryDelay } from './retry-policy.js';
import type { Connection, StreamRequest, TransportEnd, TransportSink } from './transport.js';

export type TransportName = 'eventsource' | 'fetch';

export interface ResilientStreamOptions {
  readonly request: StreamRequest;
  /** Which transport begins. */
  readonly transport: TransportName;
  /** Whether fetch may take over where EventSource cannot tell what went wrong. */
  readonly fallback: boolean;
  /** Attempts in a row without progress before giving up. */
  readonly maxRetries: number;
  /** A clean close without a terminator: connect again, as EventSource does. */
  readonly reconnectsAfterClose: boolean;
  /** The format should have sent a terminator, so a clean close without one is an error. */
  readonly terminated: boolean;
  /** Where an earlier run stopped; "" for the beginning. */
  readonly lastEventId: string;
}

export interface RetryInfo {
  /** Failed attempts in a row, from 1. */
  readonly attempt: number;
  /** Milliseconds until the next attempt; null: the browser's EventSource waits, and hides it. */
  readonly delay: number | null;
  readonly error: StreamError;
}

export interface ResilientStreamSink {
  /** A connection is being made. `lastEventId` is what it sends; `first`: none was made before. */
  onConnect(lastEventId: string, first: boolean): void;
  onOpen(attempt: number, resumed: boolean): void;
  /** Returns whether the message brought something new. */
  onMessage(message: StreamMessage, ownId: boolean | undefined): boolean;
  onId(id: string): void;
  /** Returns false to give up. */
  onRetry(info: RetryInfo): boolean;
  /** Everything there was before has been told again. */
  isCaughtUp(): boolean;
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
export class ResilientStream {
  readonly #options: ResilientStreamOptions;
  readonly #sink: ResilientStreamSink;
  readonly #listening = new AbortController();
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

  constructor(options: ResilientStreamOptions, sink: ResilientStreamSink) {
    this.#options = options;
    this.#sink = sink;
    this.#transport = options.transport;
    this.#lastEventId = options.lastEventId;
  }

  get lastEventId(): string {
    return this.#lastEventId;
  }

  open(): void {
    const { signal } = this.#listening;
    addEventListener('online', () => this.#onOnline(), { signal });
    addEventListener('pagehide', (event) => this.#onPageHide(event), { signal });
    addEventListener('pageshow', () => this.#onPageShow(), { signal });
    this.#connect();
  }

  close(): void {
    this.#listening.abort();
    clearTimeout(this.#timer);
    this.#connection?.close();
    this.#connection = undefined;
  }

  get #closed(): boolean {
    return this.#listening.signal.aborted;
  }

  #connect(): void {
    const { request } = this.#options;
    const id = this.#idHeader === 'send' ? this.#lastEventId : '';
    this.#begin(id);
    const sink: TransportSink = {
      onOpen: () => this.#onOpen(),
      onMessage: (message, ownId) => this.#onMessage(message, ownId),
      onId: (value) => {
        this.#lastEventId = value;
        this.#sink.onId(value);
      },
      onRetryTime: (milliseconds) => {
        this.#retryTime = milliseconds;
      },
      onEnd: (end) => this.#onEnd(end),
    };
    // A new EventSource cannot send an id, so what was begun elsewhere goes on through fetch.
    if (this.#transport === 'eventsource' && id && this.#options.fallback) {
      this.#transport = 'fetch';
    }
    const open = this.#transport === 'eventsource' ? openEventSource : openFetch;
    this.#connection = open(request, id, sink);
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
    if (!this.#sink.onMessage(message, ownId)) return;
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
    const { reconnectsAfterClose, terminated } = this.#options;
    const message = 'The stream closed before it said that it was complete.';
    if (!isEventStream || !reconnectsAfterClose) {
      if (terminated) this.#giveUp(new StreamError('interrupted', message));
      else this.#finish();
      return;
    }
    // A server without a sentinel just closes. When asked again it has nothing new: it is done.
    if (this.#saidNothingNew()) {
      this.#quietCloses += 1;
      if (this.#quietCloses >= (this.#resumed ? 2 : 1)) {
        this.#finish();
        return;
      }
    }
    this.#retry(new StreamError('interrupted', message));
  }

  /** Resumed, it sent no message at all; otherwise it told everything again, and no more. */
  #saidNothingNew(): boolean {
    if (this.#attempt === 1 || this.#progressed) return false;
    return this.#resumed ? !this.#anyMessage : this.#sink.isCaughtUp();
  }

  #onFailed(error: StreamError): void {
    const { request, fallback } = this.#options;
    if (this.#transport === 'eventsource' && fallback) {
      // It closed for good and cannot say why: ask once more through fetch, which can.
      this.#connection?.close();
      this.#transport = 'fetch';
      this.#connect();
    } else if (this.#refusesIdHeader(error)) {
      this.#idHeader = 'try-without';
      this.#connection?.close();
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
    const error = new StreamError(
      'network',
      `The connection to ${this.#options.request.url} was lost.`,
    );
    if (this.#options.fallback && !this.#progressed) {
      this.#connection?.close();
      this.#transport = 'fetch';
      this.#retry(error);
      return;
    }
    if (navigator.onLine) this.#failures += 1;
    if (this.#failures > this.#options.maxRetries) {
      this.#giveUp(error);
    } else if (this.#sink.onRetry({ attempt: this.#failures, delay: null, error })) {
      if (!this.#closed) this.#begin(this.#lastEventId);
    } else {
      this.#giveUp(error);
    }
  }

  #retry(error: StreamError): void {
    this.#connection?.close();
    const online = navigator.onLine;
    if (online) this.#failures += 1;
    const delay = retryDelay(
      {
        error,
        attempt: this.#failures,
        maxRetries: this.#options.maxRetries,
        retryTime: this.#retryTime,
      },
      Math.random(),
    );
    if (delay === undefined) {
      this.#giveUp(error);
      return;
    }
    if (!this.#sink.onRetry({ attempt: Math.max(1, this.#failures), delay, error })) {
      this.#giveUp(error);
      return;
    }
    if (this.#closed) return;
    if (online) this.#timer = setTimeout(() => this.#connect(), delay);
    else this.#waitingForOnline = true;
  }

  #onOnline(): void {
    if (!this.#waitingForOnline) return;
    this.#waitingForOnline = false;
    this.#connect();
  }

  /** A page in the back/forward cache may hold no connection. */
  #onPageHide(event: PageTransitionEvent): void {
    if (!event.persisted || this.#options.request.method !== 'GET') return;
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
