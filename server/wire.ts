import type { Ending } from './log.js';

const encoder = new TextEncoder();
export const encode = (text: string): Uint8Array => encoder.encode(text);

export const PING = encode(': ping\n\n');
/** All entries before it were there when the viewer came. */
export const LIVE = encode('event: live\ndata:\n\n');

/** The first bytes. The time to come back differs, or all viewers of a node that died come back in one moment. */
export function opening(): Uint8Array {
  return encode(`: open\nretry: ${Math.round(300 + 1200 * Math.random())}\n\n`);
}

/** An ending without an id is for a viewer who has an entry with a higher one. */
export function wire({ id, event, data }: Ending & { id?: number }): string {
  const head = (event && `event: ${event}\n`) + (id ? `id: ${id}\n` : '');
  return `${head}data: ${data.replace(/\r\n?|\n/g, '\ndata: ')}\n\n`;
}

/** Data of an `error` event, and the body of a refusal. */
export function errorData({ code, message }: { code: string; message: string }): string {
  return JSON.stringify({ error: { code, message } });
}

/** Said of an error, where the app says nothing else. */
export const FAILED = { code: 'failed', message: 'The answer failed.' };

/** Said where the one who wrote an answer is gone. */
export const LOST: Ending = {
  event: 'error',
  data: errorData({
    code: 'producer-lost',
    message: 'The server that wrote this answer is gone.',
  }),
};

/** The beginning of an answer, and all of it where it is no stream. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  /** JSON, or null where the status allows no body, or where a stream follows. */
  readonly body: string | null;
}

export const streamHeaders = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // Proxies must neither compress (which buffers) nor keep the stream.
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

/** The id after which a viewer goes on. What is no number means from the top. */
export function readPlace(lastEventId: string | null | undefined, url = ''): number {
  const query = new URLSearchParams(url.replace(/^[^?]*/, ''));
  const value = (lastEventId ?? query.get('lastEventId') ?? '').trim();
  return /^\d+$/.test(value) ? Math.min(Number(value), 2 ** 53 - 2) : 0;
}
