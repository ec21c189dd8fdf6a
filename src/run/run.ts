import type { Options } from '../element/options.js';
import type { TypingLoop } from '../rendering/typing-loop.js';
import type { StreamError } from '../stream/errors.js';
import { ReconnectingStream } from '../stream/reconnecting-stream.js';
import type { ConnectInfo, OpenInfo, RetryInfo, StreamSink } from '../stream/stream-sink.js';
import type { Transport } from '../stream/transport.js';
import { Answer } from './answer.js';
import {
  StreamEndEvent,
  StreamErrorEvent,
  StreamOpenEvent,
  StreamRetryEvent,
  StreamTypedEvent,
  type StreamEndReason,
} from './events.js';
import { Finished } from './finished.js';
import { Progress, type RunHost } from './progress.js';
import { Reader } from './reader.js';
import { isActive, isReceiving, nextState, type StreamState } from './state.js';

/** The wait for the next connection. */
export interface Retry {
  /** When it is made, on the clock of `performance.now()`; null: the browser decides. */
  readonly at: number | null;
  readonly error: StreamError;
}

/**
 * One run: a stream is read into an answer, and the element's events tell about it. A listener may
 * stop the run or start another one at any event, so a run is closed once, and a closed run is
 * silent: it dispatches nothing, changes nothing and shows nothing.
 */
export class Run<Host extends RunHost = RunHost> implements StreamSink {
  readonly answer: Answer;
  readonly finished: Finished<Host>;
  error: StreamError | null = null;
  /** The number of the current connection, from 1; 0 before the first. */
  attempt = 0;
  /** What is waited for in the state `retrying`. */
  retry: Retry | null = null;
  /** The stream was left before its end, and can be asked to go on. */
  canGoOn = false;
  readonly #loop: TypingLoop;
  readonly #reader: Reader;
  readonly #progress: Progress;
  readonly #continues: boolean;
  #options: Options | undefined;
  #stream: ReconnectingStream | undefined;
  #begun = false;

