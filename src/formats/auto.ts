import { parseJson } from '../stream/json.js';
import { errorIn, formatError, isComplaint, isError, serverError } from './failure.js';
import { errorDelta, textDelta, type ApiFormat, type Delta, type Format } from './format.js';
import { isObject, signOf } from './read-json.js';
import { text } from './text.js';

/** Longer text is no heartbeat, so everything that follows is text as well. */
const HEARTBEATS_LENGTH = 200;
/** The beginning of a cut-off object of an API. Ordinary text hardly begins like this. */
const BROKEN = /^\s*\{\s*"(id|type|event|object|model|choices|candidates|error)"\s*:/;

/** Recognises an API by its messages. Text that is no JSON object stays text. */
export const createAuto = (apis: readonly ApiFormat[]) => (): Format => {
  let chosen: Format | undefined;
  /** The text so far, while it may still be heartbeats before an answer. */
  let before = '';
  const find = (event: string, value: unknown) => {
    const sign = signOf(event, value);
    // A ping identifies no API: several APIs and some proxies send pings.
    if (/ ping /.test(sign)) return undefined;
    return apis.find((api) => api.sign.test(sign));
  };

  return {
    sentinel: text().sentinel ?? [],
    get terminated() {
      return chosen?.terminated ?? false;
    },
    expects: 'text, or the messages of an API that format="auto" knows (set `format`)',
    parse(message): Delta | null {
      if (chosen) return chosen.parse(message);
      const { event, data } = message;
      if (event === 'error') return errorDelta(errorIn(data));
      const value = parseJson(data);
      const inner = typeof value === 'string' ? parseJson(value) : undefined;
      const api = isObject(value) || event !== 'message' ? find(event, value) : undefined;
      if (api) {
        chosen = api();
        const delta = chosen.parse(message);
        return before ? { ...delta, text: delta?.text ?? '', replace: true } : delta;
      }
      if (isObject(value) && !before) {
        const fails = isError(event, value) || isComplaint(value);
        return fails ? errorDelta(serverError(value, data)) : null;
      }
      if ((isObject(inner) && find(event, inner)) || (value === undefined && BROKEN.test(data))) {
        return errorDelta(formatError('format="auto" expects JSON that is whole, and got', data));
      }
      before += data;
      if (before.length > HEARTBEATS_LENGTH) chosen = text();
      return before ? textDelta(data) : null;
    },
  };
};
