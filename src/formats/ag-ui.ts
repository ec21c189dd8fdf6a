import type { Format } from './format.js';
import { at, jsonFormat, serverError, textAt } from './read-json.js';

/** AG-UI, the protocol between agents and user interfaces. */
export const agUi = (): Format =>
  jsonFormat('ag-ui', (value) => {
    const delta = textAt(value, 'delta');
    switch (at(value, 'type')) {
      case 'TEXT_MESSAGE_CONTENT':
      case 'TEXT_MESSAGE_CHUNK':
        return { text: delta };
      case 'REASONING_MESSAGE_CONTENT':
      case 'REASONING_MESSAGE_CHUNK':
      case 'THINKING_TEXT_MESSAGE_CONTENT':
        return { reasoning: delta };
      case 'RUN_FINISHED':
        return { done: true };
      case 'RUN_ERROR':
        return { error: serverError(value, 'message') };
    }
    return null;
  });
