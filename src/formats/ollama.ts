import { finishReasonOf } from './finish-reason.js';
import { apiFormat } from './json-format.js';
import { at, textAt } from './read-json.js';

/** Ollama's own API, /api/chat and /api/generate: one JSON object per line. */
export const ollama = apiFormat('ollama', / done /, (answer) => (value) => {
  const text = answer.say(textAt(value, 'message.content response'));
  if (at(value, 'message.tool_calls.0')) answer.pause();
  const done = at(value, 'done') === true;
  return {
    text,
    reasoning: textAt(value, 'message.thinking thinking'),
    done,
    finishReason: done ? finishReasonOf(at(value, 'done_reason')) : undefined,
  };
});
