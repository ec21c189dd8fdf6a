import { oneOf, toCount } from './attributes.js';
import type { AuthorProperties } from './author-properties.js';
import type { Delta, Format } from '../formats/format.js';
import { words } from '../formats/read-json.js';
import { formatNamed, formats } from '../formats/registry.js';
import { text } from '../formats/text.js';
import type { ReconnectMode } from '../text/received-text.js';
import type { StreamMessage } from '../stream/message.js';
import { toRequest, type RequestProperties } from '../stream/request.js';

/** Everything a run needs to know, fixed when it starts and passed on whole. */
export interface Options {
  readonly request: RequestOptions;
  readonly reading: ReadingOptions;
  readonly retry: RetryOptions;
}

/** What is asked for, and how. */
export interface RequestOptions {
  /** The transports to try, in this order; each one takes over where the one before cannot go on. */
  readonly transports: readonly TransportName[];
  /** Absolute http(s) URL. */
  readonly url: string;
  readonly withCredentials: boolean;
  /** GET unless a body is given. */
  readonly method: string;
  /** Headers, or a function called before every attempt (fresh tokens). */
  readonly headers: HeadersSource | undefined;
  /** A BodyInit, or a JSON value. */
  readonly body: unknown;
  readonly fetch: typeof globalThis.fetch | undefined;
  /** Milliseconds without a byte before the first message, after which the attempt is dead; 0: never. */
  readonly answerTimeout: number;
  /** The same after the first message. */
  readonly idleTimeout: number;
}

/** How messages are cut from the bytes and understood. */
export interface ReadingOptions {
  /** Makes the format of one answer, which may remember what it read. */
  readonly createFormat: () => Format;
  /** Reads the messages in place of the format, which then only sees where the answer ends. */
  readonly parse: Parse | undefined;
  /** Event names that carry text; undefined: all. */
  readonly events: readonly string[] | undefined;
  /** Event names that end the stream, whatever their data. */
  readonly endEvents: readonly string[];
  /** Data that ends the stream and is not text, compared without surrounding spaces. */
  readonly sentinels: readonly string[];
  /** Nobody chose the sentinel `end`, which is also a word: it is an end only when no text follows. */
  readonly endMayBeText: boolean;
  /** The event before which all text of a connection is old; "": none. */
  readonly liveEvent: string;
  /** Event names that native EventSource listens for. */
  readonly eventNames: readonly string[];
  /** A server that does not stream may answer with one JSON body. */
  readonly takesJson: boolean;
  /** A home-made stream in text or json, which goes on after a clean close as EventSource does. */
  readonly isFeed: boolean;
  /** Milliseconds that one task may read. */
  readonly taskTime: number;
}

/** When a lost connection is made again, and what it brings then. */
export interface RetryOptions {
  /** Failed attempts in a row without progress before giving up; 0: never retry. */
  readonly maxRetries: number;
  /** The longest Retry-After that is waited for, in milliseconds; a longer one ends the run. */
  readonly maxWait: number;
  /** What a new connection without ids brings. */
  readonly reconnect: ReconnectMode;
}

export type TransportName = 'eventsource' | 'fetch';

type MaybeHeaders = HeadersInit | null | undefined;

/** Headers, or what makes them for each attempt. */
export type HeadersSource = MaybeHeaders | (() => MaybeHeaders | Promise<MaybeHeaders>);

const TRANSPORTS = ['auto', 'eventsource', 'fetch'] as const;
const RECONNECT = ['auto', 'replace', 'append'] as const;
const DEFAULT_END_EVENTS = 'end done';
const DEFAULT_MAX_RETRIES = 8;
/** In milliseconds. */
const DEFAULT_MAX_WAIT = 120_000;
const DEFAULT_LIVE_EVENT = 'live';
/** The formats of home-made streams, which EventSource can carry and which go on after a close. */
const FEEDS = ['text', 'json'];
/** Those whose data may be the bare word `end`. */
const MAYBE_TEXT = ['text', 'auto'];
/** Milliseconds that one task may read, so that no frame is dropped. */
const TASK_TIME = 8;
/** The same where nothing is animated: fewer and fuller frames, and still no long task. */
const INSTANT_TASK_TIME = 24;
/** What EventSource hands out unasked. */
const UNNAMED = ['message'];

/** Reads a message in place of a format: its text, or all it means. */
export type Parse = (message: StreamMessage) => string | Delta | null | undefined;

/** The element's properties that say how a stream is opened and read. */
export type StreamProperties = RequestProperties & Partial<AuthorProperties>;

/** The options of a run that asks for `src`. Throws a StreamError when they make no request. */
export function toOptions(properties: StreamProperties): Options {
  const request = toRequest(properties);
  const reading = toReading(properties);
  const retry = toRetry(properties, reading.isFeed);
  const wanted = oneOf('transport', properties.transport, TRANSPORTS);
  // Called only for the warning: the request has the default already.
  toCount('idle-timeout', properties.idleTimeout, request.idleTimeout);
  // EventSource can do a plain GET that may reconnect, and nothing else.
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

/** The options of a run that reads a source which is given: nothing is asked for. */
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
    // Asked again, a model gives another answer, which is never added to the first.
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
