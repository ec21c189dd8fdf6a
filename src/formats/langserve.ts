import { Answer } from './answer.js';
import { finishReasonOf } from './finish-reason.js';
import { apiFormat } from './json-format.js';
import { at, textAt } from './read-json.js';

/** LangServe's /stream, and the events of LangChain. The `end` event ends it. */
export const langserve = apiFormat('langserve', /^ @(data|metadata) | on_\w+ /, () => {
  const answer = new Answer();
  /** The runs of models that streamed. */
  const streamed = new Set<unknown>();
  return (value, event) => {
    const name = at(value, 'event');
    const run = at(value, 'run_id');
    const output = at(value, 'data.output');
    switch (name) {
      case undefined:
      case 'on_chat_model_stream':
      case 'on_llm_stream':
        break;
      case 'on_chat_model_end':
      case 'on_llm_end':
        // A model that does not stream.
        if (streamed.has(run)) return {};
        return { text: answer.say(textAt(output, 'kwargs.content content generations')) };
      default:
        if (/^on_tool/.test(String(name))) answer.pause();
        return undefined;
    }
    if (event === 'metadata') return {};
    const chunk = at(value, 'data.chunk.kwargs') ?? at(value, 'data.chunk') ?? value;
    if (textAt(at(chunk, 'tool_call_chunks'), '0.name')) answer.pause();
    // A string, a message, or what a server that does not stream answers.
    const text = textAt(chunk, '') ?? textAt(value, 'output');
    if (text) streamed.add(run);
    const meta = at(chunk, 'response_metadata');
    const reason = finishReasonOf(
      at(meta, 'finish_reason') ?? at(meta, 'stop_reason') ?? at(meta, 'done_reason'),
    );
    if (text === undefined && !name) return null;
    return {
      text: answer.say(text),
      reasoning: textAt(chunk, 'additional_kwargs.reasoning_content'),
      finishReason: reason,
    };
  };
});
