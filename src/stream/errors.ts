/**
 * What went wrong, in one word:
 * - `network`: the server could not be reached, or the address is none
 * - `http`: the server answered with an error status (see `status`)
 * - `content-type`: the answer is not a stream of text
 * - `timeout`: no answer, or no byte for too long
 * - `format`: a message could not be read in the chosen format
 * - `server`: the stream itself carried an error message
 * - `interrupted`: the stream broke off before it said it was complete
 * - `limit`: one message was larger than the size cap
 */
export type StreamErrorKind =
  'network' | 'http' | 'content-type' | 'timeout' | 'format' | 'server' | 'interrupted' | 'limit';

export interface StreamErrorOptions extends ErrorOptions {
  /** The HTTP status, where there was an answer. */
  status?: number | undefined;
  /** Whether another attempt may succeed. Default: true for network, timeout and interrupted. */
  retryable?: boolean | undefined;
  /** What the server asked to wait (Retry-After), in milliseconds. */
  retryAfter?: number | undefined;
  /** The server's own sentence, if it gave one. */
  detail?: string | undefined;
  /** The beginning of the server's answer. */
  body?: string | undefined;
}

const RETRYABLE: ReadonlySet<StreamErrorKind> = new Set(['network', 'timeout', 'interrupted']);

/** Why a stream gave up, or why an attempt failed. */
export class StreamError extends Error {
  override readonly name = 'StreamError';
  readonly kind: StreamErrorKind;
  /** The HTTP status, or undefined where there was no answer. */
  readonly status: number | undefined;
  /** Whether another attempt may succeed. */
  readonly retryable: boolean;
  /** What the server asked to wait, in milliseconds, or undefined. */
  readonly retryAfter: number | undefined;
  /** The server's own sentence, or undefined. */
  readonly detail: string | undefined;
  /** The beginning of the server's answer, or undefined. */
  readonly body: string | undefined;

  constructor(kind: StreamErrorKind, message: string, options: StreamErrorOptions = {}) {
    super(message, options);
    this.kind = kind;
    this.status = options.status;
    this.retryable = options.retryable ?? RETRYABLE.has(kind);
    this.retryAfter = options.retryAfter;
    this.detail = options.detail;
    this.body = options.body;
  }
}

/** The message of anything that was thrown. */
export const reasonOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);
