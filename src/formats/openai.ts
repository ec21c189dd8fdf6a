import type { Format } from './format.js';
import { at, jsonFormat, textAt, textOf } from './read-json.js';

/** OpenAI Chat Completions, the legacy Completions, and the many APIs that speak like them. */
export const openai = (): Format =>
  jsonFormat('openai', (value) => {
    // Several choices come interleaved, each with its index; some messages have none.
    const choice = [at(value, 'choices')].flat().find((item) => !at(item, 'index'));
    const delta = at(choice, 'delta');
    // A server that does not stream sends the message at once, others repeat it at the end.
    const message = delta ?? at(choice, 'message');
    const text = textAt(message ?? choice, message ? 'content' : 'text');
    return {
      text,
      replace: Boolean(message && !delta && text),
      reasoning:
        textAt(message, 'reasoning_content reasoning') ?? textOf(at(message, 'content'), true),
      // Not all send [DONE].
      complete: Boolean(at(choice, 'finish_reason')),
    };
  });
