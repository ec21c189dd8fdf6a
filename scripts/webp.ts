// Makes an animated WebP from still ones: https://developers.google.com/speed/webp/docs/riff_container

export interface Frame {
  /** A complete WebP file of the changed part. */
  readonly picture: Uint8Array;
  /** Position of the part in pixels; both numbers are even. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly milliseconds: number;
}

const number = (value: number, bytes: number): Buffer => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
};

/** A chunk: a name, a length, the data, and padding to an even length. */
function chunk(name: string, ...data: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(data);
  return Buffer.concat([
    Buffer.from(name),
    number(body.length, 4),
    body,
    Buffer.alloc(body.length % 2),
  ]);
}

/** The image data of a still picture, without its other chunks. */
function bitstream(picture: Uint8Array): Buffer {
  const file = Buffer.from(picture);
  const parts: Buffer[] = [];
  for (let at = 12; at < file.length;) {
    const length = file.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    if (/^(?:ALPH|VP8 |VP8L)$/.test(file.toString('latin1', at, at + 4))) {
      parts.push(file.subarray(at, end));
    }
    at = end;
  }
  return Buffer.concat(parts);
}

/** Joins frames to an endless animation, in which each frame replaces its part. */
export function animate(width: number, height: number, frames: readonly Frame[]): Buffer {
  const ANIMATED = 2;
  const REPLACES = 2;
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    chunk('VP8X', number(ANIMATED, 4), number(width - 1, 3), number(height - 1, 3)),
    chunk('ANIM', number(0xffffffff, 4), number(0, 2)),
    ...frames.map((frame) =>
      chunk(
        'ANMF',
        ...[frame.x / 2, frame.y / 2, frame.width - 1, frame.height - 1, frame.milliseconds].map(
          (value) => number(value, 3),
        ),
        number(REPLACES, 1),
        bitstream(frame.picture),
      ),
    ),
  ]);
  return Buffer.concat([Buffer.from('RIFF'), number(body.length, 4), body]);
}
