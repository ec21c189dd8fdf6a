import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Display, type DisplayParts } from './display.js';
import {
  StreamDeltaEvent,
  StreamEndEvent,
  StreamErrorEvent,
  StreamOpenEvent,
  StreamRetryEvent,
  StreamStateEvent,
  StreamTypedEvent,
  type StreamEndReason,
} from './events.js';
import type { Delta, Format } from './formats/format.js';
import { Finished } from './finished.js';
import { isActive, isReceiving, nextState, type StreamSignal, type StreamState } from './state.js';
import { StreamError, reasonOf } from './stream/errors.js';
import type { StreamMessage } from './stream/message.js';
import { Replay, commonPrefix, type ReconnectMode, type TextChange } from './stream/replay.js';
import {
  ResilientStream,
  type ResilientStreamOptions,
  type ResilientStreamSink,
  type RetryInfo,
} from './stream/resilient-stream.js';
import { SourceStream, type StreamSource } from './stream/source-stream.js';
import type { Connection } from './stream/transport.js';

/** How messages are read. Fixed when a run starts. */
export interface ReadOptions {
  /** Makes the format of one connection, which may remember what it read. */
  readonly createFormat: () => Format;
  /** Event names that carry text; undefined: all. */
  readonly events: readonly string[] | undefined;
  readonly endData: readonly string[];
  readonly endEvents: readonly string[];
  /** Event names to listen for, where all is no choice. */
  readonly eventNames: readonly string[];
  /** A server that does not stream may answer with one JSON body. */
  readonly takesJson: boolean;
  readonly reconnect: ReconnectMode;
}

/** How a stream is opened and read. */
export type RunOptions = ReadOptions & Omit<ResilientStreamOptions, 'lastEventId'>;

export interface StreamHost extends ReactiveControllerHost, HTMLElement {
  /** Reads the element's properties; throws a StreamError when they make no request. */
  runOptions(): RunOptions;
  /** The same for text that comes from elsewhere. */
  readOptions(): ReadOptions;
}

/**
 * Owns one run of the pipeline at a time: stream -> format -> typist -> renderer. Starting a run
 * closes the one before, and nothing of a closed run writes.
 */
export class StreamController implements ReactiveController, ResilientStreamSink {
  readonly display: Display;
  readonly #host: StreamHost;
  readonly #replay = new Replay();
  #stream: Connection | undefined;
  #options: ReadOptions | undefined;
  #format: Format | undefined;
  /** The format said that the server may close now. */
  #complete = false;
  /** Sent twice, this request gives a second answer, which must never be added to the first. */
  #answersAnew = false;
  #state: StreamState = 'idle';
  #error: StreamError | null = null;
  #attempt = 0;
  #lastEventId = '';
  #reasoning = '';
  /** Something of an earlier run is there, and the next start goes on with it. */
  #continuing = false;
  #finished: Finished<StreamHost>;

