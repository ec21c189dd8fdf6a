import { createParser } from 'eventsource-parser';
import { END, FrameWriter, blockPerLine, type Contender } from '../contender.js';

export const start: Contender['start'] = async (container, url) => {
  const writer = new FrameWriter(blockPerLine(container));
  const response = await fetch(url);
  const parser = createParser({
    onEvent({ data }) {
      if (data !== END) writer.push(data);
    },
  });
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parser.feed(decoder.decode(value, { stream: true }));
  }
  await new Promise<void>((resolve) => writer.finish(resolve));
};

export const writer: Contender['writer'] = (container) => Promise.resolve(blockPerLine(container));
