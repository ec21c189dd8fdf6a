import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Ending, Entry } from './log.js';

const encoder = new TextEncoder();
export const encode = (text: string): Uint8Array => encoder.encode(text);

export const PING = encode(': ping\n\n');
/** All entries before it were there when the viewer came. */
export const LIVE = encode('event: live\ndata:\n\n');

/** The first bytes. The time to come back differs, or all viewers of a node that died come back in one moment. */
export function opening(): Uint8Array {
  return encode(`: open\nretry: ${300 + Math.floor(Math.random() * 1201)}\n\n`);
}

/** `id` is left out where the viewer has an entry with a higher one. */
export function wire({ id, event, data }: Entry, hasId = true): string {
  const head = (event && `event: ${event}\n`) + (hasId ? `id: ${id}\n` : '');
  return `${head}data: ${data.replace(/\r\n|\r|\n/g, '\ndata: ')}\n\n`;
}

/** Data of an `error` event, and the body of a refusal. */
export function errorData(code: string, message: string): string {
  return JSON.stringify({ error: { code, message } });
}

/** Said where the one who wrote an answer is gone. */
export const LOST: Ending = {
  event: 'error',
  data: errorData('producer-lost', 'The server that wrote this answer is gone.'),
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
  const type = body !== null && { 'Content-Type': 'application/json; charset=utf-8' };
  const again = status === 503 && { 'Retry-After': '1' };
  return { status, body, headers: { 'Cache-Control': 'no-store', ...type, ...again } };
}

/** The id after which a viewer goes on. What is no number means from the top. */
export function readPlace(lastEventId: string | null | undefined, url = ''): number {
  const query = new URLSearchParams(url.replace(/^[^?]*/, ''));
  const value = (lastEventId ?? query.get('lastEventId') ?? '').trim();
  return /^\d+$/.test(value) ? Math.min(Number(value), 2 ** 53 - 2) : 0;
}

/** What a sink writes to. */
interface Output {
  write(bytes: Uint8Array): unknown;
  hasRoom(): boolean;
  end(): void;
  destroy(): void;
}

/** Where a reader writes: the same for Node and for a web `Response`. */
export class Sink {
  /** Is called once the connection is closed, whoever closed it. */
  onGone = (): void => {};
  /** Is called when there is room again. */
  wake = (): void => {};
  isOpen = true;
  readonly #output: Output;

  constructor(output: Output) {
    this.#output = output;
  }

  get #hasRoom(): boolean {
    return !this.isOpen || this.#output.hasRoom();
  }

  /** Whether more may be written now. Otherwise `ready()` says when. */
  write(bytes: Uint8Array): boolean {
    if (this.isOpen) this.#output.write(bytes);
    return this.#hasRoom;
  }

  /** Resolves once more may be written, or the viewer is gone. */
  async ready(): Promise<void> {
    if (!this.#hasRoom) await new Promise<void>((resolve) => (this.wake = resolve));
  }

  /** Ends the body: all was said. */
  end(): void {
    if (this.gone()) this.#output.end();
  }

  /** Breaks the connection, so that the viewer comes back. */
  destroy(): void {
    if (this.gone()) this.#output.destroy();
  }

  /** Nothing is written any more. Returns whether it was so before. */
  gone(): boolean {
    if (!this.isOpen) return false;
    this.isOpen = false;
    this.wake();
    this.onGone();
    return true;
  }
}

export function nodeSink(request: IncomingMessage, response: ServerResponse): Sink {
  const sink = new Sink({
    write: (bytes) => response.write(bytes),
    hasRoom: () => !response.writableNeedDrain,
    end: () => response.end(),
    destroy: () => response.destroy(),
  });
  response.on('drain', () => sink.wake()).on('close', () => sink.gone());
  // A viewer who leaves in the middle of something is ordinary.
  response.on('error', () => {});
  request.on('error', () => {});
  return sink;
}

const ROOM = 16 * 1024;

/** A web stream and its writing end. */
export function webSink(): { sink: Sink; body: ReadableStream<Uint8Array> } {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const sink = new Sink({
    write: (bytes) => controller.enqueue(bytes),
    hasRoom: () => (controller.desiredSize ?? 0) > 0,
    end: () => controller.close(),
    destroy: () => controller.error(new Error('The stream was cut: ask again from the last id.')),
  });
  const body = new ReadableStream<Uint8Array>(
    {
      start: (given) => void (controller = given),
      pull: () => sink.wake(),
      cancel: () => void sink.gone(),
    },
    { highWaterMark: ROOM, size: (bytes) => bytes.byteLength },
  );
  return { sink, body };
}
