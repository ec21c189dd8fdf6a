import { finishReasonOf } from './finish-reason.js';
import { apiFormat } from './json-format.js';
import { at, textAt, textOf } from './read-json.js';

/** The OpenAI Responses API. */
export const openaiResponses = apiFormat(
  'openai-responses',
  /^ @\S+ response(\.\S+)? /,
  (answer) => {
    let hasThought = false;
    let callsTool = false;
    /** The part whose text came last: its index in the output, and its index in the item. */
    let told: readonly unknown[] = [];
    /** The items whose text has come; undefined stands for an item without a number. */
    const items = new Set<unknown>();

    const say = (text: unknown, part: readonly unknown[]) => {
      const [item] = part;
      const said = answer.say(text, item);
      if (!said) return said;
      told = part;
      items.add(item);
      return said;
    };

    /** Returns the text of a whole item, only if none of its text came before. */
    const whole = (item: unknown, index: unknown) => {
      const text = textOf(item);
      const isTold =
        [index, undefined].some((one) => items.has(one)) || isIn(answer.text, text ?? '');
      if (!text) answer.say([item]);
      else if (answer.text) answer.pause();
      return text && !isTold ? say([item], [index]) : '';
    };

    /** Reads the whole response, which comes at the end, or from a server that does not stream. */
    const read = (response: unknown, type: unknown) => {
      const output = at(response, 'output');
      const status = at(response, 'status') ?? type;
      // A response that still runs in the background has no answer yet.
      const isRunning = /queued|progress/.test(String(status));
      const reason = at(response, 'incomplete_details.reason') ?? (isRunning ? undefined : status);
      const finishReason = finishReasonOf(reason);
      return {
        text: [output].flat().map(whole).join(''),
        reasoning: hasThought ? undefined : textOf(output, true),
        whole: !isRunning,
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
          return { text: say(delta, part) };
        case 'response.output_text.done':
        case 'response.refusal.done':
        case 'response.content_part.done': {
          // Not all servers number their parts.
          const isTold =
            items.size > 0 &&
            told.every((index, i) => index === (part[i] ?? index) || index === undefined);
          return { text: isTold ? '' : say(textOf(at(value, 'part') ?? value), part) };
        }
        case 'response.output_item.done':
          return { text: whole(at(value, 'item'), item) };
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
  },
);

/** Whether a text contains another one, ignoring white space. */
const isIn = (all: string, text: string): boolean =>
  all.replace(/\s/g, '').includes(text.replace(/\s/g, ''));
