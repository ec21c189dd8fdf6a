import type { Ending } from './log.js';

const encoder = new TextEncoder();
export const encode = (text: string): Uint8Array => encoder.encode(text);

export const PING = encode(': ping\n\n');
/** Follows the last entry that existed when the viewer connected. */
export const LIVE = encode('event: live\ndata:\n\n');

/** The first bytes. The reconnection time is random, so that the viewers of a dead node do not all return at once. */
export function opening(): Uint8Array {
  return encode(`: open\nretry: ${Math.round(300 + 1200 * Math.random())}\n\n`);
}

/** Formats an event. An ending has no id for a viewer who already has a higher id. */
export function wire({ id, event, data }: Ending & { id?: number }): string {
  const head = (event && `event: ${event}\n`) + (id ? `id: ${id}\n` : '');
  return `${head}data: ${data.replace(/\r\n?|\n/g, '\ndata: ')}\n\n`;
}

/** Data of an `error` event, and the body of a refusal. */
export function errorData({ code, message }: { code: string; message: string }): string {
  return JSON.stringify({ error: { code, message } });
}

/** The error that viewers get by default when a producer throws. */
export const FAILED = { code: 'failed', message: 'The answer failed.' };

/** The ending of a stream whose producer is lost. */
export const LOST: Ending = {
  event: 'error',
  data: errorData({
    code: 'producer-lost',
    message: 'The server that wrote this answer is gone.',
  }),
};

/** The start of a response, or all of it if no stream follows. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  /** JSON; null if the status allows no body or if a stream follows. */
  readonly body: string | null;
}

export const streamHeaders = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // Proxies must neither compress (which buffers) nor cache the stream.
  'Cache-Control': 'no-cache, no-transform',
  'X-Accel-Buffering': 'no',
  'X-Content-Type-Options': 'nosniff',
};

export function refusal(status: number, body: string | null): Answer {
  const type = body !== null && { 'Content-Type': 'application/json' };
  const again = status === 503 && { 'Retry-After': '1' };
  return { status, body, headers: { 'Cache-Control': 'no-store', ...type, ...again } };
}

export const AWAY = refusal(
  503,
  errorData({ code: 'unavailable', message: 'The stream cannot be reached.' }),
);
export const UNKNOWN = refusal(
  404,
  errorData({ code: 'unknown', message: 'There is no such stream.' }),
);

/** Returns the id after which a viewer continues; 0, the start, for anything but a number. */
export function readPlace(lastEventId: string | null | undefined, url = ''): number {
  const query = new URLSearchParams(url.replace(/^[^?]*/, ''));
  const value = lastEventId || query.get('lastEventId');
  return value && /^\s*\d+\s*$/.test(value) ? Math.min(Number(value), 2 ** 53 - 2) : 0;
}
