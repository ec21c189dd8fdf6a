import type { DemoRequest } from './exchange.js';
import { LYRIC } from './texts.js';

/** The options that every text scenario reads from its query. */
export interface StreamOptions {
  interval: number;
  text: string;
  retry: number | undefined;
  /** The data of the last event; empty: no such event, the stream only closes. */
  end: string;
}

const MAX_INTERVAL = 60_000;
const MAX_TEXT = 200_000;
const MAX_KEY = 200;

export function readOptions(url: URL, defaults: Partial<StreamOptions> = {}): StreamOptions {
  const query = url.searchParams;
  const text = query.get('text') ?? defaults.text ?? LYRIC;
  return {
    interval: readNumber(url, 'interval', defaults.interval ?? 20, 0, MAX_INTERVAL),
    text: text.slice(0, MAX_TEXT),
    retry: query.has('retry')
      ? readNumber(url, 'retry', defaults.retry ?? 1000, 0, MAX_INTERVAL)
      : defaults.retry,
    end: query.get('end') ?? defaults.end ?? 'end',
  };
}

/** Reads a whole number between two bounds; the fallback if the value is not a number. */
export function readNumber(
  url: URL,
  name: string,
  fallback: number,
  min: number,
  max: number,
): number {
  const value = url.searchParams.get(name)?.trim();
  const number = value ? Number(value) : NaN;
  if (Number.isNaN(number)) return fallback;
  return Math.min(max, Math.max(min, Math.trunc(number)));
}

/**
 * The id that a client sends when it reconnects. Browsers send the id as UTF-8, but Node decodes headers as Latin-1, so the bytes
 * are decoded again. The query is for clients that cannot set headers.
 */
export function readLastEventId(request: DemoRequest, url: URL): string | null {
  const header = request.headers['last-event-id'];
  if (typeof header === 'string') {
    const bytes = Uint8Array.from(header, (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  }
  return url.searchParams.get('lastEventId');
}

/** The name that a client gave its streams; empty by default. */
export function readKey(url: URL): string {
  return (url.searchParams.get('key') ?? '').slice(0, MAX_KEY);
}
