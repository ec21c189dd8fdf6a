/** What a client is asked to do on its page. */
export interface Job {
  readonly url: string;
  /** Sent with POST, where there is one. */
  readonly body?: unknown;
  /** The server wants a token, and the one that the page has is out of date. */
  readonly needsToken?: boolean;
  /** A connection that is silent for so long is dead, where a client can be told. */
  readonly idleTimeout?: number;
}

/** What the data of a message is that ends the text. */
export const SENTINEL = 'end';

export interface Outcome {
  /** What a reader would see. */
  text: string;
  /** The client's user knows that the text is complete. */
  ended: boolean;
  /** It gave up. */
  failed: boolean;
  /** The last reason that was told; empty: none. */
  reason: string;
  /** Its author can do nothing of the kind. */
  impossible: boolean;
}

/** Where a client puts what it finds. */
export interface Page {
  append(text: string): void;
  /** Instead of `append()`, where the client writes into an element by itself. */
  show(read: () => string): void;
  end(): void;
  /** Something went wrong, and the client goes on trying. */
  warn(reason: string): void;
  fail(reason: string): void;
  impossible(): void;
  readonly token: { readonly value: string; refresh(): void };
}

export type Contender = (job: Job, page: Page) => void | Promise<void>;
