import { StreamError } from '../stream/errors.js';
import { at, isObject, parseJson, textAt } from './read-json.js';

/** How much of the data an error message shows, and how much of it `body` keeps. */
const EXCERPT_LENGTH = 200;
const BODY_LENGTH = 2000;

/** Where APIs hang an error in a message. */
const PLACES = [
  ...['', '0', 'response', 'message', 'delta', 'data', 'base_resp'],
  ...['choices.0', 'choices.0.delta', 'choices.0.message'],
];
/** Under which names they say what went wrong, the clearest first. */
const SENTENCE =
  'error.message error.msg error.error.message error_description error errors.0.message errors.0 ' +
  'errorText errorMessage error_msg status_msg message msg detail.0.msg detail reason title';
const FAILED_TYPE = /(^|[._-])(error|failed|cancelled)$/i;
/** A part of the work failed, which the answer may survive. */
const PART = /^data-|tool|call|node|step|iteration|loop|agent/i;
const FAILED_STATUS = /^(fail|error|cancel|expired|[45]\d\d$)/i;
const FAILED_CODE = /^(?!ok$|succe)[a-z]|^-|^[4-9]\d\d$|^\d{4}/i;

const sentenceIn = (value: unknown): string | undefined =>
  PLACES.map((place) => textAt(at(value, place), SENTENCE)).find(Boolean);

/** A failure that the API reports, in its own words. */
export function serverError(value: unknown, data: string): StreamError {
  const detail = sentenceIn(value);
  const message = detail ?? (excerpt(data) || 'The server reported an error.');
  return new StreamError('server', message, { detail, body: data.slice(0, BODY_LENGTH) });
}

/** The same, where the data need not be JSON. */
export const errorIn = (data: string): StreamError => serverError(parseJson(data), data);

export const formatError = (problem: string, data: string, cause?: unknown): StreamError =>
  new StreamError('format', `${problem}: ${excerpt(data)}`, {
    cause,
    body: data.slice(0, BODY_LENGTH),
  });

const excerpt = (data: string): string => data.slice(0, EXCERPT_LENGTH);

const typesOf = (event: string, value: unknown): string[] =>
  [event, at(value, 'type'), at(value, 'event'), at(value, 'object')].map(String);

/** An error by name, which is one in any JSON. */
export const isError = (event: string, value: unknown): boolean =>
  Boolean(at(value, 'error')) || typesOf(event, value).includes('error');

/** A failure in a message of an API, wherever the provider puts it. */
export function isApiFailure(event: string, value: unknown): boolean {
  const types = typesOf(event, value);
  if (types.some((type) => PART.test(type))) return types.includes('error');
  return (
    types.some((type) => FAILED_TYPE.test(type)) ||
    PLACES.some((place) => {
      const holder = at(value, place);
      const status = at(holder, 'status');
      return at(holder, 'error') || (typeof status === 'string' && FAILED_STATUS.test(status));
    })
  );
}

/** A message that a format does not know, and that says what failed. */
export function isComplaint(value: unknown): boolean {
  if (!isObject(value) || !sentenceIn(value)) return false;
  const has = (pattern: RegExp, paths: string) => pattern.test(textAt(value, paths) ?? '');
  return (
    ['errors', 'detail', 'error_msg', 'errorMessage'].some((key) => at(value, key)) ||
    [at(value, 'success'), at(value, 'ok')].includes(false) ||
    has(FAILED_STATUS, 'status') ||
    has(FAILED_CODE, 'code error_code status_code statusCode errorCode base_resp.status_code')
  );
}

/** The error of a body that holds one message, which no format knows. */
export const complaintIn = (data: string): StreamError | undefined => {
  const value = parseJson(data);
  return isObject(value) && sentenceIn(value) ? serverError(value, data) : undefined;
};
