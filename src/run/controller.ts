import type { ReactiveController, ReactiveControllerHost } from '@lit/reactive-element';
import { TypingLoop, type TypingParts } from '../rendering/typing-loop.js';
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
import { Finished } from './finished.js';
import type { Delta } from '../formats/format.js';
import { Interpreter, type ReadOptions } from '../formats/interpreter.js';
import { isActive, isReceiving, nextState, type StreamSignal, type StreamState } from './state.js';
import { StreamError, reasonOf } from '../stream/errors.js';
import type { StreamMessage } from '../stream/message.js';
import { ReceivedText, commonPrefix, type TextChange } from '../text/received-text.js';
import {
  ReconnectingStream,
  type ReconnectingStreamOptions,
  type ReconnectingStreamSink,
  type RetryInfo,
} from '../stream/reconnecting-stream.js';
import { openSource, type StreamSource } from '../stream/source-transport.js';
import type { Connection } from '../stream/transport.js';

/** A message with neither a name nor an id. */
const UNNAMED: StreamMessage = { event: 'message', data: '', id: '' };

/** How a stream is opened and read. */
export type RunOptions = ReadOptions & Omit<ReconnectingStreamOptions, 'lastEventId'>;

export interface StreamHost extends ReactiveControllerHost, HTMLElement {
  /** Somebody may listen to `stream-delta`. */
  readonly mayHearDeltas?: boolean;
  /** Reads the element's properties; throws a StreamError when they make no request. */
  runOptions(): RunOptions;
  /** The same for text that comes from elsewhere. */
  readOptions(): ReadOptions;
  /** The state changed; its event follows. */
  onState(): void;
}

/**
 * Owns one run of the pipeline at a time: stream -> format -> typist -> renderer. Starting a run
 * closes the one before, and nothing of a closed run writes. A listener may stop or start
 * anything, so whoever dispatches an event looks at the run token before it goes on.
 */
export class StreamController implements ReactiveController, ReconnectingStreamSink {
  readonly display: TypingLoop;
  readonly #host: StreamHost;
  readonly #replay = new ReceivedText();
  #stream: Connection | undefined;
  #options: ReadOptions | undefined;
  #reader: Interpreter | undefined;
  /** The run token: changes with every start, stop and end. */
  #run = 0;
  /** Sent twice, this request gives a second answer, which must never be added to the first. */
  #answersAnew = false;
  #state: StreamState = 'idle';
  #error: StreamError | null = null;
  #attempt = 0;
  #lastEventId = '';
  #reasoning = '';
  /** Something of an earlier run is there, and the next start goes on with it. */
  #continuing = false;
  /** `finished` is already that of the next run. */
  #expecting = false;
  #finished: Finished<StreamHost>;