  /** @param before the run that this one goes on after; its text is kept if it `continues` */
  constructor(host: Host, loop: TypingLoop, before?: Run<Host>, continues = false) {
    this.#loop = loop;
    this.#continues = continues;
    this.#progress = new Progress(host, loop, before?.state ?? 'idle');
    this.answer = continues && before ? before.answer : new Answer();
    this.canGoOn = continues && (before?.canGoOn ?? false);
    this.finished = new Finished(host);
    this.#reader = new Reader(this.answer, loop, {
      hears: (type) => host.hears(type),
      emit: (event) => void this.#progress.emit(event),
      onEnd: () => this.receiveAll('sentinel'),
      onError: (error) => this.fail(error),
      onHasText: () => host.onState(),
    });
  }

  get state(): StreamState {
    return this.#progress.state;
  }

  /** Nothing has begun: `start()` opens this run, whose `finished` may be waited for already. */
  get isFresh(): boolean {
    return !this.#begun;
  }

  /** More text may come into this run. */
  get isReceiving(): boolean {
    return this.#begun && !this.isClosed && isReceiving(this.state);
  }

  get isClosed(): boolean {
    return this.#progress.isClosed;
  }

  /** It has ended, though a listener may hear of that just now. */
  get isOver(): boolean {
    return this.#begun && !isActive(this.state);
  }

  /** A stream is being read, and leaving it would interrupt it. */
  get hasStream(): boolean {
    return this.#stream !== undefined;
  }

  /** Asking again changes nothing on the server, so it may be done unasked. */
  get isRepeatable(): boolean {
    return this.#options?.request.method === 'GET';
  }

  /** Opens a stream and reads it to its end. */
  open(options: Options, transports: readonly [Transport, ...Transport[]]): void {
    this.#begun = true;
    this.#options = options;
    this.#stream = new ReconnectingStream(transports, options, this.#reader, this);
    this.#progress.signal('connect');
    // A listener may have stopped this run, or started another one.
    this.#stream?.open();
  }

  /** Does not wait any longer for the next connection. */
  retryNow(): void {
    this.#stream?.retryNow();
  }

  /** Text is given by hand. */
  write(text: string): void {
    if (this.#feed()) this.#reader.write(text);
  }

  /** The whole text is given by hand. */
  replace(text: string): void {
    if (this.#feed()) this.#reader.replace(text);
  }

  clear(): void {
    this.#reader.flush();
    this.answer.clear();
    this.#loop.clear();
    // Nothing is left to type, and nothing follows.
    if (this.#begun && this.state === 'typing') this.#loop.complete();
  }

  /** Closes the stream and shows what was received. */
  stop(): void {
    if (this.isClosed) return;
    if (this.state === 'typing') {
      // A listener of `stream-end` is called before that.
      this.#loop.complete();
      this.#loop.skip();
    }
    if (!this.#begun || !isActive(this.state)) return;
    this.#leaveStream();
    this.finished.reject(new DOMException('The stream was stopped.', 'AbortError'));
    this.#loop.complete();
    this.#loop.skip();
    this.#progress.signal('stop');
    this.#progress.isClosed = true;
  }

  /** Another run takes the place of this one. */
  close(): void {
    if (this.isClosed) return;
    this.#progress.isClosed = true;
    this.#reader.close(false);
    this.#stream?.close();
    this.#stream = undefined;
    if (this.#begun && isActive(this.state)) {
      this.finished.reject(new DOMException('The stream was closed.', 'AbortError'));
    }
  }

  /** Returns the element to `idle`. */
  reset(): void {
    this.#progress.signal('reset');
  }

  /** The stream gives up, or could not even begin. What was received stays, and is still typed. */
  fail(error: StreamError): void {
    if (this.isClosed) return;
    this.#begun = true;
    this.#leaveStream();
    this.error = error;
    this.finished.reject(error);
    this.#progress.signal('fail');
    if (!this.isClosed) this.#loop.complete();
    this.#progress.emit(new StreamErrorEvent(error));
    this.#progress.isClosed = true;
  }

  /** Everything has been received. */
  receiveAll(reason: StreamEndReason): void {
    if (this.isClosed || nextState(this.state, 'receive-all') === this.state) return;
    this.#begun = true;
    this.#reader.flush();
    if (reason !== 'manual') this.#reader.show(this.answer.received.end());
    this.#leaveStream();
    this.canGoOn = false;
    this.#progress.signal('receive-all');
    this.#progress.emit(new StreamEndEvent(reason, this.answer.finishReason));
    if (!this.isClosed) this.#loop.complete();
  }

  /** Everything is on screen. */
  onTyped(): void {
    if (this.isClosed || this.state !== 'typing') return;
    this.finished.resolve();
    this.#progress.signal('type-all');
    this.#progress.emit(new StreamTypedEvent(this.answer.received.text));
    this.#progress.isClosed = true;
  }

  // What the stream reports.

  onConnect({ attempt, lastEventId }: ConnectInfo): void {
    this.attempt = attempt;
    const isFirst = attempt === 1 && !this.#continues;
    if (this.#options) this.#reader.connect(this.#options, lastEventId, isFirst);
  }

  onOpen({ attempt, resumed }: OpenInfo): void {
    this.retry = null;
    this.#progress.signal('open');
    this.#progress.emit(new StreamOpenEvent(attempt, resumed));
  }

  onRetry({ attempt, delay, error }: RetryInfo): boolean {
    this.retry = { at: delay === null ? null : performance.now() + delay, error };
    this.#progress.signal('lose');
    return this.#progress.emit(new StreamRetryEvent(attempt, delay, error)) && !this.isClosed;
  }

  onEnd(): void {
    this.receiveAll(this.#reader.hasEndWord ? 'sentinel' : 'closed');
  }

  onError(error: StreamError): void {
    this.fail(error);
  }

  /** Returns whether the run takes text: a listener may have closed it. */
  #feed(): boolean {
    if (!this.isReceiving) {
      this.#begun = true;
      this.#progress.signal('feed');
    }
    return !this.isClosed;
  }

  #leaveStream(): void {
    // A run with wrong options never began: `start()` may still go on with the stream before it.
    if (this.#stream) this.canGoOn = this.#stream.canReopen;
    this.#reader.close(true);
    this.#stream?.close();
    this.#stream = undefined;
  }
}
