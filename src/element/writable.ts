import { isBytes } from '../stream/is-a.js';
import type { StreamState } from '../run/state.js';

/** What receives the text of a WritableStream. */
export interface TextSink {
  readonly state: StreamState;
  /** Each run has its own. */
  readonly finished: Promise<unknown>;
  write(text: string): void;
  end(): void;
  stop(): void;
}

/**
 * A WritableStream of strings or UTF-8 bytes, for `pipeTo()`. A character may be split over chunks.
 * It writes into the run that its first text went into: once that is stopped, or another one took its
 * place, the pipe fails, which cancels its source.
 */
export function writableTo(sink: TextSink): WritableStream<string | BufferSource> {
  const decoder = new TextDecoder();
  let run: Promise<unknown> | undefined;
  const isOver = () => run !== undefined && (run !== sink.finished || sink.state === 'stopped');
  const write = (text: string) => {
    if (isOver()) throw new DOMException('The stream was stopped.', 'AbortError');
    if (!text) return;
    sink.write(text);
    run = sink.finished;
  };
  return new WritableStream({
    write(chunk) {
      if (typeof chunk === 'string') write(decoder.decode() + chunk);
      else if (isBytes(chunk)) {
        write(decoder.decode(chunk, { stream: true }));
      } else {
        throw new TypeError('`writable` takes strings and bytes. Of an object, give the text.');
      }
    },
    close() {
      write(decoder.decode());
      sink.end();
    },
    abort() {
      if (!isOver()) sink.stop();
    },
  });
}
