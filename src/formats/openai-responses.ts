import { Answer } from './answer.js';
import { finishReasonOf } from './finish-reason.js';
import { apiFormat } from './json-format.js';
import { at, textAt, textOf } from './read-json.js';

/** The OpenAI Responses API. */
export const openaiResponses = apiFormat('openai-responses', /^ @\S+ response(\.\S+)? /, () => {
  const answer = new Answer();
  let hasThought = false;
  let callsTool = false;
  /** The part whose text came last: its place in the output, and in its item. */
  let told: readonly unknown[] | undefined;

  /** The whole response: at the end, or from a server that does not stream. */
  const read = (response: unknown, type: unknown) => {
    const output = at(response, 'output');
    const reason = at(response, 'incomplete_details.reason') ?? at(response, 'status') ?? type;
    const finishReason = finishReasonOf(reason);
    return {
      text: answer.whole(output),
      reasoning: hasThought ? undefined : textOf(output, true),
      finishReason: callsTool && finishReason === 'stop' ? ('tool-calls' as const) : finishReason,
    };
  };

  return (value) => {
    const type = at(value, 'type');
    const delta = textAt(value, 'delta');
    const item = at(value, 'output_index');
    const part = [item, at(value, 'content_index')];
    switch (type) {
      case 'response.output_item.added':
        answer.pause();
        callsTool ||= /function|custom/.test(String(at(value, 'item.type')));
        return {};
      case 'response.output_text.delta':
      case 'response.refusal.delta':
        told = part;
        return { text: answer.say(delta, item) };
      case 'response.output_text.done':
      case 'response.refusal.done': {
        // Not all servers number their parts.
        const isTold = told?.every(
          (index, i) => index === (part[i] ?? index) || index === undefined,
        );
        told = part;
        return isTold ? {} : { text: answer.say(textAt(value, 'text refusal'), item) };
      }
      case 'response.content_part.done':
      case 'response.output_item.done':
        return { text: answer.whole(at(value, 'part') ?? [at(value, 'item')]) };
      case 'response.reasoning_text.delta':
      case 'response.reasoning_summary_text.delta':
        hasThought = true;
        return { reasoning: delta };
      case 'response.completed':
      case 'response.incomplete':
        return { ...read(at(value, 'response'), type), done: true };
    }
    return at(value, 'output') ? read(value, '') : undefined;
  };
});
