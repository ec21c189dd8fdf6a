import type { ServerResponse } from 'node:http';

/** The output of a reader: the same for Node and for a web `Response`. */
export interface Output {
  write(bytes: Uint8Array): void;
  /** Whether more may be written now. */
  hasRoom(): boolean;
  /** Ends the body properly: the stream is complete. */
  end(): void;
  /** Breaks the connection, so that the viewer reconnects. */
  destroy(): void;
  /** Called when there is room again. */
  onRoom?: () => void;
  /** Called once the connection is closed. */
  onGone?: () => void;
}

export function nodeOutput(response: ServerResponse): Output {
  // HTTP/2 responses have no `writableNeedDrain`.
  let hasRoom = true;
  const output: Output = {
    write: (bytes) => void (hasRoom = response.write(bytes)),
    hasRoom: () => hasRoom,
    end: () => response.end(),
    destroy: () => response.destroy(),
  };
  response
    .on('drain', () => {
      hasRoom = true;
      output.onRoom?.();
    })
    .on('close', () => output.onGone?.())
    // A viewer who leaves early is no error.
    .on('error', () => {});
  return output;
}

/** Bytes that may wait for a web viewer before `hasRoom()` is false. */
const ROOM = 16 * 1024;

/** Creates a web stream and the output that writes to it. */
export function webOutput(): { output: Output; body: ReadableStream<Uint8Array> } {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const output: Output = {
    write: (bytes) => controller.enqueue(bytes),
    hasRoom: () => (controller.desiredSize ?? 0) > 0,
    end: () => controller.close(),
    destroy: () => controller.error(new Error('The stream was cut.')),
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start: (given) => void (controller = given),
      pull: () => output.onRoom?.(),
      cancel: () => output.onGone?.(),
    },
    { highWaterMark: ROOM, size: (bytes) => bytes.byteLength },
  );
  return { output, body };
}
