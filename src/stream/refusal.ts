import type { BodyReader } from './body-reader.js';
import {
  StreamError,
  excerptOf,
  sentenceIn,
  type StreamErrorKind,
  type StreamErrorOptions,
} from './errors.js';

/** How many characters are read to find the server's own sentence. */
const READ_LENGTH = 64 * 1024;
/** How long they are waited for, in milliseconds. */
const READ_TIME = 500;

/** What is sent in place of a stream, as an error with the words of the server. */
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
  // The wrong answer may be a stream, too: what has not come by then is not waited for.
  const timer = setTimeout(body.cancel, READ_TIME);
  try {
    await body.peek((soFar) => {
      text = soFar;
      return text.length >= READ_LENGTH;
    });
  } catch {
    // The status alone is worth reporting; what was read so far is shown.
  }
  clearTimeout(timer);
  body.cancel();
  return text.trim();
}

/** The sentence in a JSON answer; undefined where there is none. */
export function detailIn(text: string): string | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'string' ? answer : sentenceIn([answer].flat())?.trim();
  } catch {
    return undefined;
  }
}
