import type { Format } from './format.js';
import { at, jsonFormat, serverError, textAt, textOf } from './read-json.js';

/** The OpenAI Responses API. */
export const openaiResponses = (): Format =>
  jsonFormat('openai-responses', (value) => {
    const delta = textAt(value, 'delta');
    switch (at(value, 'type')) {
      case 'response.output_text.delta':
        return { text: delta };
      case 'response.reasoning_text.delta':
      case 'response.reasoning_summary_text.delta':
        return { reasoning: delta };
      case 'response.completed':
      case 'response.incomplete':
        return { done: true };
      case 'response.failed':
        return { error: serverError(value, 'response.error.message') };
    }
    // The whole response, from a server that does not stream.
    const output = at(value, 'output');
    return { text: textOf(output), reasoning: textOf(output, true) };
  });
