import type { BodyReader } from './body-reader.js';
import {
  StreamError,
  excerptOf,
  sentenceIn,
  type StreamErrorKind,
  type StreamErrorOptions,
} from './errors.js';
import { parseJson } from './json.js';

/** How many characters are read to find the server's own message. */
const READ_LENGTH = 64 * 1024;
/** How long to wait for these characters, in milliseconds. */
const READ_TIME = 500;

/** Makes an error of a response that is no stream, with the server's own message. */
export async function refusal(
  kind: StreamErrorKind,
  message: string,
  body: BodyReader,
  options: StreamErrorOptions,
): Promise<StreamError> {
  const text = await readAnswer(body);
  const excerpt = excerptOf(text);
  return new StreamError(kind, message + (excerpt ? `: ${excerpt}` : '.'), {
    ...options,
    detail: detailIn(text),
    body: text,
  });
}

async function readAnswer(body: BodyReader): Promise<string> {
  let text = '';
  // The wrong answer may be an endless stream, so we do not wait for its end.
  const timer = setTimeout(body.cancel, READ_TIME);
  try {
    await body.peek((soFar) => {
      text = soFar;
      return text.length >= READ_LENGTH;
    });
  } catch {
    // The error still shows the status and the text read so far.
  }
  clearTimeout(timer);
  body.cancel();
  return text.trim();
}

/** The message in a JSON answer, or undefined if there is none. */
export function detailIn(text: string): string | undefined {
  const answer = parseJson(text);
  return typeof answer === 'string' ? answer : sentenceIn([answer].flat())?.trim();
}
