import { parseJson } from '../stream/json.js';
import { finishReasonOf } from './finish-reason.js';
import { apiFormat } from './json-format.js';
import { at, isObject, textAt } from './read-json.js';

/** LangServe's /stream, and the events of LangChain. The `end` event ends the stream. */
export const langserve = apiFormat('langserve', /^ @(data|metadata) | on_\w+ /, (answer) => {
  /** The runs of models that have streamed text. */
  const streamed = new Set<unknown>();
  return (value, event) => {
    if (event === 'metadata') return undefined;
    // LangServe's strings come in `data` events. A string in another event may be JSON encoded twice.
    if (event !== 'data' && typeof value === 'string' && isObject(parseJson(value))) return null;
    const name = textAt(value, 'event') ?? '';
    const run = at(value, 'run_id');
    if (/_(model|llm)_end$/.test(name)) {
      // The text of a model that does not stream.
      if (streamed.has(run)) return undefined;
      return {
        text: answer.say(textAt(value, 'data.output.kwargs data.output.generations data.output')),
      };
    }
    if (/^on_tool/.test(name)) answer.pause();
    if (name && !/_(model|llm)_stream$/.test(name)) return undefined;

    const chunk = at(value, 'data.chunk.kwargs') ?? at(value, 'data.chunk') ?? value;
    // A string, a message, or the `output` of a server that does not stream.
    const output = textAt(value, 'output');
    const found = textAt(chunk, '') ?? output;
    if (found === undefined && !name) return null;
    if (found) streamed.add(run);
    const text = answer.say(found);
    if (at(chunk, 'tool_call_chunks.0') ?? at(chunk, 'tool_calls.0')) answer.pause();
    return {
      text,
      whole: output !== undefined,
      reasoning: textAt(chunk, 'additional_kwargs.reasoning_content'),
      finishReason: finishReasonOf(
        textAt(at(chunk, 'response_metadata'), 'finish_reason stop_reason done_reason'),
      ),
    };
  };
});
