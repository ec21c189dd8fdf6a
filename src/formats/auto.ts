import type { StreamMessage } from '../stream/message.js';
import { agUi } from './ag-ui.js';
import { aiSdk } from './ai-sdk.js';
import { anthropic } from './anthropic.js';
import { cohere } from './cohere.js';
import { dify } from './dify.js';
import type { Format } from './format.js';
import { gemini } from './gemini.js';
import { langserve } from './langserve.js';
import { ollama } from './ollama.js';
import { openaiResponses } from './openai-responses.js';
import { openai } from './openai.js';
import { at, formatError } from './read-json.js';
import { text } from './text.js';

/** What a first message looks like: `@event type key key …`. */
const SIGNS: readonly (readonly [RegExp, () => Format])[] = [
  [/ (choices|error) /, openai],
  [/ (candidates|promptFeedback|usageMetadata) /, gemini],
  [/ done /, ollama],
  [/ response(\.\S+)? /, openaiResponses],
  [/ (message_start|content_block_\w+|ping|stop_sequence) /, anthropic],
  [/ (message-start|content-\w+|stream-start|generation_id|finish_reason) /, cohere],
  [/ (task_id|conversation_id|workflow_run_id) /, dify],
  [/ [A-Z]+_[A-Z_]+ /, agUi],
  [/ (start|start-step|(text|reasoning)-(start|delta)|message-metadata|data-\S+) /, aiSdk],
  [/^@(data|metadata) /, langserve],
];

/** Recognises an API by its first message. Text that is no JSON object stays text. */
export const auto = (): Format => {
  let chosen: Format | undefined;
  return {
    end: text.end ?? [],
    get terminated() {
      return chosen?.terminated ?? false;
    },
    parse(message) {
      if (!chosen) {
        if (!message.data.trim()) return message.raw ? text.parse(message) : null;
        chosen = recognise(message);
        if (!chosen) {
          return { error: formatError('auto', 'does not know this. Set `format`', message.data) };
        }
      }
      return chosen.parse(message);
    },
  };
};

function recognise({ event, data, raw }: StreamMessage): Format | undefined {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return text;
  }
  const isObject = typeof value === 'object' && value !== null;
  const kind = ['type', 'event_type', 'event', 'object'].map((key) => at(value, key)).find(Boolean);
  const keys = isObject ? Object.keys(value as object).join(' ') : '';
  const sign = `@${event} ${String(kind)} ${keys} `;
  const found = SIGNS.find(([pattern]) => pattern.test(sign));
  if (found && !raw) return found[1]();
  return isObject && !raw ? undefined : text;
}
