import { StreamError, reasonOf } from './errors.js';

export const isAbsent = (body: unknown): body is undefined | null =>
  body === undefined || body === null;

/** A BodyInit goes as it is; anything else is JSON. */
export function toBodyInit(body: unknown): { body: BodyInit; contentType?: string } {
  if (
    typeof body === 'string' ||
    body instanceof Blob ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body) ||
    body instanceof FormData ||
    body instanceof URLSearchParams ||
    body instanceof ReadableStream
  ) {
    return { body: body as BodyInit };
  }
  try {
    // undefined for a function or a symbol, whatever the type says.
    const json = JSON.stringify(body) as string | undefined;
    if (json === undefined) throw new TypeError(`a ${typeof body} is not JSON`);
    return { body: json, contentType: 'application/json' };
  } catch (thrown) {
    throw new StreamError(
      'network',
      `The request was not sent: \`body\` cannot be written as JSON: ${reasonOf(thrown)}`,
      { cause: thrown, retryable: false },
    );
  }
}
