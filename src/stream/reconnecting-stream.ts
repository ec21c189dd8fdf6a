import type { Options } from '../element/options.js';
import { Attempt } from './attempt.js';
import { Closes, interruption, isAnswer } from './closes.js';
import { StreamError } from './errors.js';
import { IdHeader } from './id-header.js';
import { isReadableStream } from './is-a.js';
import type { StreamMessage } from './message.js';
import { PageWatch } from './page-watch.js';
import { Retries } from './retry-policy.js';
import type { StreamReader, StreamSink } from './stream-sink.js';
import type { BodyEnd, Connection, Transport, TransportEnd } from './transport.js';

/** For how many milliseconds a failure may be due to the user leaving the page. */
const LEAVING_TIME = { retry: 3_000, error: 30_000 };

/**
 * Keeps a stream alive over many connections: waits and retries, resumes by Last-Event-ID, sleeps
 * while the page is in the back/forward cache. The first transport carries the stream as long as it
 * makes progress. If an attempt without progress ends and the transport cannot say why, the next
 * transport takes over. A closed stream calls nothing.
 */
export class ReconnectingStream {
  readonly #transports: readonly [Transport, ...Transport[]];
  readonly #options: Options;
  readonly #reader: StreamReader;
  readonly #sink: StreamSink;
  readonly #page = new PageWatch();
  readonly #closes = new Closes();
  readonly #idHeader = new IdHeader();
  readonly #retries: Retries;
  #closed = false;
  #transport: Transport;
  #connection: Connection | undefined;
  #attempt = new Attempt('');
  #everOpened = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isWaiting = false;
  #asleep = false;

  constructor(
    transports: readonly [Transport, ...Transport[]],
    options: Options,
    reader: StreamReader,
    sink: StreamSink,
  ) {
    this.#transports = transports;
    this.#transport = transports[0];
    this.#options = options;
    this.#reader = reader;
    this.#sink = sink;
    this.#retries = new Retries(options.retry);
  }

  /** Another connection can be made after the current one has ended. */
  get canReopen(): boolean {
    return this.#transport.canReopen;
  }

