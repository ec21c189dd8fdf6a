import type { ReadingOptions } from '../element/options.js';
import type { BodyReader } from './body-reader.js';
import { StreamError, excerptOf } from './errors.js';
import { LineDecoder } from './lines.js';
import { nextTask } from './next-task.js';
import { detailIn } from './refusal.js';
import { SseDecoder } from './sse.js';
import type { BodyEnd, Decoder, DecoderOptions, Framing } from './transport.js';

/** How many characters are parsed before the clock is read. */
const SLICE_LENGTH = 16 * 1024;
/** How many characters of the beginning are kept for an error message. */
const HEAD_LENGTH = 2_000;

export interface BodyOptions extends DecoderOptions {
  readonly url: string;
  readonly reading: DecoderOptions['reading'] & Pick<ReadingOptions, 'taskTime'>;
}

/**
 * Reads any body to its end. Messages are passed on in the task that read their bytes, without a
 * promise for each. Throws a StreamError when a message is too long.
 */
export async function readBody(
  body: BodyReader,
  framing: Framing,
  options: BodyOptions,
): Promise<BodyEnd | undefined> {
  const { signal, url, reading } = options;
  // ignoreBOM leaves a BOM in the text, so that only the parser removes one.
  const bytes = new TextDecoder('utf-8', { ignoreBOM: true });
  const decoder: Decoder =
    framing === 'sse' ? new SseDecoder(options) : new LineDecoder(framing, options);
  let taskStart = performance.now();
  let head = '';
  try {
    for (;;) {
      const chunk = await body.read();
      const isText = typeof chunk === 'string';
      const text = isText ? chunk : bytes.decode(chunk, { stream: chunk !== undefined });
      if (head.length < HEAD_LENGTH) head += text.slice(0, HEAD_LENGTH);
      // Endless empty chunks must not freeze the page either.
      for (let start = 0; start < Math.max(text.length, 1); start += SLICE_LENGTH) {
        if (text) decoder.feed(text.slice(start, start + SLICE_LENGTH));
        if (signal.aborted) return undefined;
        // In a burst, reads resolve without a task between them, and the page would freeze.
        if (performance.now() - taskStart > reading.taskTime) {
          await nextTask();
          taskStart = performance.now();
          if (signal.aborted) return undefined;
        }
      }
      if (chunk === undefined) break;
    }
  } catch (thrown) {
    body.cancel();
    throw thrown;
  }
  const isWhole = decoder.end();
  if (signal.aborted) return undefined;
  const { hasMessage, hasHeartbeats = false, stray } = decoder;
  const problem = hasMessage ? strayProblem(stray, url) : problemOf(framing, head, isWhole, url);
  return { framing, isWhole, hasHeartbeats, problem };
}

/** The `format` error of a body without messages, or undefined if the body may have none. */
function problemOf(
  framing: Framing,
  head: string,
  isWhole: boolean,
  url: string,
): StreamError | undefined {
  // JSON that broke off is an interruption, not a `format` error.
  if (framing === 'text' || framing === (isWhole ? 'lines' : 'json')) return undefined;
  if (framing === 'sse' && isWhole && !hasStrangeLine(head)) return undefined;
  const expected =
    framing === 'sse'
      ? 'no event: expected lines such as "data: text", with a blank line behind each event'
      : 'no message: expected JSON';
  const excerpt = excerptOf(head);
  return new StreamError(
    'format',
    `The answer of ${url} has ${expected}, and got ${excerpt ? `this: ${excerpt}` : 'nothing.'}`,
    { body: head },
  );
}

/** The error of a body whose events are followed by JSON or a web page. */
function strayProblem(line: string | undefined, url: string): StreamError | undefined {
  if (!line) return undefined;
  const problem = `The answer of ${url} has no event at its end, but this: `;
  return new StreamError('format', problem + excerptOf(line), {
    detail: detailIn(line),
    body: line,
  });
}

/** Whether a line is neither a comment nor a field. The last line may be half a field. */
function hasStrangeLine(head: string): boolean {
  const names = ['data', 'event', 'id', 'retry'];
  const isField = (line: string) => !line || /^(data|event|id|retry)?(:|$)/.test(line);
  const lines = head.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const last = lines.pop() ?? '';
  return !lines.every(isField) || !(isField(last) || names.some((name) => name.startsWith(last)));
}
