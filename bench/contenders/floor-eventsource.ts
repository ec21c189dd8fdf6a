import { FrameWriter, blockPerLine, listen, type Contender } from '../contender.js';

export const start: Contender['start'] = (container, url) =>
  new Promise((resolve) => {
    const writer = new FrameWriter(blockPerLine(container));
    listen(
      url,
      (token) => writer.push(token),
      () => writer.finish(resolve),
    );
  });
