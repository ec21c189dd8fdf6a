import type { Format } from './format.js';

/** The data is the text. */
export const text: Format = {
  events: ['message'],
  end: ['end', '[DONE]'],
  terminated: false,
  parse: ({ data }) => ({ text: data }),
};
