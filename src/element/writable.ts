/** What receives the text of a WritableStream. */
export interface TextSink {
  readonly write: (text: string) => void;
  readonly end: () => void;
  readonly stop: () => void;
}

/** A WritableStream of strings or UTF-8 bytes, for `pipeTo()`. A character may be split over chunks. */
export function writableTo({ write, end, stop }: TextSink): WritableStream<string | BufferSource> {
  const decoder = new TextDecoder();
  return new WritableStream({
    write(chunk) {
      if (typeof chunk === 'string') write(decoder.decode() + chunk);
      else if (chunk instanceof ArrayBuffer || ArrayBuffer.isView(chunk)) {
        write(decoder.decode(chunk, { stream: true }));
      } else {
        throw new TypeError(
          '`writable` takes strings and bytes. Pipe through a TextDecoderStream?',
        );
      }
    },
    close() {
      write(decoder.decode());
      end();
    },
    abort: stop,
  });
}
