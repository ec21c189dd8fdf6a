import type { BodyReader } from './body-reader.js';
import { StreamError, type StreamErrorKind, type StreamErrorOptions } from './errors.js';

/** How much of a wrong answer an error message shows. */
export const EXCERPT_LENGTH = 200;
/** How much of it a StreamError keeps. */
const BODY_LENGTH = 2_000;
/** How much of it is read to find the server's own sentence. */
const READ_LENGTH = 64 * 1024;
/** And how long it is waited for, in milliseconds. */
const READ_TIME = 500;

/** Where servers write what went wrong, the likeliest first. */
const DETAIL_PATHS = [
  ...['error.message', 'message', 'detail', 'detail.0.msg', 'detail.message', 'error_description'],
  ...['error', 'errors.0.message', 'errors.0.detail', 'errors.0', 'title', 'msg', 'reason'],
];

/** What is sent in place of a stream, as an error with the words of the server. */
export async function refusal(
  kind: StreamErrorKind,
  message: string,
  body: BodyReader,
  options: StreamErrorOptions,
): Promise<StreamError> {
  const text = await readAnswer(body);
  const excerpt = text.slice(0, EXCERPT_LENGTH);
  return new StreamError(kind, message + (excerpt ? `: ${excerpt}` : '.'), {
    ...options,
    detail: detailIn(text),
    body: text ? text.slice(0, BODY_LENGTH) : undefined,
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
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return undefined;
  }
  // Some APIs wrap their error in a list.
  const root: unknown = Array.isArray(answer) ? answer[0] : answer;
  if (typeof root === 'string') return root;
  for (const path of DETAIL_PATHS) {
    const found = path.split('.').reduce<unknown>(inside, root);
    if (typeof found === 'string' && found.trim()) return found.trim();
  }
  return undefined;
}

const inside = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
