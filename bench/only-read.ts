import { createParser } from 'eventsource-parser';
import { END, type Contender } from './contender.js';

let received = '';

/** Reads the stream as the element does, and shows nothing: what is left when there is no display. */
export const start: Contender['start'] = async (_container, url) => {
  const response = await fetch(url);
  const parser = createParser({
    onEvent({ data }) {
      if (data !== END) received += data;
    },
  });
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parser.feed(decoder.decode(value, { stream: true }));
  }
};

export const text: Contender['text'] = () => received;
