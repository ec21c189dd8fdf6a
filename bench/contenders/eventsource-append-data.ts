import { FrameWriter, listen, oneNode, type Contender } from '../contender.js';

export const start: Contender['start'] = (container, url) =>
  new Promise((resolve) => {
    const writer = new FrameWriter(oneNode(container));
    listen(
      url,
      (token) => writer.push(token),
      () => writer.finish(resolve),
    );
  });

export const writer: Contender['writer'] = (container) => Promise.resolve(oneNode(container));
