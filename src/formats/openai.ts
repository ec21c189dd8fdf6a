import { finishReasonOf } from './finish-reason.js';
import { apiFormat } from './json-format.js';
import { at, textAt, textOf } from './read-json.js';

/** OpenAI Chat Completions, the legacy Completions, and the many compatible APIs. */
export const openai = apiFormat(
  'openai',
  / (choices|chat\.completion\S*) /,
  (answer) => (value) => {
    const choices = at(value, 'choices');
    if (choices === null) return null;
    // Several choices come interleaved, each with its index. Some messages have no index.
    const choice = [choices].flat().find((item) => !Number(at(item, 'index')));
    const delta = at(choice, 'delta');
    const finishReason = finishReasonOf(at(choice, 'finish_reason'));
    // A server that does not stream sends the whole message; other servers repeat it at the end.
    const whole = at(choice, 'message');
    const message = delta ?? whole;
    const said = textOf(at(message, 'content')) || textAt(message, 'refusal');
    const replace = Boolean(whole && !delta && said);
    const text = replace
      ? answer.replace(said)
      : answer.say(message ? said : textAt(choice, 'text')) ||
        answer.whole(textAt(whole, 'content refusal'));
    if (at(message, 'tool_calls.0') ?? at(message, 'function_call')) answer.pause();
    return {
      text,
      replace,
      reasoning:
        textAt(message, 'reasoning_content reasoning') || textOf(at(message, 'content'), true),
      // Not all servers send [DONE].
      complete: finishReason !== undefined,
      whole: Boolean(whole && !delta),
      finishReason,
    };
  },
);
