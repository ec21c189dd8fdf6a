import type { Format } from './format.js';
import { at, jsonFormat, textAt } from './read-json.js';

/** The UI message stream of the Vercel AI SDK. */
export const aiSdk = (): Format => {
  let text = '';
  let beforeStep = '';
  return jsonFormat('ai-sdk', (value) => {
    const delta = textAt(value, 'delta');
    switch (at(value, 'type')) {
      case 'text-delta':
        text += delta ?? '';
        return { text: delta };
      case 'reasoning-delta':
        return { reasoning: delta };
      case 'start-step':
        beforeStep = text;
        return null;
      case 'reset-step':
        // The step failed and is made again: what it said does not count.
        text = beforeStep;
        return { text, replace: true };
      case 'finish':
        // Merged streams may bring several; [DONE] is the last word.
        return { complete: true };
    }
    return null;
  });
};
