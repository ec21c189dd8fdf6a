import type { DemoResponse } from './exchange.js';

/** The fields of one event. Missing fields are not written. */
export interface SseEvent {
  comment?: string;
  event?: string;
  id?: string | undefined;
  retry?: number | undefined;
  data?: string;
}

const LINE_END = /\r\n|\r|\n/;

/**
 * Formats one event. Each line of data gets its own `data:` line, since a line end inside a field would end the field, and an
 * empty line the event.
 */
export function formatEvent(fields: SseEvent, eol = '\n'): string {
  const lines: string[] = [];
  if (fields.comment !== undefined) lines.push(`: ${oneLine(fields.comment)}`);
  if (fields.retry !== undefined) lines.push(`retry: ${fields.retry}`);
  if (fields.event !== undefined) lines.push(`event: ${oneLine(fields.event)}`);
  if (fields.id !== undefined) lines.push(`id: ${oneLine(fields.id)}`);
  if (fields.data !== undefined) {
    for (const line of fields.data.split(LINE_END)) lines.push(`data: ${line}`);
  }
  return lines.join(eol) + eol + eol;
}

function oneLine(value: string): string {
  return value.split(LINE_END).join(' ');
}

export interface OpenOptions {
  type?: string;
  retry?: number | undefined;
  eol?: string;
  /** The first bytes. Default: a comment, since Firefox fires `open` only after the first byte. */
  first?: string;
}

/** Sends the headers and the first byte at once, so that the client knows the stream is open. */
export function openStream(response: DemoResponse, options: OpenOptions = {}): void {
  const { type = 'text/event-stream', retry, eol = '\n' } = options;
  response.writeHead(200, {
    'Content-Type': `${type}; charset=utf-8`,
    // Proxies and dev servers must neither compress (which buffers) nor cache the stream.
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
    'X-Content-Type-Options': 'nosniff',
  });
  response.flushHeaders();
  const first = options.first ?? formatEvent({ comment: 'open' }, eol);
  if (first !== '') response.write(first);
  if (retry !== undefined) response.write(formatEvent({ retry }, eol));
  // HEAD requests only headers, and would otherwise stay open for the whole text.
  if (response.req.method === 'HEAD') response.end();
}
