import { createParser } from 'eventsource-parser';
import { StreamError } from './errors.js';
import { TaskBudget } from './task-budget.js';
import type { TransportSink } from './transport.js';

/**
 * How messages are cut from the body: SSE events, one line each, the chunks as they come, or all
 * of it at once.
 */
export type Framing = 'sse' | 'lines' | 'text' | 'json';

/** Characters of one unfinished message. A server that never ends one would fill the memory. */
export const MAX_MESSAGE_LENGTH = 1024 * 1024;

/** Characters parsed before looking at the clock. */
const SLICE_LENGTH = 16 * 1024;

export interface BodyReaderOptions {
  framing: Framing;
  lastEventId: string;
  /** Events that may come without data, which the standard drops. */
  endEvents?: readonly string[] | undefined;
  sink: Pick<TransportSink, 'onMessage' | 'onBatch' | 'onId' | 'onRetryTime'>;
  /** How long one task may read, in milliseconds; undefined: so that no frame is dropped. */
  taskTime?: number | undefined;
  signal: AbortSignal;
  onBytes?(): void;
}

interface Decoder {
  feed(text: string): void;
  /** The body is complete. */
  flush(): void;
}

/**
 * Reads a body to its end. Messages are handed over synchronously, in the task that read their
 * bytes: no promise per event. Throws a StreamError when a message is over the size cap.
 */
export async function readBody(
  body: ReadableStream<Uint8Array> | null,
  options: BodyReaderOptions,
): Promise<void> {
  if (!body) return;
  const { signal, framing } = options;
  // ignoreBOM keeps the BOM in the text, so that just one is taken off, by the parser.
  const bytes = new TextDecoder('utf-8', { ignoreBOM: true });
  const decoder = framing === 'sse' ? sseDecoder(options) : plainDecoder(framing, options);
  const reader = body.getReader();
  const cancel = () => void reader.cancel(signal.reason).catch(() => undefined);
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) {
    cancel();
    return;
  }
  const budget = new TaskBudget(options.taskTime);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (signal.aborted) return;
      const text = done ? bytes.decode() : bytes.decode(value, { stream: true });
      if (!done) options.onBytes?.();
      for (let start = 0; start < text.length; start += SLICE_LENGTH) {
        decoder.feed(text.slice(start, start + SLICE_LENGTH));
        if (signal.aborted) return;
        if (budget.isSpent) {
          await budget.renew();
          if (signal.aborted) return;
        }
      }
      if (done) break;
    }
    decoder.flush();
  } catch (thrown) {
    cancel();
    throw thrown;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** An event's name and, right behind it, the end of the event. */
const NAME_ONLY = /[\r\n]event: ?([^\r\n]*)(?:\r\n|\r(?!\n)|\n)(?=[\r\n])/g;
/** What may become one with the next chunk. */
const NAME_BEGUN = /[\r\n](e[^\r\n]{0,99}(?:\r\n?|\n)?)$/;
const NAME_LENGTH = 103;
/** As much of the end as may hold it, without adding up long strings. */
const lastOf = (before: string, text: string): string =>
  text.length < NAME_LENGTH ? before + text : text.slice(-NAME_LENGTH);

function sseDecoder(options: BodyReaderOptions): Decoder {
  const { lastEventId, endEvents = [], sink, signal } = options;
  // `signal.aborted` is slow to ask for every message.
  let closed = signal.aborted;
  signal.addEventListener('abort', () => {
    closed = true;
  });
  let id = lastEventId;
  let tooLong = false;
  let dispatched = false;
  let before = '\n';
  let held = '';
  // Most streams have neither names nor ids: such messages are handed over a chunk at a time.
  let batch: string[] = [];
  const flushBatch = () => {
    const data = batch;
    if (data.length === 0) return;
    batch = [];
    if (!closed) sink.onBatch(data);
  };
  // The parser reports an id before its event, and also where no event follows.
  let idAlone = false;
  const flushId = () => {
    // Nothing waits in the batch then: `onId` handed it over.
    if (idAlone && !closed) sink.onId(id);
    idAlone = false;
  };
  const parser = createParser({
    maxBufferSize: MAX_MESSAGE_LENGTH,
    onId(value) {
      flushId();
      flushBatch();
      id = value;
      idAlone = true;
    },
    onEvent(event) {
      dispatched = true;
      if (!id && event.event === undefined && event.id === undefined && !idAlone) {
        batch.push(event.data);
        return;
      }
      flushBatch();
      if (event.id === undefined) flushId();
      idAlone = false;
      // One feed may hold messages behind the one that closed the connection.
      if (closed) return;
      sink.onMessage(
        { event: event.event ?? 'message', data: event.data, id },
        event.id !== undefined,
      );
    },
    onRetry(milliseconds) {
      flushBatch();
      flushId();
      if (!closed) sink.onRetryTime(milliseconds);
    },
    onError(error) {
      if (error.type === 'max-buffer-size-exceeded') tooLong = true;
    },
  });
  const parse = (text: string) => {
    if (text) parser.feed(text);
    flushBatch();
    flushId();
    if (tooLong) throw limitError();
  };
  return {
    // The standard drops an event without data. Servers end their streams with one all the same.
    feed(chunk) {
      if (!held && !chunk.includes('event:') && !NAME_BEGUN.test(lastOf(before, chunk))) {
        parse(chunk);
        before = chunk.charAt(chunk.length - 1) || before;
        return;
      }
      const text = before + held + chunk;
      let start = 1;
      for (const match of text.includes('event:') ? text.matchAll(NAME_ONLY) : []) {
        const end = match.index + match[0].length;
        parse(text.slice(start, end));
        dispatched = false;
        parse(text.charAt(end));
        start = end + 1;
        if (closed) return;
        const [, event = ''] = match;
        if (!dispatched && endEvents.includes(event))
          sink.onMessage({ event, data: '', id }, false);
      }
      held = NAME_BEGUN.exec(lastOf('', text))?.[1] ?? '';
      const end = Math.max(start, text.length - held.length);
      held = text.slice(end);
      parse(text.slice(start, end));
      before = text.charAt(end - 1);
    },
    // The standard drops an event that no blank line ended: it may be half of one.
    flush: () => undefined,
  };
}

function plainDecoder(framing: Framing, { sink, signal }: BodyReaderOptions): Decoder {
  const emit = (data: string) => {
    if (data && !signal.aborted) {
      sink.onMessage({ event: 'message', data, id: '', raw: framing === 'text' }, false);
    }
  };
  let first = true;
  let partial: string[] = [];
  let partialLength = 0;
  const takePartial = (rest: string) => {
    const line = partial.length ? partial.join('') + rest : rest;
    partial = [];
    partialLength = 0;
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  };
  return {
    feed(text) {
      const chunk = first && text.startsWith('\uFEFF') ? text.slice(1) : text;
      first = false;
      if (framing === 'text') {
        emit(chunk);
        return;
      }
      let start = 0;
      for (
        let end;
        framing === 'lines' && (end = chunk.indexOf('\n', start)) >= 0;
        start = end + 1
      ) {
        emit(takePartial(chunk.slice(start, end)));
      }
      if (start === chunk.length) return;
      partial.push(chunk.slice(start));
      partialLength += chunk.length - start;
      if (partialLength > MAX_MESSAGE_LENGTH) throw limitError();
    },
    flush: () => emit(takePartial('')),
  };
}

const limitError = () =>
  new StreamError(
    'limit',
    `One message is longer than ${String(MAX_MESSAGE_LENGTH)} characters and still not complete. ` +
      'Send the text in smaller events.',
  );
