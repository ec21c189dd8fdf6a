import type { Format } from './format.js';
import { at, jsonFormat, textAt } from './read-json.js';

/** LangServe's /stream, and the events of LangChain. The `end` event ends it. */
export const langserve = (): Format =>
  jsonFormat('langserve', (value) => {
    const name = at(value, 'event');
    if (name && name !== 'on_chat_model_stream') return null;
    const chunk = at(value, 'data.chunk.kwargs') ?? at(value, 'data.chunk') ?? value;
    return {
      // A string, a message, or what a server that does not stream answers.
      text: textAt(chunk, '') ?? textAt(value, 'output'),
      reasoning: textAt(chunk, 'additional_kwargs.reasoning_content'),
    };
  });
