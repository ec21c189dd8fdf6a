import { apiFormat } from './json-format.js';
import { at, textAt } from './read-json.js';

/** AG-UI, the protocol between agents and user interfaces. */
export const agUi = apiFormat('ag-ui', / (RAW|CUSTOM|[A-Z]+_[A-Z_]+) /, (answer) => (value) => {
  const type = at(value, 'type');
  const delta = textAt(value, 'delta');
  switch (type) {
    case 'TEXT_MESSAGE_CONTENT':
    case 'TEXT_MESSAGE_CHUNK':
      return { text: answer.say(delta, at(value, 'messageId')) };
    case 'REASONING_MESSAGE_CONTENT':
    case 'REASONING_MESSAGE_CHUNK':
    case 'THINKING_TEXT_MESSAGE_CONTENT':
      return { reasoning: delta };
    case 'MESSAGES_SNAPSHOT': {
      // The whole conversation, which ends with the answer.
      const last = [at(value, 'messages')].flat().at(-1);
      return { text: at(last, 'role') === 'assistant' ? answer.whole(last) : undefined };
    }
    case 'RUN_FINISHED':
      return { done: true };
  }
  if (/^TOOL/.test(String(type))) answer.pause();
  return undefined;
});
