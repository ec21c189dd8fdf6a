/**
 * The kind of an error:
 * - `network`: the server could not be reached, or the address is not valid
 * - `http`: the server answered with an error status (see `status`)
 * - `content-type`: the response is not a stream of text
 * - `timeout`: no response, or no byte for too long
 * - `format`: the answer could not be read: the body has no event, or a message has another format
 * - `server`: the stream itself carried an error message
 * - `interrupted`: the stream broke off before its end
 * - `limit`: a message reached the size limit and was still not complete
 */
export type StreamErrorKind =
  'network' | 'http' | 'content-type' | 'timeout' | 'format' | 'server' | 'interrupted' | 'limit';

export interface StreamErrorOptions extends ErrorOptions {
  /** The HTTP status, if the server answered. */
  status?: number | undefined;
  /** Whether another attempt may succeed. Default: true for network, timeout and interrupted. */
  retryable?: boolean | undefined;
  /** The server's Retry-After, in milliseconds. */
  retryAfter?: number | undefined;
  /** The server's own error message. */
  detail?: string | undefined;
  /** The server's answer. Only the beginning is kept. */
  body?: string | undefined;
}

/** How many characters of the server's answer a StreamError keeps, and how many its message shows. */
const BODY_LENGTH = 2_000;
const EXCERPT_LENGTH = 200;

const RETRYABLE: ReadonlySet<StreamErrorKind> = new Set(['network', 'timeout', 'interrupted']);

/** Why a stream gave up, or why an attempt failed. Its `message` is written for developers. */
export class StreamError extends Error {
  override readonly name = 'StreamError';
  readonly kind: StreamErrorKind;
  /** The HTTP status, or undefined if there was no answer. */
  readonly status: number | undefined;
  /** Whether another attempt may succeed. */
  readonly retryable: boolean;
  /** The server's Retry-After, in milliseconds, or undefined. */
  readonly retryAfter: number | undefined;
  /** The server's own error message, from a JSON answer, or undefined. */
  readonly detail: string | undefined;
  /** Up to 2,000 characters of the server's answer, or undefined if there was none. */
  readonly body: string | undefined;

  constructor(kind: StreamErrorKind, message: string, options: StreamErrorOptions = {}) {
    super(message, options);
    this.kind = kind;
    this.status = options.status;
    this.retryable = options.retryable ?? RETRYABLE.has(kind);
    this.retryAfter = options.retryAfter;
    this.detail = options.detail;
    this.body = options.body?.slice(0, BODY_LENGTH) || undefined;
  }
}

/** The message of any thrown value. */
export const reasonOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);

/** The error of a request that failed because something was thrown. */
export const networkError = (problem: string, cause: unknown, retryable?: boolean): StreamError =>
  new StreamError('network', `${problem}: ${reasonOf(cause)}`, { cause, retryable });

/** The beginning of a server's answer, for an error message. */
export const excerptOf = (answer: string): string => answer.trim().slice(0, EXCERPT_LENGTH);

/** Keys under which servers put their error message, the clearest first. */
const SENTENCES = [
  /err\w*desc/i,
  /(message|msg)$/i,
  /(err|error|errors|errorText|detail|fault|exception)$/i,
  /^(title|reason)$/,
];
/** How deep to search for the message. */
const MAX_DEPTH = 6;

/** The first string under a matching key, searched in order and depth first. */
function under(name: RegExp, value: unknown, depth = MAX_DEPTH): string | undefined {
  if (typeof value !== 'object' || value === null || depth === 0) return undefined;
  for (const [key, inner] of Object.entries(value) as [string, unknown][]) {
    const first: unknown = Array.isArray(inner) ? inner[0] : inner;
    const found =
      typeof first === 'string' ? name.test(key) && first : under(name, inner, depth - 1);
    if (found) return found;
  }
  return undefined;
}

/** The server's own error message in a JSON value, or undefined if there is none. */
export const sentenceIn = (value: unknown): string | undefined => {
  for (const name of SENTENCES) {
    const found = under(name, value);
    if (found) return found;
  }
  return undefined;
};
