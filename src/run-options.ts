import { oneOf, toCount, words } from './attributes.js';
import type { ReadOptions, RunOptions } from './controller.js';
import { text } from './formats/text.js';
import type { ReconnectMode } from './stream/replay.js';
import { toRequest, type RequestOptions } from './stream/request.js';

const TRANSPORTS = ['auto', 'eventsource', 'fetch'] as const;
const RECONNECT = ['auto', 'replace', 'append'] as const;
const DEFAULT_END_EVENTS = 'end done';
const DEFAULT_MAX_RETRIES = 8;

/** The element's properties that say how a stream is opened and read. */
export interface StreamProperties extends RequestOptions {
  readonly transport: string;
  readonly event: string;
  readonly endData: string | null;
  readonly endEvent: string | null;
  readonly maxRetries: number;
  readonly reconnect: ReconnectMode;
}

/** How messages are read, wherever they come from. */
export function toReadOptions(properties: StreamProperties): ReadOptions {
  const format = text;
  return {
    format,
    terminated: format.terminated,
    events: properties.event ? words(properties.event) : [...(format.events ?? ['message'])],
    endEvents: words(properties.endEvent ?? DEFAULT_END_EVENTS),
    endData: properties.endData === null ? (format.end ?? []) : words(properties.endData),
    reconnect: oneOf('reconnect', properties.reconnect, RECONNECT),
  };
}

/** Turns properties into a run. Throws a StreamError when they make no request. */
export function toRunOptions(properties: StreamProperties): RunOptions {
  const request = toRequest(properties);
  const read = toReadOptions(properties);
  const transport = oneOf('transport', properties.transport, TRANSPORTS);
  const maxRetries = toCount('max-retries', properties.maxRetries, DEFAULT_MAX_RETRIES);
  return {
    ...read,
    request: { ...request, eventNames: [...read.events, ...read.endEvents] },
    transport:
      transport === 'auto' ? chooseTransport(properties, request.method, maxRetries) : transport,
    fallback: transport === 'auto',
    maxRetries,
    reconnectsAfterClose: request.method === 'GET',
  };
}

/** EventSource for what it can do: a plain GET that may reconnect. */
function chooseTransport(
  { headers, fetch }: StreamProperties,
  method: string,
  maxRetries: number,
): 'eventsource' | 'fetch' {
  const plain = method === 'GET' && !headers && !fetch;
  return plain && maxRetries > 0 ? 'eventsource' : 'fetch';
}
