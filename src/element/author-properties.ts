import { LitElement } from 'lit';
import type { MarkupOptions } from '../rendering/markdown/options.js';
import type { ReconnectMode } from '../text/received-text.js';
import type { Speed } from '../typing/pacer.js';
import type { Unit } from '../typing/units.js';
import type { Announce } from './announcer.js';
import { number, orEmpty, property } from './attributes.js';
import type { HeadersSource, Parse } from './options.js';
import type { Strings } from './strings.js';

/** All that an author may set besides `src`: the element's attributes and properties, with their defaults. */
export abstract class AuthorProperties extends LitElement {
  /** `lazy` starts when the element comes near the viewport. Default: `eager`. */
  @property() loading: 'eager' | 'lazy' = 'eager';

  /**
   * `eventsource` or `fetch`. `auto` begins with the browser's EventSource for a plain GET and
   * goes on with fetch where EventSource cannot tell what is wrong. Default: `auto`.
   */
  @property() transport: 'auto' | 'eventsource' | 'fetch' = 'auto';

  /** Sends cookies to another origin, as on EventSource. Default: false. */
  @property({ type: Boolean, attribute: 'with-credentials' }) withCredentials = false;

  /** The request's method. Default: GET, or POST with a `body`. */
  @property({ converter: orEmpty }) method = '';

  /** Request headers, or a function called before every attempt, for fresh tokens. */
  @property({ attribute: false }) headers: HeadersSource | undefined;

  /** The request's body: a BodyInit, or any JSON value (sent as application/json). */
  @property({ attribute: false }) body: unknown;

  /** Used in place of `globalThis.fetch`. */
  @property({ attribute: false }) fetch: typeof globalThis.fetch | undefined;

  /**
   * How the text is read from the messages: `text`, `json`, `openai`, `openai-responses`,
   * `anthropic`, `gemini`, `cohere`, `ollama`, `ai-sdk`, `ag-ui`, `langserve`, `dify`, `auto`, or a
   * name given to `registerFormat()`. Default: `text`.
   */
  @property() format = 'text';

  /**
   * For `format="json"`: dot paths to the text, space separated; the first that has text counts.
   * A path after `=` holds the whole text so far. Default: "", the JSON value itself.
   */
  @property({ converter: orEmpty }) path = '';

  /** For `format="json"`: only messages where `key.path=value|value`, space separated. */
  @property({ converter: orEmpty }) when = '';

  /** Reads each message in place of the format: returns its text, a Delta, or null. Synchronous. */
  @property({ attribute: false }) parse: Parse | undefined;

  /** Names of the SSE events that carry text, space separated. Default: the format's own. */
  @property({ converter: orEmpty }) event = '';

  /**
   * Data that ends the stream and is not text, space separated, compared without surrounding
   * spaces. "": none. Default: null, the format's own. That of `text` is `end [DONE]`, where the
   * word `end` is an end only if no data follows within 3 s.
   */
  @property() sentinel: string | null = null;

  /** Names of SSE events that end the stream, whatever their data. Default: `end done`. */
  @property({ attribute: 'end-event' }) endEvent: string | null = 'end done';

  /**
   * The name of the SSE event before which all text of a connection is old, so that it is shown at
   * once. "": none. Default: `live`.
   */
  @property({ attribute: 'live-event' }) liveEvent: string | null = 'live';

  /** Failed attempts in a row without progress before giving up; 0: never retry. Default: 8. */
  @property({ attribute: 'max-retries', converter: number }) maxRetries: number | undefined = 8;

  /** A Retry-After longer than this, in milliseconds, ends the run with its error. Default: 120000. */
  @property({ attribute: 'max-wait', converter: number }) maxWait: number | undefined = 120_000;

  /**
   * Milliseconds without a byte before an attempt counts as dead; 0: never. Only through fetch.
   * Default: 60000 for GET; for others 120000 once text came.
   */
  @property({ attribute: 'idle-timeout', converter: number }) idleTimeout: number | undefined;

  /**
   * What a new connection without ids brings: `replace` (the text from the top), `append` (what
   * follows), `auto` (found out). Default: `auto`.
   */
  @property() reconnect: ReconnectMode = 'auto';

  /** `auto`, `instant`, or characters (graphemes) per second. Default: `auto`. */
  @property() speed: Speed | string = 'auto';

  /** What is shown at once: `grapheme`, `word` or `line`. Default: `grapheme`. */
  @property() by: Unit = 'grapheme';

  /**
   * How the text is shown: `none` as it is, `markdown`, or a name given to `registerRenderer()`.
   * Markdown's module is loaded when it is asked for. Default: `none`.
   */
  @property() markup = 'none';

  /** With Markdown: finds what is coloured in a block of code, by the CSS Custom Highlight API. */
  @property({ attribute: false }) highlight: MarkupOptions['highlight'];

  /** With Markdown: gives a node to show in place of a block of code or a formula, or null. */
  @property({ attribute: false }) renderBlock: MarkupOptions['renderBlock'];

  /** With Markdown: decides where a link leads. Default: http, https, mailto, tel and relative. */
  @property({ attribute: false }) links: MarkupOptions['links'];

  /**
   * With Markdown: which images are loaded: `none`, `same-origin`, `all`, or a function of the
   * address. Others are a link with the alternative text. Default: `none`.
   */
  @property() images: NonNullable<MarkupOptions['images']> = 'none';

  /** New text fades in, where the browser has the CSS Custom Highlight API. Default: false. */
  @property({ type: Boolean }) fade = false;

  /**
   * Keeps the end of the text in view while it grows, unless the reader scrolled away from it.
   * Default: false.
   */
  @property({ type: Boolean }) follow = false;

  /** `bar`, `block`, `underscore` or `none`. Default: `bar`. */
  @property() cursor: 'bar' | 'block' | 'underscore' | 'none' = 'bar';

  /** Holds the typing, never the network. Default: false. */
  @property({ type: Boolean }) paused = false;

  /** Shows buttons: stop or continue, pause or play, skip, replay, copy. Default: false. */
  @property({ type: Boolean }) controls = false;

  /**
   * What a screen reader hears: `status` (that it goes on and how it ended), `final` (also the
   * whole text, once), or `off`. Default: `status`.
   */
  @property() announce: Announce = 'status';

  /** Replaces words the element shows or speaks. Default: English. */
  @property({ attribute: false }) strings: Partial<Strings> | null | undefined;
}
