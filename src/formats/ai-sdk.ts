import { Answer } from './answer.js';
import { finishReasonOf } from './finish-reason.js';
import { apiFormat } from './json-format.js';
import { serverError } from './failure.js';
import { at, textAt } from './read-json.js';

const SIGN =
  / (start|finish|abort|file|(start|finish|reset)-step|(text|reasoning|tool|source|data|message)-\S+) /;

/** The UI message stream of the Vercel AI SDK. */
export const aiSdk = apiFormat('ai-sdk', SIGN, () => {
  const answer = new Answer();
  let text = '';
  let beforeStep = '';
  return (value) => {
    const type = at(value, 'type');
    const delta = textAt(value, 'delta');
    switch (type) {
      case 'text-delta': {
        const said = answer.say(delta, at(value, 'id'));
        text += said ?? '';
        return { text: said };
      }
      case 'reasoning-delta':
        return { reasoning: delta };
      case 'start-step':
        beforeStep = text;
        return {};
      case 'reset-step':
        // The step failed and is made again: what it said does not count.
        text = beforeStep;
        return { text: answer.replace(text), replace: true };
      case 'finish':
        // Merged streams may bring several; [DONE] is the last word.
        return { complete: true, finishReason: finishReasonOf(at(value, 'finishReason')) };
      case 'abort':
        return { error: serverError(value, 'The server aborted the answer.') };
    }
    if (/^tool-/.test(String(type))) answer.pause();
    return undefined;
  };
});
