import { finishReasonOf } from './finish-reason.js';
import { apiFormat } from './json-format.js';
import { at, textAt, textOf } from './read-json.js';

const SIGN = / (message_(start|delta|stop)|content_block_\w+|ping|stop_reason) /;

/** Anthropic Messages. */
export const anthropic = apiFormat('anthropic', SIGN, (answer) => (value) => {
  const type = at(value, 'type');
  const block = at(value, 'content_block.type');
  // Text with citations comes in several text blocks, which form one paragraph.
  if (block !== undefined && block !== 'text') answer.pause();
  const isEmpty = !answer.text;
  const isStart = /block_(start|delta)/.test(String(type));
  const content = at(value, 'content') ?? at(value, 'message.content');
  const stopReason = at(value, 'delta.stop_reason') ?? at(value, 'stop_reason');
  const finishReason = finishReasonOf(stopReason);
  return {
    text: isStart
      ? answer.say(textAt(value, 'delta.text content_block.text'))
      : // The API or a proxy may repeat the whole text at the end.
        answer.whole(content ?? at(value, 'content_block.text')),
    reasoning:
      textAt(value, 'delta.thinking content_block.thinking') ??
      (isEmpty ? textOf(content, true) : undefined),
    complete: finishReason !== undefined,
    whole: type === 'message',
    done: type === 'message_stop',
    finishReason,
  };
});
