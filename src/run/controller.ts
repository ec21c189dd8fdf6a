import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Options } from '../element/options.js';
import type { FinishReason, Usage } from '../formats/format.js';
import { TypingLoop } from '../rendering/typing-loop.js';
import { StreamError, reasonOf } from '../stream/errors.js';
import { sourceTransport, type StreamSource } from '../stream/source-transport.js';
import type { Transport } from '../stream/transport.js';
import { transportsFor } from '../stream/transports.js';
import type { RunHost } from './progress.js';
import type { Reader } from './reader.js';
import { Run, type Retry } from './run.js';
import type { StreamState } from './state.js';

export interface StreamHost extends ReactiveControllerHost, HTMLElement, RunHost {
  /** The options of a run of `src`. Throws a StreamError when the properties make no request. */
  streamOptions(): Options;
  /** The options of a run of a source that was given. */
  sourceOptions(): Options;
}

/**
 * Owns one run at a time. Starting another run closes the one before, which is silent from then on.
 */
export class StreamController implements ReactiveController {
  readonly loop: TypingLoop;
  readonly #host: StreamHost;
  #run: Run;

  constructor(host: StreamHost, onNear: (near: boolean) => void) {
    this.#host = host;
    this.loop = new TypingLoop(host, {
      onTyped: () => this.#run.onTyped(),
      onNear,
      text: () => this.text,
    });
    this.#run = new Run(host, this.loop);
    host.addController(this);
  }

  get state(): StreamState {
    return this.#run.progress.state;
  }

  get error(): StreamError | null {
    return this.#run.error;
  }

  get attempt(): number {
    return this.#run.attempt;
  }

  get retry(): Retry | null {
    return this.#run.retry;
  }

  get lastEventId(): string {
    return this.#run.answer.received.lastEventId;
  }

  get text(): string {
    return this.#run.answer.received.text;
  }

  get typedText(): string {
    return this.text.slice(0, this.loop.typedLength);
  }

  get reasoning(): string {
    return this.#run.answer.reasoning;
  }

  get finishReason(): FinishReason | null {
    return this.#run.answer.finishReason;
  }

  get usage(): Usage | null {
    return this.#run.answer.usage;
  }

  get finished(): Promise<RunHost> {
    return this.#run.finished.promise;
  }

  /** A stream is being read, so leaving the document interrupts it. */
  get hasStream(): boolean {
    return this.#run.hasStream;
  }

  /** `start()` goes on where the stream was left. */
  get canGoOn(): boolean {
    return this.#run.canGoOn;
  }

  /** The stream may go on unasked, since to ask again changes nothing. */
  get canResume(): boolean {
    return this.#run.canGoOn && this.#run.isRepeatable;
  }

  hostConnected(): void {
    this.loop.connect();
  }

  hostDisconnected(): void {
    this.loop.disconnect();
  }

  /** Opens the stream. After `stop()` or an error it goes on where it was, and the text stays. */
  start(): void {
    if (this.#run.progress.isReceiving && this.#run.hasStream) return;
    this.#open(this.#run.canGoOn, () => {
      const options = this.#host.streamOptions();
      return [options, transportsFor(options)];
    });
  }

  /** Reads a source that somebody else opened, in place of `src`. */
  read(source: StreamSource): Promise<RunHost> {
    this.expect();
    this.#open(false, () => {
      const options = this.#host.sourceOptions();
      return [options, [sourceTransport(source, options)]];
    });
    return this.finished;
  }

  stop(): void {
    this.#run.stop();
  }

  retryNow(): void {
    this.#run.retryNow();
  }

  /** Another stream is about to begin: closes this one, forgets the text, renews `finished`. */
  expect(): void {
    if (!this.#run.progress.isFresh) this.#begin(false);
    this.#run.clear();
  }

  /** Closes the stream and forgets everything: the element is as new. */
  reset(): void {
    this.expect();
    this.#run.progress.signal('reset');
  }

  write(text: string): void {
    if (text) this.#handFed().write(text);
  }

  replace(text: string): void {
    this.#handFed().replace(text);
  }

  /** Everything has been received, as far as the caller is concerned. */
  end(): void {
    this.#run.receiveAll('manual');
  }

  /** Empties the text. A stream that is open goes on. */
  clear(): void {
    this.#run.clear();
  }

  /** A mistake in the options becomes the error of the run, and the text received before stays. */
  #open(goesOn: boolean, make: () => [Options, [Transport, ...Transport[]]]): void {
    try {
      const [options, transports] = make();
      this.#begin(goesOn);
      this.#run.open(options, transports);
    } catch (thrown) {
      if (this.#run.progress.isClosed) this.#begin(true);
      this.#run.fail(
        thrown instanceof StreamError ? thrown : new StreamError('network', reasonOf(thrown)),
      );
    }
  }

  /** Makes the next run the current one. */
  #begin(continues: boolean): void {
    const before = this.#run;
    if (before.progress.isFresh && !continues) return;
    before.close();
    if (!continues) this.loop.clear();
    this.#run = new Run(
      this.#host,
      this.loop,
      before.progress.state,
      continues ? before : undefined,
    );
  }

  /** Reads text given by hand into the current run, or behind the text of one that is over. */
  #handFed(): Reader {
    if (this.#run.progress.isOver) this.#begin(true);
    return this.#run.feed();
  }
}
