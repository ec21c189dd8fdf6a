import { parseJson } from '../stream/json.js';
import { AnswerText } from './answer-text.js';
import {
  errorIn,
  formatError,
  isApiFailure,
  isComplaint,
  isError,
  serverError,
} from './failure.js';
import { errorDelta, type ApiFormat, type Delta, type Format, type Usage } from './format.js';
import { isObject, signOf } from './read-json.js';
import { usageIn } from './usage.js';

/**
 * Reads the value of one message. Returns null if the message is unknown, and undefined to let the
 * format's sign decide.
 */
export type ReadValue = (value: unknown, event: string) => Delta | null | undefined;

/** The beginning of JSON or of a web page. Anything else that is not JSON is a heartbeat. */
const BEGINNING = /^\s*(<|\{\s*("|\}|$)|\[\s*(["{[\]\d-]|$)|")/;

/** Every message about a failure has one of these words. */
const FAILURE = /error|fail|cancel|expired/i;

/** A format whose messages are JSON. Handles what all APIs have in common, above all errors. */
export const jsonMessages = (
  name: string,
  read: ReadValue,
  { sign, terminated = true, tellsComplaints = true }: JsonTraits = {},
): Format => {
  let usage: Usage | undefined;
  let toldUsage: Usage | undefined;
  let hasUnderstood = false;
  /** All the text so far, and the number of its messages. */
  let told = '';
  let pieces = 0;
  const expected = `format="${name}" expects JSON`;

  /** Drops the whole text where a server repeats it in the message that completes the answer. */
  const once = (delta: Delta | null): Delta | null => {
    const { text, replace, complete, done } = delta ?? {};
    if (!text) return delta;
    // A short word may legitimately come twice.
    const isLong = pieces > 1 || text.length > 3;
    if ((complete || done) && !replace && isLong && text === told) return { ...delta, text: '' };
    pieces += 1;
    told = replace ? text : told + text;
    return delta;
  };

  const look = (value: unknown, event: string, data: string): Delta | null => {
    const failed = !sign || FAILURE.test(data) || FAILURE.test(event);
    const isFailure = failed && (sign ? isApiFailure : isError)(event, value);
    const found = read(value, event);
    // A message without content may still belong to the format.
    const saysNothing = found !== null && !found?.text && !Object.values(found ?? {}).some(Boolean);
    const isKnown = sign && saysNothing ? sign.test(signOf(event, value)) : found != null;
    // Own fields, since the page may have added these to Object.prototype.
    let delta: Delta | null = isKnown ? { text: undefined, error: undefined, ...found } : null;
    if (/usage|_count|"tokens"/.test(data)) usage = usageIn(value, usage) ?? usage;
    hasUnderstood ||= isKnown;
    // All APIs count tokens, so a count alone does not show that this is the right format.
    if (hasUnderstood && usage !== toldUsage) {
      delta = { text: undefined, error: undefined, ...delta, usage: (toldUsage = usage) };
    }
    if (delta?.error) return delta;
    if (isFailure || delta?.finishReason === 'error') {
      return { text: undefined, ...delta, error: serverError(value, data) };
    }
    if (delta) return delta;
    // JSON in a JSON string was encoded twice, and is not text.
    const inner = typeof value === 'string' ? parseJson(value) : undefined;
    if (isObject(inner)) {
      const fails = isApiFailure(event, inner) || isComplaint(inner);
      return errorDelta(
        fails
          ? serverError(inner, data)
          : formatError(`${expected}, and got JSON in a string`, data),
      );
    }
    return tellsComplaints && isComplaint(value) ? errorDelta(serverError(value, data)) : null;
  };

  return {
    sentinel: ['[DONE]'],
    terminated,
    expects: `JSON as format="${name}" has it`,
    parse({ event, data }) {
      const value = parseJson(data);
      try {
        if (value !== undefined) return once(look(value, event, data));
      } catch (thrown) {
        const problem = `${expected} that is not nested so deep, and got`;
        return errorDelta(formatError(problem, data, thrown));
      }
      const isBroken = BEGINNING.test(data);
      if (isError(event, data) || (!isBroken && /\berror\b/i.test(data))) {
        return errorDelta(errorIn(data));
      }
      return isBroken ? errorDelta(formatError(`${expected}, and got`, data)) : null;
    },
  };
};

export interface JsonTraits {
  /** Recognises the format's messages, when tested against ` @event type key key … `. */
  readonly sign?: RegExp;
  readonly terminated?: boolean;
  /** A message that the format does not know may report a failure. */
  readonly tellsComplaints?: boolean;
}

/** Makes the format of an API. `createReader` is called for each answer, with the answer's text. */
export const apiFormat = (
  name: string,
  sign: RegExp,
  createReader: (answer: AnswerText) => ReadValue,
): ApiFormat =>
  Object.assign((): Format => jsonMessages(name, createReader(new AnswerText()), { sign }), {
    sign,
  });
