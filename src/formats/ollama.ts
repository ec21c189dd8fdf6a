import type { Format } from './format.js';
import { at, jsonFormat, textAt } from './read-json.js';

/** Ollama's own API, /api/chat and /api/generate: a JSON object a line. */
export const ollama = (): Format =>
  jsonFormat('ollama', (value) => ({
    text: textAt(value, 'message.content response'),
    reasoning: textAt(value, 'message.thinking thinking'),
    done: at(value, 'done') === true,
  }));
