import type { StreamError } from '../../src/stream/errors.js';
import type { StreamMessage } from '../../src/stream/message.js';
import { toOptions } from '../../src/element/options.js';
import { ReconnectingStream } from '../../src/stream/reconnecting-stream.js';
import type { RetryInfo, StreamReader, StreamSink } from '../../src/stream/stream-sink.js';
import { transportsFor } from '../../src/stream/transports.js';

export interface FaceInit extends EventSourceInit {
  /** The browser's own EventSource below, or fetch and our parser. */
  transport?: 'native' | 'fetch';
}

/**
 * Our stream layer behind the face of the standard's EventSource, so that whatever is written
 * for that one (the standard's own tests, too) can be run against both of our transports.
 *
 * It opens in a microtask, since the browser's EventSource below hands out only those event names
 * that it is asked for: listeners added in the task of the constructor are in time.
 */
export class EventSourceFace extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSED = 2;

  readonly url: string;
  readonly withCredentials: boolean;
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent<string>) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  /** Beyond the standard, which tells no reason. */
  error: StreamError | undefined;
  /** Beyond the standard: what it waits before the next attempt; null: the browser knows. */
  delay: number | null = null;

  #readyState: 0 | 1 | 2 = 0;
  #stream: ReconnectingStream | undefined;
  #lastEventId = '';
  #isNative = false;
  readonly #names = new Set(['message']);

  constructor(url: string | URL, { withCredentials = false, transport = 'fetch' }: FaceInit = {}) {
    super();
    if (!URL.canParse(url, document.baseURI)) {
      throw new DOMException(`"${String(url)}" is not a URL.`, 'SyntaxError');
    }
    this.url = new URL(url, document.baseURI).href;
    this.withCredentials = withCredentials;
    queueMicrotask(() => {
      if (this.#readyState !== this.CLOSED) this.#open(transport);
    });
  }

  get readyState(): 0 | 1 | 2 {
    return this.#readyState;
  }

  override addEventListener(
    type: string,
    callback: EventListenerOrEventListenerObject | null,
    options?: AddEventListenerOptions | boolean,
  ): void {
    this.#names.add(type);
    super.addEventListener(type, callback, options);
  }

  override dispatchEvent(event: Event): boolean {
    const result = super.dispatchEvent(event);
    if (event.type === 'message') this.onmessage?.(event as MessageEvent<string>);
    else if (event.type === 'open') this.onopen?.(event);
    else if (event.type === 'error') this.onerror?.(event);
    return result;
  }

  close(): void {
    this.#readyState = this.CLOSED;
    this.#stream?.close();
  }

  #open(transport: 'native' | 'fetch'): void {
    this.#isNative = transport === 'native';
    const names = [...this.#names].filter((name) => name !== 'open');
    const { request, reading, retry } = toOptions({
      src: this.url,
      baseURI: document.baseURI,
      withCredentials: this.withCredentials,
      method: 'GET',
      headers: undefined,
      body: undefined,
      fetch: undefined,
      idleTimeout: 0,
      transport: this.#isNative ? 'eventsource' : 'fetch',
      event: '',
      sentinel: '',
      endEvent: '',
      liveEvent: '',
      maxRetries: Infinity,
      reconnect: 'auto',
    });
    // A name may have spaces here.
    const options = { request, reading: { ...reading, eventNames: names }, retry };
    const transports = transportsFor(options);
    this.#stream = new ReconnectingStream(transports, options, this.#reader(), this.#sink());
    this.#stream.open();
  }

  #reader(): StreamReader {
    const lastEventId = () => this.#lastEventId;
    return {
      get lastEventId() {
        return lastEventId();
      },
      // Nothing here knows what was told before, so a close is never the end.
      caughtUp: false,
      isComplete: false,
      mayClose: true,
      unknownMessagesError: () => undefined,
      unreadEventsError: () => undefined,
      read: (messages) => {
        for (const message of messages) {
          // Nothing is told after close(), not even what came together with the last message.
          if (this.readyState === EventSource.CLOSED) break;
          this.#onMessage(message);
        }
        return true;
      },
      readId: (id) => (this.#lastEventId = id),
    };
  }

  #sink(): StreamSink {
    return {
      onConnect: () => undefined,
      onOpen: () => {
        this.#readyState = this.OPEN;
        this.dispatchEvent(new Event('open'));
      },
      onRetry: (info) => this.#onRetry(info),
      onEnd: () => this.#fail(undefined),
      onError: (error) => this.#fail(error),
    };
  }

  #onMessage({ event, data, id }: StreamMessage): void {
    this.#lastEventId = id;
    this.dispatchEvent(
      new MessageEvent(event, { data, lastEventId: id, origin: new URL(this.url).origin }),
    );
  }

  #onRetry({ error, delay }: RetryInfo): boolean {
    // The standard fails the connection on every status but 200; only a lost one is made again.
    // Natively, a wait of our own means that the browser has failed it.
    if (error.kind === 'http' || (this.#isNative && delay !== null)) return false;
    this.error = error;
    this.delay = delay;
    this.#readyState = this.CONNECTING;
    this.dispatchEvent(new Event('error'));
    return true;
  }

  #fail(error: StreamError | undefined): void {
    if (this.#readyState === this.CLOSED) return;
    this.error = error;
    this.#readyState = this.CLOSED;
    this.dispatchEvent(new Event('error'));
  }
}