  open(): void {
    this.#page.watch({
      onOnline: () => {
        // The browser's EventSource may wait for a minute although the network is back.
        const isBrowsersTurn = this.canReopen && !this.#transport.knowsWhy && !this.#attempt.isOpen;
        if ((this.#isWaiting || isBrowsersTurn) && !this.#asleep) this.#connect();
      },
      onSleep: () => {
        if (!this.canReopen || !this.#isGet) return;
        this.#asleep = true;
        clearTimeout(this.#timer);
        this.#connection?.close();
      },
      onWake: () => {
        if (this.#asleep) this.#connect();
      },
    });
    this.#connect();
  }

  close(): void {
    this.#closed = true;
    this.#page.unwatch();
    clearTimeout(this.#timer);
    this.#connection?.close();
    for (const transport of this.#transports) transport.release?.();
  }

  /** The user wants the next connection now. */
  retryNow(): void {
    if (!this.#closed && (this.#isWaiting || !this.#attempt.isOpen)) this.#connect();
  }

  /** The transport that takes over if the current one fails. */
  get #next(): Transport | undefined {
    return this.#transports[this.#transports.indexOf(this.#transport) + 1];
  }

  /** The request may be sent again: the first one consumes a ReadableStream. */
  get #canRepeat(): boolean {
    return this.canReopen && !isReadableStream(this.#options.request.body);
  }

  get #isGet(): boolean {
    return this.#options.request.method === 'GET';
  }

  #connect(): void {
    clearTimeout(this.#timer);
    this.#isWaiting = false;
    this.#asleep = false;
    this.#connection?.close();
    const { lastEventId } = this.#reader;
    // Only a transport that sends the id can resume.
    if (lastEventId && !this.#transport.sendsId) this.#transport = this.#next ?? this.#transport;
    const id = this.#transport.sendsId ? this.#idHeader.toSend(lastEventId) : '';
    this.#begin(id);
    if (this.#closed) return;
    const connection = this.#transport.open(id, {
      onOpen: () => this.#onOpen(),
      onOrigin: (origin) => (this.#idHeader.origin = origin),
      onMessages: (messages) => this.#onMessages(messages),
      onId: (value) => this.#reader.readId(value),
      onRetryTime: (milliseconds) => (this.#retries.retryTime = milliseconds),
      onEnd: (end) => this.#onEnd(end),
    });
    // A source that was open already may have ended the stream during `open`.
    if (this.#closed) connection.close();
    else this.#connection = connection;
  }

  /** An attempt begins, made by us or by the browser's EventSource. */
  #begin(lastEventId: string): void {
    this.#attempt = new Attempt(lastEventId);
    this.#sink.onConnect(lastEventId);
  }

  #onOpen(): void {
    // Firefox and WebKit may fire `open` twice for one connection.
    if (this.#attempt.isOpen) return;
    this.#attempt.open();
    this.#everOpened = true;
    this.#idHeader.onOpen();
    this.#sink.onOpen();
  }

  #onMessages(messages: readonly StreamMessage[]): void {
    if (!this.#attempt.isOpen) this.#onOpen();
    if (this.#closed) return;
    this.#attempt.hear(this.#transport.knowsWhy);
    if (!this.#reader.read(messages)) return;
    this.#attempt.hasProgress = true;
    this.#retries.onProgress();
  }

  #onEnd(end: TransportEnd): void {
    // If the answer is complete, it does not matter how the connection ended.
    if (end.type === 'complete' || this.#reader.isComplete) this.#finish();
    else if (end.type === 'closed') this.#onClosed(end.body);
    else if (end.type === 'reconnecting') this.#onReconnecting(end.error);
    else this.#onFailed(end.error, end.isOpen);
  }

  #onClosed(body: BodyEnd): void {
    const problem = body.problem ?? this.#reader.unknownMessagesError();
    const mayAsk = this.#mayAskAgain(body);
    const isHalfAgain = this.#closes.isHalfAgain(body);
    const interrupted = interruption(this.canReopen);
    if (!mayAsk || (problem && (body.isWhole || isHalfAgain))) {
      const error = problem ?? interrupted;
      error.message += body.note ?? '';
      const isAnswered = this.#reader.mayClose && isAnswer(body, this.#attempt);
      if (!problem && isAnswered) this.#finishUnlessSilent();
      else this.#giveUp(error);
    } else if (this.#closes.isAllSaid(body, this.#attempt, this.#reader.caughtUp)) {
      this.#finishUnlessSilent();
    }
    // A quiet feed has not failed: we reconnect, as EventSource does.
    else this.#retry(interrupted, !this.#attempt.isQuietFeed(body));
  }

  /** EventSource reconnects after a clean close. We do so for a feed, or if an id can resume the answer. */
  #mayAskAgain({ framing }: BodyEnd): boolean {
    if (!this.canReopen || !this.#isGet || framing !== 'sse') return false;
    const { mayClose, lastEventId } = this.#reader;
    return this.#options.reading.isFeed || (lastEventId !== '' && !mayClose);
  }

  #onFailed(error: StreamError, isOpen = false): void {
    this.#closes.onBreak();
    const next = this.#next;
    // A source given to `read()` has only one answer.
    const mayAgain = this.canReopen ? this.#isGet : !this.#transport.knowsWhy;
    if (!this.#transport.knowsWhy && next) {
      // This transport closed for good and cannot say why. The next one can.
      this.#transport = next;
      this.#connect();
    } else if (
      this.#canRepeat &&
      this.#idHeader.isRefused(error, this.#attempt, this.#options.request.url)
    ) {
      this.#connect();
    } else if (mayAgain || !(this.#everOpened || isOpen)) {
      this.#retry(error);
    } else {
      // A repeated request could take effect twice, and would yield another answer.
      const message = `The answer broke off. ${error.message}`;
      const isCut = error.kind === 'network';
      this.#giveUp(isCut ? new StreamError('interrupted', message, { cause: error }) : error);
    }
  }

  /** The browser's EventSource lost its connection and is making a new one by itself. */
  #onReconnecting(error: StreamError): void {
    this.#closes.onBreak();
    const { lastEventId } = this.#reader;
    const mayStay = this.#attempt.hasProgress && this.#transport.reconnectsWell?.(lastEventId);
    if (this.#next && !mayStay) {
      this.#transport = this.#next;
      this.#retry(error);
      return;
    }
    const isLeaving = this.#page.leavingFor(LEAVING_TIME.retry) > 0;
    if (!isLeaving) this.#retries.onFailure();
    if (this.#retries.isExhausted) this.#giveUp(error);
    else if (isLeaving || this.#mayRetry(error, null)) this.#begin(lastEventId);
  }

  #retry(error: StreamError, isFailure = true): void {
    this.#connection?.close();
    if (this.#isLeft(LEAVING_TIME.retry, () => this.#retry(error, isFailure))) return;
    if (isFailure) this.#retries.onFailure();
    const delay = this.#canRepeat ? this.#retries.delayAfter(error) : undefined;
    if (delay === undefined) this.#giveUp(error);
    else if (this.#mayRetry(error, delay)) {
      this.#isWaiting = true;
      this.#timer = setTimeout(() => this.#connect(), delay);
    }
  }

  /** Dispatches `stream-retry`, and gives up if a listener objects. A listener may also close this stream. */
  #mayRetry(error: StreamError, delay: number | null): boolean {
    const agreed = this.#sink.onRetry({ attempt: this.#retries.failures, delay, error });
    if (this.#closed) return false;
    if (!agreed) this.#giveUp(error);
    return agreed;
  }

  /** A failure while the user leaves does not count until it is clear that the page stays. */
  #isLeft(patience: number, then: () => void): boolean {
    const left = this.#page.leavingFor(patience);
    if (left > 0) this.#timer = setTimeout(then, left);
    return left > 0;
  }

  #finishUnlessSilent(): void {
    const error = this.#reader.unreadEventsError();
    if (error) this.#giveUp(error);
    else this.#finish();
  }

  #finish(): void {
    this.close();
    this.#sink.onEnd();
  }

  #giveUp(error: StreamError): void {
    this.#connection?.close();
    if (this.#isLeft(LEAVING_TIME.error, () => this.#giveUp(error))) return;
    this.close();
    this.#sink.onError(error);
  }
}
