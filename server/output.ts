import type { ServerResponse } from 'node:http';

/** Where a reader writes: the same for Node and for a web `Response`. */
export interface Output {
  write(bytes: Uint8Array): void;
  /** Whether more may be written now. */
  hasRoom(): boolean;
  /** Ends the body: all was said. */
  end(): void;
  /** Breaks the connection, so that the viewer comes back. */
  destroy(): void;
  /** Is called when there is room again. */
  onRoom?: () => void;
  /** Is called once the connection is closed. */
  onGone?: () => void;
}

export function nodeOutput(response: ServerResponse): Output {
  // Over HTTP/2 there is no writableNeedDrain.
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
    // A viewer who leaves in the middle of something is ordinary.
    .on('error', () => {});
  return output;
}

/** Bytes that wait for a web viewer before there is no more room. */
const ROOM = 16 * 1024;

/** A web stream and its writing end. */
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
