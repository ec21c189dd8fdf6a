// What can be written on the tag, once for all frameworks. Each of their files names it in its own way.
import type { TypewriterStream, TypewriterStreamEventMap } from '../dist/element/index.js';

/** May be left out, and may be undefined, also under `exactOptionalPropertyTypes`. */
type Optional<T, Name extends keyof T> = { [Key in Name]?: T[Key] | undefined };

/** Those whose type in the class is already the right one; their comments come along. */
type SameAsProperty = Optional<
  TypewriterStream,
  | 'src'
  | 'loading'
  | 'transport'
  | 'withCredentials'
  | 'method'
  | 'headers'
  | 'body'
  | 'fetch'
  | 'path'
  | 'when'
  | 'parse'
  | 'event'
  | 'sentinel'
  | 'endEvent'
  | 'liveEvent'
  | 'reconnect'
  | 'by'
  | 'highlight'
  | 'renderBlock'
  | 'links'
  | 'images'
  | 'fade'
  | 'follow'
  | 'cursor'
  | 'paused'
  | 'controls'
  | 'announce'
  | 'strings'
>;

/** The formats that come with the package. */
export type FormatName =
  | 'text'
  | 'json'
  | 'openai'
  | 'openai-responses'
  | 'anthropic'
  | 'gemini'
  | 'cohere'
  | 'ollama'
  | 'ai-sdk'
  | 'ag-ui'
  | 'langserve'
  | 'dify'
  | 'auto';

/** By the name of the property. */
export interface TypewriterStreamProperties extends SameAsProperty {
  /** How the text is read from the messages; also a name given to `registerFormat()`. Default: `text`. */
  format?: FormatName | (string & {}) | undefined;

  /** `auto`, `instant`, or characters (graphemes) per second. Default: `auto`. */
  speed?: 'auto' | 'instant' | number | `${number}` | undefined;

  /** `none`, `markdown`, or a name given to `registerRenderer()`. Default: `none`. */
  markup?: 'none' | 'markdown' | (string & {}) | undefined;

  /** Failed attempts in a row without progress before giving up; 0: never retry. Default: 8. */
  maxRetries?: number | `${number}` | undefined;

  /** A Retry-After longer than this, in milliseconds, ends the run with its error. Default: 120000. */
  maxWait?: number | `${number}` | undefined;

  /**
   * Milliseconds without a byte before an attempt counts as dead; 0: never. Only through fetch.
   * Default: 60000 for GET; for others 120000 once text came.
   */
  idleTimeout?: number | `${number}` | undefined;
}

/** By the name of the attribute, where it is another than the property's. */
export interface HyphenatedAttributes {
  /** Names of SSE events that end the stream, whatever their data. Default: `end done`. */
  'end-event'?: TypewriterStreamProperties['endEvent'];

  /**
   * The name of the SSE event before which all text of a connection is old, so that it is shown at
   * once. "": none. Default: `live`.
   */
  'live-event'?: TypewriterStreamProperties['liveEvent'];

  /** Failed attempts in a row without progress before giving up; 0: never retry. Default: 8. */
  'max-retries'?: TypewriterStreamProperties['maxRetries'];

  /** A Retry-After longer than this, in milliseconds, ends the run with its error. Default: 120000. */
  'max-wait'?: TypewriterStreamProperties['maxWait'];

  /**
   * Milliseconds without a byte before an attempt counts as dead; 0: never. Only through fetch.
   * Default: 60000 for GET; for others 120000 once text came.
   */
  'idle-timeout'?: TypewriterStreamProperties['idleTimeout'];
}

/** A listener on the element itself. */
export type Listener<Name extends keyof TypewriterStreamEventMap> = (
  event: TypewriterStreamEventMap[Name] & { readonly currentTarget: TypewriterStream },
) => unknown;

/** `onstream-typed` and so on: React and Svelte listen to the name that follows `on`. */
export type LowerCaseListeners = {
  [Name in keyof TypewriterStreamEventMap as `on${Name}`]?: Listener<Name> | undefined;
};
