import type { Format } from './format.js';
import { at, jsonFormat, serverError, textAt } from './read-json.js';

/** Dify: chat, completion, agent and workflow apps. */
export const dify = (): Format => {
  let agentText = '';
  return jsonFormat('dify', (value) => {
    const text = textAt(value, 'answer data.text');
    switch (at(value, 'event')) {
      case 'agent_message':
        agentText += text ?? '';
        return { text };
      case 'message':
        // An agent closes with a message that repeats the whole answer.
        return agentText && agentText === text ? null : { text };
      case 'text_chunk':
        return { text };
      case 'message_replace':
        return { text, replace: true };
      case 'reasoning_chunk':
        return { reasoning: textAt(value, 'data.reasoning') };
      case 'message_end':
        return { done: true };
      case 'workflow_finished':
        // In a chat flow the end of the message is still to come.
        return at(value, 'data.error')
          ? { error: serverError(value, 'data.error') }
          : { complete: true };
    }
    return null;
  });
};