  constructor(host: StreamHost, onNear: (near: boolean) => void) {
    this.#host = host;
    this.#finished = new Finished(host);
    this.display = new TypingLoop(host, { onTyped: () => this.#onTyped(), onNear });
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

  /** Whether the stream can go on unasked: it was interrupted, and to ask again changes nothing. */
  get canResume(): boolean {
    return this.#continuing && !this.#answersAnew;
  }

  attach(parts: TypingParts): void {
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
    this.#begin(() => {
      const options = this.#host.runOptions();
      if (!this.#continuing) this.#forget();
      this.#answersAnew = options.request.method !== 'GET';
      return [
        options,
        new ReconnectingStream({ ...options, lastEventId: this.#lastEventId }, this),
      ];
    });
  }

  /** Reads a source that somebody else opened, in place of `src`. */
  read(source: StreamSource): Promise<StreamHost> {
    this.#forget();
    this.#begin(() => {
      const options = this.#host.readOptions();
      return [options, openSource(source, options, this)];
    });
    return this.finished;
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

  /** Another stream is about to begin: closes this one, forgets the text, renews `finished`. */
  expect(): void {
    this.#forget();
    this.#renewFinished();
    this.#expecting = true;
  }

  /** Closes the stream and forgets everything: the element is as new. */
  reset(): void {
    this.#forget();
    this.#expecting = false;
    this.#error = null;
    this.#signal('reset');
  }

  write(text: string): void {
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
    const options = this.#options;
    if (!options) return;
    this.#reader = new Interpreter(options);
    if (first && !this.#continuing) return;
    const { reconnect } = options;
    // Told again from the top, the thinking would be there twice.
    if (!lastEventId && reconnect !== 'append') this.#reasoning = '';
    const mode = reconnect === 'auto' && this.#answersAnew ? 'replace' : reconnect;
    this.#replay.reconnect(lastEventId, mode);
  }

  onOpen(attempt: number, resumed: boolean): void {
    const run = this.#run;
    this.#signal('open');
    if (run === this.#run) this.#dispatch(new StreamOpenEvent(attempt, resumed));
  }

  onMessage(message: StreamMessage, ownId: boolean | undefined): boolean {
    const reader = this.#reader;
    if (!reader) return false;
    const kind = reader.kindOf(message);
    if (kind === 'other') {
      this.onId(message.id);
      return false;
    }
    if (kind === 'end') {
      this.#receivedAll('sentinel');
      return true;
    }
    this.#replay.message(message.id, ownId);
    this.#lastEventId = message.id;
    return this.#read(message, reader.read(message));
  }

  onBatch(data: readonly string[]): boolean {
    const options = this.#options;
    // Nothing but new text, which nobody wants to hear of message by message: it is taken at once.
    if (
      options?.isPlainText &&
      !this.#host.mayHearDeltas &&
      !this.#lastEventId &&
      !this.#replay.replaying &&
      this.#reader?.kindOf(UNNAMED) === 'text'
    ) {
      const end = firstOf(options.sentinels, data);
      const text = (end === undefined ? data : data.slice(0, end)).join('');
      this.#replay.message('', false);
      this.#apply(this.#replay.push(text), text, undefined);
      if (end !== undefined) this.#receivedAll('sentinel');
      return true;
    }
    const run = this.#run;
    let isNew = false;
    for (const item of data) {
      const message = { event: 'message', data: item, id: '' };
      isNew = this.onMessage(message, false) || isNew;
      if (run !== this.#run) break;
    }
    return isNew;
  }

  onId(id: string): void {
    if (id === this.#lastEventId) return;
    this.#lastEventId = id;
    this.#replay.idOnly(id);
  }

  onRetry({ attempt, delay, error }: RetryInfo): boolean {
    const run = this.#run;
    this.#signal('lose');
    return run === this.#run && this.#dispatch(new StreamRetryEvent(attempt, delay, error));
  }

  isCaughtUp(): boolean {
    return this.#replay.caughtUp;
  }

  mayClose(): boolean {
    return this.#reader?.mayClose ?? true;
  }

  onEnd(): void {
    this.#receivedAll('closed');
  }

  onError(error: StreamError): void {
    // What never began has nothing to lose: the earlier text still waits to be gone on with.
    if (this.#stream) this.#continuing = this.#canGoOn;
    this.#close();
    const run = this.#run;
    this.#error = error;
    this.#finished.reject(error);
    this.#signal('fail');
    if (run !== this.#run) return;
    // What was received is still typed; the failure is no reason to lose it.
    this.display.complete();
    this.#dispatch(new StreamErrorEvent(error));
  }

  /** Makes a run and opens it; what is wrong with its options is the run's error. */
  #begin(make: () => [ReadOptions, Connection & { open(): void }]): void {
    this.#close();
    this.#attempt = 0;
    try {
      const [options, stream] = make();
      this.#renewFinished();
      this.#options = options;
      this.#stream = stream;
      this.#signal('connect');
      // A listener may have stopped it again, or started another run.
      if (this.#stream === stream) stream.open();
    } catch (thrown) {
      this.#renewFinished();
      this.onError(
        thrown instanceof StreamError ? thrown : new StreamError('network', reasonOf(thrown)),
      );
    }
  }

  #read(message: StreamMessage, delta: Delta | null): boolean {
    if (!delta) return !this.#replay.replaying;
    const run = this.#run;
    const { text, reasoning = '' } = delta;
    this.#reasoning += reasoning;
    let isNew = !this.#replay.replaying;
    if (delta.replace && text !== undefined) {
      isNew = text !== this.#replay.text;
      this.#replaceAll(text, message);
    } else if (text || reasoning) {
      const change = this.#replay.push(text ?? '');
      isNew ||= change !== undefined;
      this.#apply(change, change?.append ?? '', message, reasoning);
    }
    if (run !== this.#run) return isNew;
    if (delta.error) this.onError(delta.error);
    else if (delta.done) this.#receivedAll('sentinel');
    return isNew;
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
    // An event per message is the dearest part of reading one.
    if (this.#host.mayHearDeltas) this.#dispatch(new StreamDeltaEvent(text, message, reasoning));
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
    if (nextState(this.#state, 'receive-all') === this.#state) return;
    this.#close();
    this.#continuing = false;
    const run = this.#run;
    const rest = reason === 'manual' ? undefined : this.#replay.end();
    this.#apply(rest, rest?.append ?? '', undefined);
    if (run === this.#run) this.#signal('receive-all');
    if (run === this.#run) this.#dispatch(new StreamEndEvent(reason));
    if (run === this.#run) this.display.complete();
  }

  #onTyped(): void {
    if (this.#state !== 'typing') return;
    const run = this.#run;
    this.#finished.resolve();
    this.#signal('type-all');
    if (run === this.#run) this.#dispatch(new StreamTypedEvent(this.text));
  }

  /** A stream that was opened here can be opened again; a source that was given is used up. */
  get #canGoOn(): boolean {
    return this.#stream instanceof ReconnectingStream && this.#stream.canReopen;
  }

  #forget(): void {
    this.#close();
    if (isActive(this.#state) && !this.#expecting) {
      this.#finished.reject(new DOMException('The stream was closed.', 'AbortError'));
    }
    this.#continuing = false;
    this.#lastEventId = '';
    this.clear();
  }

  #close(): void {
    this.#run += 1;
    this.#stream?.close();
    this.#stream = undefined;
  }

  #renewFinished(): void {
    this.#expecting = false;
    this.#error = null;
    this.#finished = this.#finished.renewed();
  }

  #signal(signal: StreamSignal): void {
    const from = this.#state;
    const to = nextState(from, signal);
    if (from === to) return;
    this.#state = to;
    this.display.active = isActive(to);
    this.#host.requestUpdate();
    this.#host.onState();
    this.#dispatch(new StreamStateEvent(from, to));
  }

  #dispatch(event: Event): boolean {
    return this.#host.dispatchEvent(event);
  }
}

/** Where the first of some words stands in a list. */
function firstOf(words: readonly string[], list: readonly string[]): number | undefined {
  const places = words.map((word) => list.indexOf(word)).filter((place) => place >= 0);
  return places.length > 0 ? Math.min(...places) : undefined;
}
