import { Answer } from './answer.js';
import { finishReasonOf } from './finish-reason.js';
import { apiFormat } from './json-format.js';
import { serverError } from './failure.js';
import { at, parseJson, textAt } from './read-json.js';
import { CODE, type StreamMessage } from '../stream/message.js';
import type { ApiFormat, Format } from './format.js';

const SIGN =
  / (start|finish|abort|file|(start|finish|reset)-step|(text|reasoning|tool|source|data|message)-\S+) /;

/** What the codes of the data stream of AI SDK 3 and 4 are called today; the others are data. */
const TYPES: Readonly<Partial<Record<string, string>>> = {
  0: 'text-delta',
  3: 'error',
  9: 'tool-call',
  a: 'tool-result',
  d: 'finish',
  f: 'start-step',
  g: 'reasoning-delta',
};

const withoutCode = (data: string): string => data.replace(CODE, '');

/** A line of that data stream as a message of today's; undefined where it is none. */
export function fromCoded(message: StreamMessage): StreamMessage | undefined {
  const code = CODE.exec(message.data)?.[1];
  const value = code && parseJson(withoutCode(message.data));
  if (!code || value === undefined) return undefined;
  const type = TYPES[code] ?? 'data-part';
  const rest = {
    [type === 'error' ? 'errorText' : 'delta']: value,
    finishReason: at(value, 'finishReason'),
    usage: at(value, 'usage'),
  };
  return { ...message, data: JSON.stringify({ type, ...rest }) };
}

/** The UI message stream of the Vercel AI SDK. */
const messageStream = apiFormat('ai-sdk', SIGN, () => {
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

/** The streams of the Vercel AI SDK: today's, and the data stream before version 5. */
export const aiSdk: ApiFormat = Object.assign(
  (): Format => {
    const format = messageStream();
    return {
      ...format,
      // A line that breaks off is an error, as in any JSON.
      parse: (message) =>
        format.parse(fromCoded(message) ?? { ...message, data: withoutCode(message.data) }),
    };
  },
  { sign: SIGN },
);
