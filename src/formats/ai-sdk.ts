import { finishReasonOf } from './finish-reason.js';
import { apiFormat } from './json-format.js';
import { serverError } from './failure.js';
import { at, textAt } from './read-json.js';

/** The codes belong to the data stream before version 5, the names to the UI message stream. */
const SIGN =
  /^ @[\da-k] | (start|finish|abort|file|(start|finish|reset)-step|(text|reasoning|tool|source|data|message)-\S+) /;

/** The UI message stream of the Vercel AI SDK, and the data stream before version 5. */
export const aiSdk = apiFormat('ai-sdk', SIGN, (answer) => {
  let beforeStep = '';
  return (value, event) => {
    const type = textAt(value, 'type') ?? event;
    const delta = textAt(value, typeof value === 'string' ? '' : 'delta');
    switch (type) {
      case '0':
      case 'text-delta':
        return { text: answer.say(delta, at(value, 'id')) };
      case 'g':
      case 'reasoning-delta':
        return { reasoning: delta };
      case 'start-step':
        beforeStep = answer.text;
        return {};
      case 'reset-step':
        // The step failed and starts again, so its text does not count.
        return { text: answer.replace(beforeStep), replace: true };
      case 'd':
      case 'finish':
        // Merged streams may have several `finish` parts. Only [DONE] is the end.
        return { complete: true, finishReason: finishReasonOf(at(value, 'finishReason')) };
      case '3':
        return { error: serverError({ error: value }, '') };
      case 'abort':
        return { error: serverError(value, 'The server aborted the answer.') };
    }
    if (/^(tool-|9)/.test(type)) answer.pause();
    return undefined;
  };
});