  constructor(host: StreamHost, onNear: (near: boolean) => void) {
    this.#host = host;
    this.#finished = new Finished(host);
    this.display = new Display(host, { onTyped: () => this.#onTyped(), onNear });
    host.addController(this);
  }

  get state(): StreamState {
    return this.#state;
  }

  get error(): StreamError | null {
    return this.#error;
  }

  get attempt(): number {
    return this.#attempt;
  }

  get lastEventId(): string {
    return this.#lastEventId;
  }

  get text(): string {
    return this.#replay.text;
  }

  get typedText(): string {
    return this.#replay.text.slice(0, this.display.typedLength);
  }

  get reasoning(): string {
    return this.#reasoning;
  }

  get finished(): Promise<StreamHost> {
    return this.#finished.promise;
  }

  /** Whether `start()` goes on with what is there. */
  get isContinuing(): boolean {
    return this.#continuing;
  }

  attach(parts: DisplayParts): void {
    this.display.attach(parts);
  }

  hostConnected(): void {
    this.display.connect();
  }

  hostDisconnected(): void {
    this.display.disconnect();
  }

  /** Opens the stream. After `stop()` or an error it goes on where it was, and the text stays. */
  start(): void {
    if (isReceiving(this.#state) && this.#stream) return;
    this.#close();
    if (!this.#continuing) this.#forget();
    this.#renewFinished();
    this.#attempt = 0;
    try {
      const options = this.#host.runOptions();
      this.#options = options;
      this.#answersAnew = options.request.method !== 'GET';
      const stream = new ResilientStream({ ...options, lastEventId: this.#lastEventId }, this);
      this.#run(stream, () => stream.open());
    } catch (thrown) {
      this.onError(
        thrown instanceof StreamError ? thrown : new StreamError('network', reasonOf(thrown)),
      );
    }
  }

  /** Reads a source that somebody else opened, in place of `src`. */
  read(source: StreamSource): Promise<StreamHost> {
    this.#forget();
    this.#renewFinished();
    this.#attempt = 0;
    const options = this.#host.readOptions();
    this.#options = options;
    const stream = new SourceStream(source, options, this);
    this.#run(stream, () => stream.open());
    return this.finished;
  }

  #run(stream: Connection, open: () => void): void {
    this.#stream = stream;
    this.#signal('connect');
    // A listener may have stopped it again, or started another run.
    if (this.#stream === stream) open();
  }

  /** Closes the stream. What was received is shown, and `start()` goes on from there. */
  stop(): void {
    const canGoOn = this.#canGoOn;
    this.#close();
    if (this.#state === 'typing') {
      // Nothing is left to stop: everything was received.
      this.display.skip();
      return;
    }
    if (!isActive(this.#state)) return;
    this.#continuing = canGoOn;
    this.#finished.reject(new DOMException('The stream was stopped.', 'AbortError'));
    this.display.complete();
    this.display.skip();
    this.#signal('stop');
  }

  /** Closes the stream, forgets the text, and begins again. */
  restart(): void {
    this.#forget();
    this.start();
  }

  /** Closes the stream and forgets everything: the element is as new. */
  reset(): void {
    this.#forget();
    this.#error = null;
    this.#signal('reset');
  }

  append(text: string): void {
    if (!text) return;
    this.#feed();
    this.#apply(this.#replay.push(text), text, undefined);
  }

  replace(text: string): void {
    this.#feed();
    this.#replaceAll(text, undefined);
  }

  /** Everything has been received, as far as the caller is concerned. */
  end(): void {
    this.#receivedAll('manual');
  }

  /** Empties the text. A stream that is open goes on. */
  clear(): void {
    this.#replay.clear();
    this.#reasoning = '';
    this.display.clear();
  }

  // What the stream reports.

  onConnect(lastEventId: string, first: boolean): void {
    this.#attempt += 1;
    this.#format = this.#options?.createFormat();
    this.#complete = false;
    if (first && !this.#continuing) return;
    // Told again from the top, the thinking would be there twice.
    if (!lastEventId && this.#options?.reconnect !== 'append') this.#reasoning = '';
    const reconnect = this.#options?.reconnect ?? 'auto';
    const mode = reconnect === 'auto' && this.#answersAnew ? 'replace' : reconnect;
    this.#replay.reconnect(lastEventId, mode);
  }

  onOpen(attempt: number, resumed: boolean): void {
    this.#signal('open');
    this.#dispatch(new StreamOpenEvent(attempt, resumed));
  }

  onMessage(message: StreamMessage, ownId: boolean | undefined): boolean {
    const options = this.#options;
    if (!options) return false;
    if (this.#isEnd(message, options)) {
      this.#receivedAll('sentinel');
      return true;
    }
    if (!carriesText(message, options)) {
      this.onId(message.id);
      return false;
    }
    this.#replay.message(message.id, ownId);
    this.#lastEventId = message.id;
    return this.#read(message, this.#parse(message));
  }

  onId(id: string): void {
    if (id === this.#lastEventId) return;
    this.#lastEventId = id;
    this.#replay.idOnly(id);
  }

  onRetry({ attempt, delay, error }: RetryInfo): boolean {
    this.#signal('lose');
    return this.#dispatch(new StreamRetryEvent(attempt, delay, error));
  }

  isCaughtUp(): boolean {
    return this.#replay.caughtUp;
  }

  mayClose(): boolean {
    return this.#complete || !this.#format?.terminated;
  }

  onEnd(): void {
    this.#receivedAll('closed');
  }

  onError(error: StreamError): void {
    this.#continuing = this.#canGoOn;
    this.#close();
    this.#error = error;
    this.#finished.reject(error);
    this.#signal('fail');
    // What was received is still typed; the failure is no reason to lose it.
    this.display.complete();
    this.#dispatch(new StreamErrorEvent(error));
  }

  #parse(message: StreamMessage): Delta | null {
    // Plain text has no format to be read in, and no terminator.
    if (message.raw) return { text: message.data, complete: true };
    try {
      return this.#format?.parse(message) ?? null;
    } catch (thrown) {
      const problem = `Reading a message failed: ${reasonOf(thrown)}`;
      return { error: new StreamError('format', problem, { cause: thrown }) };
    }
  }

  #read(message: StreamMessage, delta: Delta | null): boolean {
    if (!delta) return !this.#replay.replaying;
    const { text, reasoning = '' } = delta;
    this.#reasoning += reasoning;
    this.#complete ||= delta.complete ?? false;
    let isNew = !this.#replay.replaying;
    if (delta.replace && text !== undefined) {
      isNew = text !== this.#replay.text;
      this.#replaceAll(text, message);
    } else if (text || reasoning) {
      const change = this.#replay.push(text ?? '');
      isNew ||= change !== undefined;
      this.#apply(change, change?.append ?? '', message, reasoning);
    }
    if (delta.error) this.onError(delta.error);
    else if (delta.done) this.#receivedAll('sentinel');
    return isNew;
  }

  #isEnd(message: StreamMessage, options: ReadOptions): boolean {
    if (message.raw) return false;
    return (
      options.endEvents.includes(message.event) ||
      (carriesText(message, options) && options.endData.includes(message.data))
    );
  }

  #apply(
    change: TextChange | undefined,
    text: string,
    message: StreamMessage | undefined,
    reasoning = '',
  ): void {
    if (!change && !reasoning) return;
    if (change) {
      this.display.truncate(change.keep);
      this.display.push(change.append);
    }
    this.#host.dispatchEvent(new StreamDeltaEvent(text, message, reasoning));
  }

  #replaceAll(text: string, message: StreamMessage | undefined): void {
    const keep = commonPrefix(this.#replay.text, text);
    this.#replay.replace(text);
    this.#apply({ keep, append: text.slice(keep) }, text, message);
  }

  /** Text is given by hand: into the run that is under way, or as a run of its own. */
  #feed(): void {
    if (isReceiving(this.#state)) return;
    this.#renewFinished();
    this.#signal('feed');
  }

  #receivedAll(reason: StreamEndReason): void {
    this.#close();
    this.#continuing = false;
    if (!this.#signal('receive-all')) return;
    this.#dispatch(new StreamEndEvent(reason));
    if (this.#state === 'typing') this.display.complete();
  }

  #onTyped(): void {
    if (this.#state !== 'typing') return;
    this.#finished.resolve();
    this.#signal('type-all');
    this.#dispatch(new StreamTypedEvent(this.text));
  }

  /** A stream that was opened here can be opened again; a source that was given is used up. */
  get #canGoOn(): boolean {
    return this.#stream instanceof ResilientStream;
  }

  #forget(): void {
    this.#close();
    if (isActive(this.#state)) {
      this.#finished.reject(new DOMException('The stream was closed.', 'AbortError'));
    }
    this.#continuing = false;
    this.#lastEventId = '';
    this.clear();
  }

  #close(): void {
    this.#stream?.close();
    this.#stream = undefined;
  }

  #renewFinished(): void {
    this.#error = null;
    this.#finished = this.#finished.renewed();
  }

  /** Returns whether the state changed. */
  #signal(signal: StreamSignal): boolean {
    const from = this.#state;
    const to = nextState(from, signal);
    if (from === to) return false;
    this.#state = to;
    this.display.active = isActive(to);
    this.#host.requestUpdate();
    this.#dispatch(new StreamStateEvent(from, to));
    return true;
  }

  #dispatch(event: Event): boolean {
    return this.#host.dispatchEvent(event);
  }
}

const carriesText = ({ event, raw }: StreamMessage, { events }: ReadOptions): boolean =>
  raw === true || !events || events.includes(event);
