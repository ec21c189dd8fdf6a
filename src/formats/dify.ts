import { apiFormat } from './json-format.js';
import { serverError } from './failure.js';
import { at, textAt } from './read-json.js';

/** Dify: chat, completion, agent and workflow apps. */
export const dify = apiFormat(
  'dify',
  / (ping|task_id|conversation_id|workflow_run_id) /,
  (answer) => {
    let agentText = '';
    return (value) => {
      const said = textAt(value, 'answer data.text');
      const event = at(value, 'event');
      switch (event) {
        case 'agent_message':
          agentText += said ?? '';
          return { text: answer.say(said) };
        case 'message':
          // An agent ends with a message that repeats the whole answer.
          if (agentText && agentText === said) return {};
          return {
            text: answer.say(said),
            whole: Boolean(at(value, 'mode') ?? at(value, 'metadata')),
          };
        case 'text_chunk':
          return { text: answer.say(said) };
        case 'message_replace':
          return { text: answer.replace(said), replace: true };
        case 'reasoning_chunk':
          return { reasoning: textAt(value, 'data.reasoning') };
        case 'message_end':
          return { text: answer.whole(said), done: true };
        case 'agent_thought':
          if (at(value, 'tool')) answer.pause();
          return {};
      }
      if (event !== undefined && event !== 'workflow_finished') return undefined;
      if (at(value, 'data.status') === 'stopped') {
        return { error: serverError(value, 'The workflow was stopped.') };
      }
      // In a chat flow `message_end` still follows.
      const outputs = 'answer data.outputs.answer data.outputs.text data.outputs.result';
      const text = answer.whole(textAt(value, outputs));
      return { text, complete: event !== undefined, whole: Boolean(text) };
    };
  },
);
