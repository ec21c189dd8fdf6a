// An app that takes the element from elsewhere and brings a format of its own.
import { registerFormat } from 'typewriter-stream/formats.js';

registerFormat('loud', {
  terminated: false,
  sentinel: ['end'],
  parse: ({ data }) => ({ text: data.toUpperCase() }),
});
