import { StreamError, excerptOf, sentenceIn } from '../stream/errors.js';
import { parseJson } from '../stream/json.js';
import { at, isObject } from './read-json.js';

/** The paths at which APIs put an error. */
const PLACES = [
  ...['', '0', 'response', 'message', 'delta', 'data'],
  ...['choices.0', 'choices.0.delta', 'choices.0.message'],
];
const FAILED_TYPE = /(error|exception|failed|failure|cancell?ed)$/i;
/** Types of parts that may fail while the answer goes on. */
const PART = /^data-|tool|call|node|step|iteration|loop|agent/i;
const FAILED_STATUS = /^(fail|error|cancel|expired|[45]\d\d$)/i;
const FAILED_CODE = /^(?!ok$|succe)[a-z]|^-|^[4-9]\d\d$|^\d{4}/i;

/** The error of a failure that an API reports, with the API's own message. */
export function serverError(given: unknown, data: string): StreamError {
  // In a list of messages, the failed one holds the reason.
  const value: unknown = Array.isArray(given)
    ? (given.find((one) => isApiFailure('', one)) ?? given)
    : given;
  const detail = sentenceIn(value);
  const message = detail ?? (excerptOf(data) || 'The server reported an error.');
  return new StreamError('server', message, { detail, body: data });
}

/** The same for data that may not be JSON. */
export const errorIn = (data: string): StreamError => serverError(parseJson(data), data);

export const formatError = (problem: string, data: string, cause?: unknown): StreamError =>
  new StreamError('format', `${problem}: ${excerptOf(data)}`, { cause, body: data });

const typesOf = (event: string, value: unknown): string[] =>
  [event, at(value, 'type'), at(value, 'event'), at(value, 'object')].map(String);

/** Whether a message has an `error` field or the type `error`, which is an error in any JSON. */
export const isError = (event: string, value: unknown): boolean =>
  Boolean(at(value, 'error')) || typesOf(event, value).includes('error');

/** Whether an API's message reports a failure, wherever the provider puts it. */
export function isApiFailure(event: string, value: unknown): boolean {
  if (Array.isArray(value)) return value.some((one) => isApiFailure(event, one));
  const types = typesOf(event, value);
  if (types.some((type) => PART.test(type))) return types.includes('error');
  return (
    types.some((type) => FAILED_TYPE.test(type)) ||
    PLACES.some((place) => {
      const holder = at(value, place);
      return at(holder, 'error') || FAILED_STATUS.test(String(at(holder, 'status')));
    })
  );
}

/** Whether a message that the format does not know reports a failure. */
export function isComplaint(value: unknown): boolean {
  if (!isObject(value) || !sentenceIn(value)) return false;
  return Object.entries(value).some(
    ([key, inner]: [string, unknown]) =>
      (/^err|detail$|^fault|exception/i.test(key) && inner) ||
      (/^(success|ok)$/.test(key) && inner === false) ||
      (key === 'status' && FAILED_STATUS.test(String(inner))) ||
      (/^(err\w*|status)?_?code$/i.test(key) && FAILED_CODE.test(String(inner))) ||
      (key === 'base_resp' && isComplaint(inner)),
  );
}

/** The error of a body whose only message was not understood, if that message has an error message. */
export const complaintIn = (data: string): StreamError | undefined => {
  const value = parseJson(data);
  return isObject(value) && sentenceIn(value) ? serverError(value, data) : undefined;
};
