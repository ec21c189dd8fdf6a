import type { Format } from './format.js';
import { at, jsonFormat, serverError, textAt, textOf } from './read-json.js';

/** Cohere Chat, version 2, and version 1 with its `event_type`. */
export const cohere = (): Format =>
  jsonFormat('cohere', (value) => {
    const type = at(value, 'type') ?? at(value, 'event_type');
    const reason = at(value, 'delta.finish_reason') ?? at(value, 'finish_reason');
    if (String(reason).startsWith('ERROR')) {
      return { error: serverError(value, 'delta.error') };
    }
    const content = at(value, 'delta.message.content') ?? at(value, 'message.content');
    return {
      text: textOf(content) ?? textAt(value, 'text'),
      reasoning: textOf(content, true),
      done: type === 'message-end' || type === 'stream-end',
    };
  });
