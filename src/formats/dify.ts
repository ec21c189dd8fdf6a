import { Answer } from './answer.js';
import { apiFormat } from './json-format.js';
import { at, textAt } from './read-json.js';

/** Dify: chat, completion, agent and workflow apps. */
export const dify = apiFormat('dify', / (ping|task_id|conversation_id|workflow_run_id) /, () => {
  const answer = new Answer();
  let agentText = '';
  return (value) => {
    const text = textAt(value, 'answer data.text');
    const event = at(value, 'event');
    switch (event) {
      case 'agent_message':
        agentText += text ?? '';
        return { text: answer.say(text) };
      case 'message':
        // An agent closes with a message that repeats the whole answer.
        return agentText && agentText === text ? {} : { text: answer.say(text) };
      case 'text_chunk':
        return { text: answer.say(text) };
      case 'message_replace':
        return { text: answer.replace(text), replace: true };
      case 'reasoning_chunk':
        return { reasoning: textAt(value, 'data.reasoning') };
      case 'message_end':
        return { text: answer.whole(text), done: true };
      case 'agent_thought':
        if (at(value, 'tool')) answer.pause();
        return {};
    }
    if (event !== undefined && event !== 'workflow_finished') return undefined;
    // In a chat flow the end of the message is still to come.
    const outputs = 'answer data.outputs.answer data.outputs.text data.outputs.result';
    return { text: answer.whole(textAt(value, outputs)), complete: event !== undefined };
  };
});
