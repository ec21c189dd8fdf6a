import type { Options } from '../element/options.js';
import type { TypingLoop } from '../rendering/typing-loop.js';
import type { StreamError } from '../stream/errors.js';
import { ReconnectingStream } from '../stream/reconnecting-stream.js';
import type { RetryInfo, StreamSink } from '../stream/stream-sink.js';
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
import { Progress, type RunHost } from './progress.js';
import { Reader } from './reader.js';
import { nextState, type StreamState } from './state.js';

/** The wait for the next connection. */
export interface Retry {
  /** When the connection is made, by `performance.now()`; null: the browser decides. */
  readonly at: number | null;
  readonly error: StreamError;
}

/** Why a run was left before its end. */
export const abortError = (what: 'stopped' | 'closed'): DOMException =>
  new DOMException(`The stream was ${what}.`, 'AbortError');

/**
 * One run: reads a stream into an answer and dispatches the element's events. A listener may stop
 * the run or start another one at any event, so a run is closed once, and a closed run dispatches
 * nothing, changes nothing and shows nothing.
 */
export class Run implements StreamSink {
  readonly answer: Answer;
  readonly progress: Progress;
  /** The run is finished, like `Animation.finished`. */
  readonly finished: Promise<RunHost>;
  error: StreamError | null = null;
  /** The number of the current connection, from 1; 0 before the first. */
  attempt = 0;
  /** The wait in the state `retrying`. */
  retry: Retry | null = null;
  /** The stream was left before its end, and can be resumed. */
  canResume: boolean;
  /** The request is a GET, so another one changes nothing on the server. */
  #isRepeatable = false;
  #resolve!: (host: RunHost) => void;
  #reject!: (reason: unknown) => void;
  readonly #loop: TypingLoop;
  readonly #reader: Reader;
  /** The current connection asked to resume after an id. */
  #resumed = false;
  #stream: ReconnectingStream | undefined;

  /** @param continued the run whose answer this run continues */
  constructor(host: RunHost, loop: TypingLoop, state: StreamState = 'idle', continued?: Run) {
    this.#loop = loop;
    this.progress = new Progress(host, loop, state);
    this.finished = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // A page that does not use the promise must not see an unhandled rejection.
    this.finished.catch(() => undefined);
    this.answer = continued?.answer ?? new Answer();
    this.canResume = continued?.canResume ?? false;
    this.#reader = new Reader(this, loop);
  }

  /** A stream is being read, and closing the run would interrupt it. */
  get hasStream(): boolean {
    return this.#stream !== undefined;
  }

  /** The stream may be resumed automatically, since another GET changes nothing on the server. */
  get canAutoResume(): boolean {
    return this.canResume && this.#isRepeatable;
  }

  /** Opens a stream and reads it to its end. */
  open(options: Options, transports: readonly [Transport, ...Transport[]]): void {
    this.#isRepeatable = options.request.method === 'GET';
    this.#reader.options = options;
    this.#stream = new ReconnectingStream(transports, options, this.#reader, this);
    this.progress.signal('connect');
    // A listener may have stopped this run, or started another one.
    this.#stream?.open();
  }

  /** Makes the next connection now. */
  retryNow(): void {
    this.#stream?.retryNow();
  }

  /** Returns the reader for text given by hand, or undefined if a listener has closed this run. */
  feed(): Reader | undefined {
    if (!this.progress.isReceiving) this.progress.signal('feed');
    return this.progress.isClosed ? undefined : this.#reader;
  }

  clear(): void {
    this.#reader.flush();
    this.answer.clear();
    this.#loop.clear();
    // Everything was received, so with nothing left to type the run is done.
    if (this.progress.isActive && this.progress.state === 'typing') this.#loop.complete();
  }

  /** Closes the stream and shows all received text at once. */
  stop(): void {
    if (this.progress.isClosed) return;
    if (this.progress.state === 'typing') {
      // A listener of `stream-end` may call this before `receiveAll` completes the loop.
      this.#loop.complete();
      this.#loop.skip();
    }
    if (!this.progress.isActive) return;
    this.#leaveStream();
    this.#reject(abortError('stopped'));
    this.#loop.complete();
    this.#loop.skip();
    this.progress.signal('stop');
    this.progress.isClosed = true;
  }

  /** Another run replaces this run. */
  close(): void {
    if (this.progress.isClosed) return;
    this.progress.isClosed = true;
    this.#reader.close(false);
    this.#stream?.close();
    this.#stream = undefined;
    if (this.progress.isActive) this.#reject(abortError('closed'));
  }

  /** The stream gives up, or could not begin. The received text stays, and is still typed. */
  fail(error: StreamError): void {
    if (this.progress.isClosed) return;
    this.#leaveStream();
    this.error = error;
    this.#reject(error);
    this.progress.signal('fail');
    if (!this.progress.isClosed) this.#loop.complete();
    this.progress.emit(new StreamErrorEvent(error));
    this.progress.isClosed = true;
  }

  /** Everything has been received. */
  receiveAll(reason: StreamEndReason): void {
    const { state, isClosed } = this.progress;
    if (isClosed || nextState(state, 'receive-all') === state) return;
    this.#reader.flush();
    if (reason !== 'manual') this.#reader.show(this.answer.received.end());
    this.#leaveStream();
    this.canResume = false;
    this.progress.signal('receive-all');
    this.progress.emit(new StreamEndEvent(reason, this.answer.finishReason));
    if (!this.progress.isClosed) this.#loop.complete();
  }

  /** Everything is on screen. */
  onTyped(): void {
    if (this.progress.isClosed || this.progress.state !== 'typing') return;
    this.#resolve(this.progress.host);
    this.progress.signal('type-all');
    this.progress.emit(new StreamTypedEvent(this.answer.received.text));
    this.progress.isClosed = true;
  }

  // Called by the stream.

  onConnect(lastEventId: string): void {
    this.attempt += 1;
    this.#resumed = lastEventId !== '';
    this.#reader.connect(lastEventId);
  }

  onOpen(): void {
    this.retry = null;
    this.progress.signal('open');
    this.progress.emit(new StreamOpenEvent(this.attempt, this.#resumed));
  }

  onRetry({ attempt, delay, error }: RetryInfo): boolean {
    this.retry = { at: delay === null ? null : performance.now() + delay, error };
    this.progress.signal('lose');
    const agreed = this.progress.emit(new StreamRetryEvent(attempt, delay, error));
    return agreed && !this.progress.isClosed;
  }

  onEnd(): void {
    this.receiveAll(this.#reader.hasEndWord ? 'sentinel' : 'closed');
  }

  onError(error: StreamError): void {
    this.fail(error);
  }

  #leaveStream(): void {
    // With invalid options no stream was opened, so `start()` may still resume the previous one.
    if (this.#stream) this.canResume = this.#stream.canReopen;
    this.retry = null;
    this.#reader.close(true);
    this.#stream?.close();
    this.#stream = undefined;
  }
}
