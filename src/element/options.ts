import { oneOf, toCount, words, type AttributeValue } from './attributes.js';
import type { RunOptions } from '../run/controller.js';
import type { Delta } from '../formats/format.js';
import { formatNamed, formats } from '../formats/registry.js';
import { text } from '../formats/text.js';
import type { ReadOptions } from '../formats/interpreter.js';
import type { ReconnectMode } from '../text/received-text.js';
import type { StreamMessage } from '../stream/message.js';
import { toRequest, type RequestOptions } from '../stream/request.js';

const TRANSPORTS = ['auto', 'eventsource', 'fetch'] as const;
const RECONNECT = ['auto', 'replace', 'append'] as const;
const DEFAULT_END_EVENTS = 'end done';
const DEFAULT_MAX_RETRIES = 8;
/** The formats of home-made streams, which EventSource can carry and which go on after a close. */
const FEEDS = ['text', 'json'];
/**
 * How long one task may read where nothing is animated, in milliseconds: fewer and fuller frames, and
 * still no long task.
 */
const INSTANT_TASK_TIME = 24;
/** What EventSource hands out unasked. */
const UNNAMED = ['message'];

/** Reads a message in place of a format: its text, or all it means. */
export type Parse = (message: StreamMessage) => string | Delta | null | undefined;

/** The element's properties that say how a stream is opened and read. */
export interface StreamProperties extends RequestOptions {
  readonly transport: string;
  readonly format?: string;
  readonly path?: string;
  readonly when?: string;
  readonly parse?: Parse | undefined;
  readonly event: string;
  readonly sentinel: string | null | undefined;
  readonly endEvent: string | null;
  readonly maxRetries: number | undefined;
  readonly reconnect: ReconnectMode;
  readonly speed?: AttributeValue;
}

/** How messages are read, wherever they come from. */
export function toReadOptions(properties: StreamProperties): ReadOptions {
  const { event, path, when, parse, sentinel } = properties;
  const name = formatName(properties);
  const reconnect = oneOf('reconnect', properties.reconnect, RECONNECT);
  const createFormat = () => {
    const format = formatNamed(name)?.({ path: path || '', when: when || '' }) ?? text;
    return parse
      ? { ...format, parse: (message: StreamMessage) => toDelta(parse(message)) }
      : format;
  };
  const format = createFormat();
  const isFeed = FEEDS.includes(name);
  const events = event ? words(event) : format.events;
  const endEvents = words(properties.endEvent ?? DEFAULT_END_EVENTS);
  return {
    createFormat,
    events,
    eventNames: [...(events ?? UNNAMED), ...endEvents],
    endEvents,
    sentinels: typeof sentinel === 'string' ? words(sentinel) : (format.end ?? []),
    maxRetries: toCount('max-retries', properties.maxRetries, DEFAULT_MAX_RETRIES),
    takesJson: name !== 'text',
    isFeed,
    isPlainText: format === text,
    taskTime: properties.speed === 'instant' ? INSTANT_TASK_TIME : undefined,
    // Asked again, a model gives another answer, which is never added to the first.
    reconnect: reconnect === 'auto' && !isFeed ? 'replace' : reconnect,
  };
}

function formatName({ format = '' }: StreamProperties): string {
  const isKnown = formatNamed(format) !== undefined;
  return isKnown ? format : oneOf('format', format, [...formats().keys()] as [string, ...string[]]);
}

const toDelta = (parsed: ReturnType<Parse>): Delta | null =>
  typeof parsed === 'string' ? { text: parsed } : (parsed ?? null);

/** Turns properties into a run. Throws a StreamError when they make no request. */
export function toRunOptions(properties: StreamProperties): RunOptions {
  const request = toRequest(properties);
  const read = toReadOptions(properties);
  const { eventNames, endEvents, takesJson, taskTime, isFeed } = read;
  const wanted = oneOf('transport', properties.transport, TRANSPORTS);
  // Only for its warning: the request has the default already.
  toCount('idle-timeout', properties.idleTimeout, request.idleTimeout);
  // EventSource for what it can do: a plain GET that may reconnect.
  const suitsEventSource =
    isFeed &&
    request.method === 'GET' &&
    !properties.headers &&
    !properties.fetch &&
    read.maxRetries > 0;
  const automatic = suitsEventSource ? 'eventsource' : 'fetch';
  const transport = wanted === 'auto' ? automatic : wanted;
  return {
    ...read,
    request: { ...request, eventNames, endEvents, takesJson, taskTime },
    transport,
    // Where fetch takes over it reads no more than EventSource did.
    events: read.events ?? (transport === 'eventsource' ? UNNAMED : undefined),
    fallback: wanted === 'auto',
    reconnectsAfterClose: request.method === 'GET' && isFeed,
  };
}
