import { abortError } from '../run/run.js';
import { isBytes } from '../stream/is-a.js';
import type { TypewriterStream } from './typewriter-stream.js';

/**
 * A WritableStream of strings or UTF-8 bytes, for `pipeTo()`. A character may be split over chunks.
 * The first text goes into a run: once that run is stopped or replaced, writing fails, which cancels
 * the source of the pipe.
 */
export function writableTo(element: TypewriterStream): WritableStream<string | BufferSource> {
  const decoder = new TextDecoder();
  let run: Promise<unknown> | undefined;
  const isOver = () =>
    run !== undefined && (run !== element.finished || element.state === 'stopped');
  const write = (text: string) => {
    if (isOver()) throw abortError('stopped');
    if (!text) return;
    element.write(text);
    run = element.finished;
  };
  return new WritableStream({
    write(chunk) {
      if (typeof chunk === 'string') write(decoder.decode() + chunk);
      else if (isBytes(chunk)) write(decoder.decode(chunk, { stream: true }));
      else throw new TypeError('`writable` takes strings and bytes. Of an object, give the text.');
    },
    close() {
      write(decoder.decode());
      element.end();
    },
    abort() {
      if (!isOver()) element.stop();
    },
  });
}
