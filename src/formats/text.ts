import { textDelta, type Format } from './format.js';

const TEXT: Format = {
  events: ['message'],
  sentinel: ['end', '[DONE]'],
  terminated: false,
  parse: ({ data }) => textDelta(data),
};

/** The data is the text. */
export const text = (): Format => TEXT;
