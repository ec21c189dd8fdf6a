import { oneOf, toCount } from './attributes.js';
import type { AuthorProperties } from './author-properties.js';
import type { Delta, Format } from '../formats/format.js';
import { words } from '../formats/read-json.js';
import { formatNamed, formats } from '../formats/registry.js';
import { text } from '../formats/text.js';
import type { ReconnectMode } from '../text/received-text.js';
import type { StreamMessage } from '../stream/message.js';
import { toRequest, type RequestProperties } from '../stream/request.js';

/** The options of one run, fixed when the run starts. */
export interface Options {
  readonly request: RequestOptions;
  readonly reading: ReadingOptions;
  readonly retry: RetryOptions;
}

/** The request, and how it is sent. */
export interface RequestOptions {
  /** The transports in order; each takes over if the previous one cannot continue. */
  readonly transports: readonly TransportName[];
  /** Absolute http(s) URL. */
  readonly url: string;
  readonly withCredentials: boolean;
  /** In upper case. */
  readonly method: string;
  /** Headers, or a function called before every attempt (fresh tokens). */
  readonly headers: HeadersSource | undefined;
  /** A BodyInit, or a JSON value. */
  readonly body: unknown;
  readonly fetch: typeof globalThis.fetch | undefined;
  /** Milliseconds without a byte until the attempt fails, before the first message; 0: never. */
  readonly answerTimeout: number;
  /** The same after the first message. */
  readonly idleTimeout: number;
}

/** How the body is cut into messages and interpreted. */
export interface ReadingOptions {
  /** Makes the format of one answer; a format may have state. */
  readonly createFormat: () => Format;
  /** Reads the messages in place of the format, which then only detects the end of the answer. */
  readonly parse: Parse | undefined;
  /** Event names that carry text; undefined: all. */
  readonly events: readonly string[] | undefined;
  /** Event names that end the stream, whatever their data. */
  readonly endEvents: readonly string[];
  /** Data that ends the stream and is not text, compared without surrounding spaces. */
  readonly sentinels: readonly string[];
  /** The author set no sentinel, so `end` may be a word: it ends the stream only if no text follows. */
  readonly endMayBeText: boolean;
  /** The SSE event that ends a replay; "": none. */
  readonly liveEvent: string;
  /** Event names that EventSource listens for. */
  readonly eventNames: readonly string[];
  /** Messages may be JSON, so the body may be a single JSON value. */
  readonly takesJson: boolean;
  /** Format `text` or `json`: reconnects after a clean close, as EventSource does. */
  readonly isFeed: boolean;
  /** Milliseconds one task may read. */
  readonly taskTime: number;
}

/** When to reconnect, and what the server sends then. */
export interface RetryOptions {
  /** Failed attempts in a row without progress before giving up; 0: never retry. */
  readonly maxRetries: number;
  /** The longest Retry-After that is waited for, in milliseconds; a longer one ends the run. */
  readonly maxWait: number;
  /** What a server without ids sends after a reconnect. */
  readonly reconnect: ReconnectMode;
}

export type TransportName = 'eventsource' | 'fetch';

type MaybeHeaders = HeadersInit | null | undefined;

/** Headers, or a function called before every attempt. */
export type HeadersSource = MaybeHeaders | (() => MaybeHeaders | Promise<MaybeHeaders>);

const TRANSPORTS = ['auto', 'eventsource', 'fetch'] as const;
const RECONNECT = ['auto', 'replace', 'append'] as const;
const DEFAULT_END_EVENTS = 'end done';
const DEFAULT_MAX_RETRIES = 8;
/** In milliseconds. */
const DEFAULT_MAX_WAIT = 120_000;
const DEFAULT_LIVE_EVENT = 'live';
/** Formats for EventSource, whose streams reconnect after a clean close. */
const FEEDS = ['text', 'json'];
/** Formats whose text may be the bare word `end`. */
const MAYBE_TEXT = ['text', 'auto'];
/** Milliseconds one task may read, so that no frame is dropped. */
const TASK_TIME = 8;
/** The same if nothing is animated: fewer frames, but no long task (50 ms). */
const INSTANT_TASK_TIME = 24;
/** The event type of messages without a name. */
const UNNAMED = ['message'];

