import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Entry } from './log.js';

export const headers = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // Proxies must neither compress (which buffers) nor keep the stream.
  'Cache-Control': 'no-cache, no-transform',
  'X-Accel-Buffering': 'no',
  'X-Content-Type-Options': 'nosniff',
};

export const ping = ': ping\n\n';
/** All entries before it were there when the viewer came. */
export const live = 'event: live\ndata:\n\n';

/** The first bytes. The time to come back differs, or all viewers of a node that died come back in one moment. */
export function opening(): string {
  return `: open\nretry: ${300 + Math.floor(Math.random() * 1201)}\n\n`;
}

const LINE_END = /\r\n|\r|\n/;

/** `id` is left out where the viewer has an entry with a higher one. */
export function wire({ id, event, data }: Entry, hasId = true): string {
  let text = event === '' ? '' : `event: ${event}\n`;
  if (hasId) text += `id: ${id}\n`;
  if (!data.includes('\n') && !data.includes('\r')) return `${text}data: ${data}\n\n`;
  for (const line of data.split(LINE_END)) text += `data: ${line}\n`;
  return `${text}\n`;
}

/** An answer without a stream. */
export interface Refusal {
  readonly status: 204 | 404 | 410 | 503;
  readonly headers: Record<string, string>;
  /** JSON, or null where the status allows no body. */
  readonly body: string | null;
}

export function refusal(status: Refusal['status'], body: string | null): Refusal {
  const type = body === null ? {} : { 'Content-Type': 'application/json; charset=utf-8' };
  const again = status === 503 ? { 'Retry-After': '1' } : {};
  return { status, body, headers: { 'Cache-Control': 'no-store', ...type, ...again } };
}

/** Data of an `error` event, and the body of a refusal. */
export function errorData(code: string, message: string): string {
  return JSON.stringify({ error: { code, message } });
}

/** The id after which a viewer goes on. What is no number means from the top. */
export function readPlace(lastEventId: string | null | undefined, url: string | undefined): number {
  const query = url?.includes('?') ? new URLSearchParams(url.slice(url.indexOf('?') + 1)) : null;
  const value = (lastEventId ?? query?.get('lastEventId') ?? '').trim();
  return /^\d+$/.test(value) ? Math.min(Number(value), Number.MAX_SAFE_INTEGER - 1) : 0;
}

/** Where a reader writes: the same for Node and for a web `Response`. */
export interface Sink {
  /** Whether more may be written now. Otherwise `ready()` says when. */
  write(bytes: Uint8Array): boolean;
  /** Resolves once more may be written, or the viewer is gone. */
  ready(): Promise<void>;
  /** Ends the body: all was said. */
  end(): void;
  /** Breaks the connection, so that the viewer comes back. */
  destroy(): void;
}

/** Calls `onGone` once the connection is closed, whoever closed it. */
export function nodeSink(
  request: IncomingMessage,
  response: ServerResponse,
  onGone: () => void,
): Sink {
  response.on('close', onGone);
  // A viewer who leaves in the middle of something is ordinary.
  response.on('error', () => {});
  request.on('error', () => {});
  return {
    write: (bytes) => response.write(bytes),
    ready: () =>
      new Promise((resolve) => {
        if (response.closed || !response.writableNeedDrain) return resolve();
        const done = (): void => {
          response.off('drain', done).off('close', done);
          resolve();
        };
        response.once('drain', done).once('close', done);
      }),
    end: () => void response.end(),
    destroy: () => void response.destroy(),
  };
}

const ROOM = 16 * 1024;

/** A web stream and its writing end. Calls `onGone` when nobody reads the stream any more, or it has ended. */
export function webSink(onGone: () => void): { sink: Sink; body: ReadableStream<Uint8Array> } {
  let controller: ReadableStreamDefaultController<Uint8Array>;
  let isOpen = true;
  let wake = (): void => {};
  const close = (): boolean => {
    const wasOpen = isOpen;
    isOpen = false;
    wake();
    if (wasOpen) onGone();
    return wasOpen;
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start: (given) => void (controller = given),
      pull: () => wake(),
      cancel: () => void close(),
    },
    { highWaterMark: ROOM, size: (bytes) => bytes.byteLength },
  );
  const hasRoom = (): boolean => (controller.desiredSize ?? 0) > 0;
  const sink: Sink = {
    write(bytes) {
      if (isOpen) controller.enqueue(bytes);
      return isOpen && hasRoom();
    },
    ready: () =>
      new Promise((resolve) => {
        if (!isOpen || hasRoom()) resolve();
        else wake = resolve;
      }),
    end() {
      if (close()) controller.close();
    },
    destroy() {
      if (close()) controller.error(new Error('The stream was cut: ask again from the last id.'));
    },
  };
  return { sink, body };
}
