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
import { isObject, parseJson, signOf } from './read-json.js';
import { usageIn } from './usage.js';

/**
 * Reads the value of one message. Null: unknown, and undefined: unknown unless the format's sign
 * tells otherwise.
 */
export type ReadValue = (value: unknown, event: string) => Delta | null | undefined;

/** What begins as JSON does, or is a web page. Anything else in its place is a heartbeat. */
const BEGINNING = /^\s*(<|\{\s*("|\}|$)|\[\s*(["{[\]\d-]|$)|")/;

/** A format whose messages are JSON. What all APIs write alike is read here, errors above all. */
export const jsonMessages = (
  name: string,
  read: ReadValue,
  { sign, terminated = true, tellsComplaints = true }: JsonTraits = {},
): Format => {
  let usage: Usage | undefined;
  /** All text so far, and in how many messages it came. */
  let told = '';
  let pieces = 0;
  const expected = `format="${name}" expects JSON`;

  /** Some servers repeat the whole text in the message that completes the answer. */
  const once = (delta: Delta | null): Delta | null => {
    const { text, replace, complete, done } = delta ?? {};
    if (!text) return delta;
    // Two short words may well be the same.
    const isLong = pieces > 1 || text.length > 3;
    if ((complete || done) && !replace && isLong && text === told) return { ...delta, text: '' };
    pieces += 1;
    told = replace ? text : told + text;
    return delta;
  };

  const look = (value: unknown, event: string, data: string): Delta | null => {
    const failed = sign ? /error|fail|cancel|expired/i.test(data + event) : true;
    const isFailure = failed && (sign ? isApiFailure : isError)(event, value);
    const found = read(value, event);
    // What says nothing may still be a message that the format knows.
    const isKnown =
      sign && found !== null && !Object.values(found ?? {}).some(Boolean)
        ? sign.test(signOf(event, value))
        : found != null;
    // Fields of its own, since a script of the page may have given one to all objects.
    const own = { text: undefined, error: undefined };
    let delta: Delta | null = isKnown ? { ...own, ...found } : null;
    if (/usage|_count|"tokens"/.test(data)) {
      const cost = usageIn(value, usage);
      if (cost) delta = { ...own, ...delta, usage: (usage = cost) };
    }
    if (delta?.error) return delta;
    if (isFailure || delta?.finishReason === 'error') {
      return { ...own, ...delta, error: serverError(value, data) };
    }
    if (delta) return delta;
    // JSON in a string of JSON: two encoders, and nothing that can be shown.
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
  /** What its messages look like: tested against ` @event type key key … `. */
  readonly sign?: RegExp;
  readonly terminated?: boolean;
  /** A message that it does not know may be a failure of the server. */
  readonly tellsComplaints?: boolean;
}

/** The format of an API. `createReader` makes what reads one answer, and is given its text so far. */
export const apiFormat = (
  name: string,
  sign: RegExp,
  createReader: (answer: AnswerText) => ReadValue,
): ApiFormat =>
  Object.assign((): Format => jsonMessages(name, createReader(new AnswerText()), { sign }), {
    sign,
  });
