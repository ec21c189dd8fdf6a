import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Options } from '../element/options.js';
import { TypingLoop } from '../rendering/typing-loop.js';
import { StreamError, reasonOf } from '../stream/errors.js';
import { sourceTransport, type StreamSource } from '../stream/source-transport.js';
import type { Transport } from '../stream/transport.js';
import { transportsFor } from '../stream/transports.js';
import type { RunHost } from './progress.js';
import type { Reader } from './reader.js';
import { Run } from './run.js';

type StreamHost = ReactiveControllerHost & HTMLElement & RunHost;

/** What the controller asks of the element, and tells it. */
export interface StreamCallbacks {
  /** The options of a run that reads `src`. Throws a StreamError if the properties are no valid request. */
  streamOptions(): Options;
  /** The options of a run that reads a source given to `read()`. */
  sourceOptions(): Options;
  /** The element came near the viewport, or left it. */
  onNear(near: boolean): void;
}

/** Owns one run at a time. Starting a run closes the previous run, which is silent from then on. */
export class StreamController implements ReactiveController {
  readonly loop: TypingLoop;
  readonly #host: StreamHost;
  readonly #callbacks: StreamCallbacks;
  #run: Run;

  constructor(host: StreamHost, callbacks: StreamCallbacks) {
    this.#host = host;
    this.#callbacks = callbacks;
    this.loop = new TypingLoop(host, {
      onTyped: () => this.#run.onTyped(),
      onNear: (near) => callbacks.onNear(near),
      text: () => this.text,
    });
    this.#run = new Run(host, this.loop);
    host.addController(this);
  }

  /** The current run, for all that there is to read about it. */
  get run(): Run {
    return this.#run;
  }

  get text(): string {
    return this.#run.answer.received.text;
  }

  hostConnected(): void {
    this.loop.connect();
  }

  hostDisconnected(): void {
    this.loop.disconnect();
  }

  /** Opens the stream. After `stop()` or an error the stream resumes, and the text stays. */
  start(): void {
    if (this.#run.progress.isReceiving && this.#run.hasStream) return;
    this.#open(this.#run.canResume, () => {
      const options = this.#callbacks.streamOptions();
      return [options, transportsFor(options)];
    });
  }

  /** Reads a source that the page opened, in place of `src`. */
  read(source: StreamSource): Promise<RunHost> {
    this.prepareForNext();
    this.#open(false, () => {
      const options = this.#callbacks.sourceOptions();
      return [options, [sourceTransport(source, options)]];
    });
    return this.#run.finished;
  }

  stop(): void {
    this.#run.stop();
  }

  retryNow(): void {
    this.#run.retryNow();
  }

  /** Prepares for another stream: closes the current one, clears the text and renews `finished`. */
  prepareForNext(): void {
    if (!this.#run.progress.isFresh) this.#begin(false);
    this.#run.clear();
  }

  /** Closes the stream and returns the element to its initial state. */
  reset(): void {
    this.prepareForNext();
    this.#run.progress.signal('reset');
  }

  write(text: string): void {
    if (text) this.#handFed()?.write(text);
  }

  replace(text: string): void {
    this.#handFed()?.replace(text);
  }

  /** All text has been given by hand. */
  end(): void {
    this.#run.receiveAll('manual');
  }

  /** Clears the text. An open stream continues. */
  clear(): void {
    this.#run.clear();
  }

  /** Invalid options become the error of the run, and the text received so far stays. */
  #open(continues: boolean, make: () => [Options, [Transport, ...Transport[]]]): void {
    try {
      const [options, transports] = make();
      this.#begin(continues);
      this.#run.open(options, transports);
    } catch (thrown) {
      if (this.#run.progress.isClosed) this.#begin(true);
      this.#run.fail(
        thrown instanceof StreamError ? thrown : new StreamError('network', reasonOf(thrown)),
      );
    }
  }

  /** Replaces the current run with a new one. */
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

  /** The reader for text given by hand: the current run's, or that of a new run which continues its text. */
  #handFed(): Reader | undefined {
    const { isFresh, isActive } = this.#run.progress;
    if (!isFresh && !isActive) this.#begin(true);
    return this.#run.feed();
  }
}
