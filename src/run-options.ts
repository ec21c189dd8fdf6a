import { oneOf, toCount, words, type AttributeValue } from './attributes.js';
import type { RunOptions } from './controller.js';
import type { Delta } from './formats/format.js';
import { formats } from './formats/registry.js';
import { text } from './formats/text.js';
import type { ReadOptions } from './message-reader.js';
import type { ReconnectMode } from './stream/replay.js';
import type { StreamMessage } from './stream/message.js';
import { toRequest, type RequestOptions } from './stream/request.js';

const TRANSPORTS = ['auto', 'eventsource', 'fetch'] as const;
const RECONNECT = ['auto', 'replace', 'append'] as const;
const DEFAULT_END_EVENTS = 'end done';
const DEFAULT_MAX_RETRIES = 8;
/** The formats of home-made streams, which EventSource can carry. */
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
  readonly endData: string | null | undefined;
  readonly endEvent: string | null;
  readonly maxRetries: number | undefined;
  readonly reconnect: ReconnectMode;
  readonly speed?: AttributeValue;
}

/** How messages are read, wherever they come from. */
export function toReadOptions(properties: StreamProperties): ReadOptions {
  const { event, path, when, parse, endData } = properties;
  const name = formatName(properties);
  const reconnect = oneOf('reconnect', properties.reconnect, RECONNECT);
  const createFormat = () => {
    const format = formats().get(name)?.({ path: path || '', when: when || '' }) ?? text;
    return parse
      ? { ...format, parse: (message: StreamMessage) => toDelta(parse(message)) }
      : format;
  };
  const format = createFormat();
  const events = event ? words(event) : format.events;
  const endEvents = words(properties.endEvent ?? DEFAULT_END_EVENTS);
  return {
    createFormat,
    events,
    eventNames: [...(events ?? UNNAMED), ...endEvents],
    endEvents,
    endData: typeof endData === 'string' ? words(endData) : (format.end ?? []),
    maxRetries: toCount('max-retries', properties.maxRetries, DEFAULT_MAX_RETRIES),
    takesJson: name !== 'text',
    isPlainText: name === 'text' && !parse,
    taskTime: properties.speed === 'instant' ? INSTANT_TASK_TIME : undefined,
    // Asked again, a model gives another answer, which is never added to the first.
    reconnect: reconnect === 'auto' && !FEEDS.includes(name) ? 'replace' : reconnect,
  };
}

const formatName = ({ format }: StreamProperties): string =>
  oneOf('format', format, [...formats().keys()] as [string, ...string[]]);

const toDelta = (parsed: ReturnType<Parse>): Delta | null =>
  typeof parsed === 'string' ? { text: parsed } : (parsed ?? null);

/** Turns properties into a run. Throws a StreamError when they make no request. */
export function toRunOptions(properties: StreamProperties): RunOptions {
  const request = toRequest(properties);
  const read = toReadOptions(properties);
  const { eventNames, endEvents, takesJson, taskTime, maxRetries } = read;
  const wanted = oneOf('transport', properties.transport, TRANSPORTS);
  // Only for its warning: the request has the default already.
  toCount('idle-timeout', properties.idleTimeout, request.idleTimeout);
  const transport =
    wanted === 'auto' ? chooseTransport(properties, request.method, maxRetries) : wanted;
  return {
    ...read,
    request: { ...request, eventNames, endEvents, takesJson, taskTime },
    transport,
    // Where fetch takes over it reads no more than EventSource did.
    events: read.events ?? (transport === 'eventsource' ? UNNAMED : undefined),
    fallback: wanted === 'auto',
    reconnectsAfterClose: request.method === 'GET' && isFeed(properties),
  };
}

/** A stream of one's own, as EventSource takes it: it goes on after a close. */
const isFeed = (properties: StreamProperties): boolean => FEEDS.includes(formatName(properties));

/** EventSource for what it can do: a plain GET that may reconnect. */
function chooseTransport(
  properties: StreamProperties,
  method: string,
  maxRetries: number,
): 'eventsource' | 'fetch' {
  const plain = method === 'GET' && !properties.headers && !properties.fetch && isFeed(properties);
  return plain && maxRetries > 0 ? 'eventsource' : 'fetch';
}