/** Reads a message in place of a format: returns its text, a Delta, or null. */
export type Parse = (message: StreamMessage) => string | Delta | null | undefined;

/** The element's properties from which the options are made. */
export type StreamProperties = RequestProperties & Partial<AuthorProperties>;

/** The options of a run that requests `src`. Throws a StreamError if the properties are invalid. */
export function toOptions(properties: StreamProperties): Options {
  const request = toRequest(properties);
  const reading = toReading(properties);
  const retry = toRetry(properties, reading.isFeed);
  const wanted = oneOf('transport', properties.transport, TRANSPORTS);
  // Called only for the warning: the request already has the default.
  toCount('idle-timeout', properties.idleTimeout, request.idleTimeout);
  // EventSource only sends a GET without headers of the page, and always reconnects.
  const suitsEventSource =
    reading.isFeed &&
    request.method === 'GET' &&
    !properties.headers &&
    !properties.fetch &&
    retry.maxRetries > 0;
  const automatic: TransportName[] = suitsEventSource ? ['eventsource', 'fetch'] : ['fetch'];
  const transports = wanted === 'auto' ? automatic : [wanted];
  // A fetch that takes over from EventSource must read the same events.
  const events = reading.events ?? (transports[0] === 'eventsource' ? UNNAMED : undefined);
  return { request: { ...request, transports }, reading: { ...reading, events }, retry };
}

/** The options of a run that reads a given source, without a request. */
export function toSourceOptions(properties: StreamProperties): Options {
  const reading = toReading(properties);
  return {
    request: {
      transports: [],
      url: '',
      withCredentials: false,
      method: 'GET',
      headers: undefined,
      body: undefined,
      fetch: undefined,
      answerTimeout: 0,
      idleTimeout: 0,
    },
    reading,
    retry: toRetry(properties, reading.isFeed),
  };
}

function toRetry(properties: StreamProperties, isFeed: boolean): RetryOptions {
  const reconnect = oneOf('reconnect', properties.reconnect, RECONNECT);
  return {
    maxRetries: toCount('max-retries', properties.maxRetries, DEFAULT_MAX_RETRIES),
    maxWait: toCount('max-wait', properties.maxWait, DEFAULT_MAX_WAIT),
    // A repeated request yields another answer, which must not be appended to the first.
    reconnect: reconnect === 'auto' && !isFeed ? 'replace' : reconnect,
  };
}

function toReading(properties: StreamProperties): ReadingOptions {
  const { event, path, when, parse, sentinel } = properties;
  const name = formatName(properties);
  const createFormat = () => formatNamed(name)?.({ path: path || '', when: when || '' }) ?? text();
  const format = createFormat();
  const isFeed = FEEDS.includes(name);
  const events = event ? words(event) : format.events;
  const endEvents = words(properties.endEvent ?? DEFAULT_END_EVENTS);
  const liveEvent = properties.liveEvent ?? DEFAULT_LIVE_EVENT;
  const isDefaultSentinel = typeof sentinel !== 'string';
  return {
    createFormat,
    parse,
    events,
    eventNames: [...(events ?? UNNAMED), ...endEvents, ...(liveEvent ? [liveEvent] : [])],
    endEvents,
    sentinels: isDefaultSentinel ? (format.sentinel ?? []) : words(sentinel),
    endMayBeText: isDefaultSentinel && MAYBE_TEXT.includes(name),
    liveEvent,
    takesJson: name !== 'text',
    isFeed,
    taskTime: properties.speed === 'instant' ? INSTANT_TASK_TIME : TASK_TIME,
  };
}

function formatName({ format = '' }: StreamProperties): string {
  const isKnown = formatNamed(format) !== undefined;
  return isKnown ? format : oneOf('format', format, [...formats().keys()] as [string, ...string[]]);
}
