import { finishReasonOf } from './finish-reason.js';
import { apiFormat } from './json-format.js';
import { at, textOf } from './read-json.js';

const SIGN =
  / (message-(start|end)|(content|citation|stream|tool-plan|tool-calls?|search)-\S+|text-generation|generation_id|finish_reason) /;

/** Cohere Chat, version 2, and version 1 with its `event_type`. */
export const cohere = apiFormat('cohere', SIGN, (answer) => (value) => {
  const type = at(value, 'type') ?? at(value, 'event_type');
  if (/^tool-call/.test(String(type))) {
    answer.pause();
    return {};
  }
  const content = at(value, 'delta.message.content') ?? at(value, 'message.content');
  const finishReason = finishReasonOf(
    at(value, 'delta.finish_reason') ?? at(value, 'finish_reason'),
  );
  const done = type === 'message-end' || type === 'stream-end';
  const text = done
    ? answer.whole(content ?? at(value, 'response.text'))
    : answer.say(content ?? at(value, 'text'));
  return {
    text,
    whole: type === undefined && Boolean(text),
    reasoning: textOf(content, true),
    complete: finishReason !== undefined,
    done,
    finishReason,
  };
});
