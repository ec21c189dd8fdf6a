import { LitElement } from 'lit';
import type { MarkupOptions } from '../rendering/markdown/options.js';
import type { ReconnectMode } from '../text/received-text.js';
import type { Speed } from '../typing/pacer.js';
import type { Unit } from '../typing/units.js';
import type { Announce } from './announcer.js';
import { number, orEmpty, property } from './attributes.js';
import type { HeadersSource, Parse } from './options.js';
import type { Strings } from './strings.js';

/** The element's attributes and properties besides `src`, with their defaults. */
export abstract class AuthorProperties extends LitElement {
  /** `lazy`: the stream starts when the element comes near the viewport. Default: `eager`. */
  @property() loading: 'eager' | 'lazy' = 'eager';

  /**
   * `eventsource`, `fetch` or `auto`. For a plain GET of `text` or `json`, `auto` begins with
   * EventSource, and changes to fetch if EventSource fails. Default: `auto`.
   */
  @property() transport: 'auto' | 'eventsource' | 'fetch' = 'auto';

  /** Sends cookies to another origin, as on EventSource. Default: false. */
  @property({ type: Boolean, attribute: 'with-credentials' }) withCredentials = false;

  /** The request's method. Default: GET, or POST with a `body`. */
  @property({ converter: orEmpty }) method = '';

  /** Request headers, or a function called before every attempt, for fresh tokens. */
  @property({ attribute: false }) headers: HeadersSource | undefined;

  /** The request's body: a BodyInit, or any JSON value (sent as application/json). A ReadableStream is sent once. */
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
   * For `format="json"`: space-separated dot paths to the text; the first that has text counts.
   * A path with `=` in front leads to the whole text so far. Default: "", the JSON value itself.
   */
  @property({ converter: orEmpty }) path = '';

  /**
   * For `format="json"`: space-separated filters `key.path=value|value`; a message must match all.
   * Default: "".
   */
  @property({ converter: orEmpty }) when = '';

  /** Reads each message in place of the format: returns its text, a Delta, or null. Synchronous. */
  @property({ attribute: false }) parse: Parse | undefined;

  /** Space-separated names of the SSE events that carry text. Default: "", the format's own. */
  @property({ converter: orEmpty }) event = '';

  /**
   * Space-separated data that ends the stream and is not text, compared without surrounding
   * spaces. "": none. Default: null, the format's own. The sentinels of `text` are `end [DONE]`,
   * where `end` ends the stream only if no data follows within 3 s.
   */
  @property() sentinel: string | null = null;

  /** Space-separated names of SSE events that end the stream, whatever their data. Default: `end done`. */
  @property({ attribute: 'end-event' }) endEvent: string | null = 'end done';

  /** The SSE event that ends a replay: text before it is shown at once. "": none. Default: `live`. */
  @property({ attribute: 'live-event' }) liveEvent: string | null = 'live';

  /** Failed attempts in a row without progress before giving up; 0: never retry. Default: 8. */
  @property({ attribute: 'max-retries', converter: number }) maxRetries: number | undefined = 8;

  /** The longest Retry-After, in milliseconds; a longer one ends the run with an error. Default: 120000. */
  @property({ attribute: 'max-wait', converter: number }) maxWait: number | undefined = 120_000;

  /**
   * Milliseconds without a byte until an attempt fails; 0: never. Only with fetch. Default: 60000
   * for GET; for other methods 120000 after the first message.
   */
  @property({ attribute: 'idle-timeout', converter: number }) idleTimeout: number | undefined;

  /**
   * What a server without ids sends after a reconnect: `replace` (the text from the start),
   * `append` (only what follows) or `auto` (detected). Default: `auto`.
   */
  @property() reconnect: ReconnectMode = 'auto';

  /** `auto`, `instant`, or characters (graphemes) per second. Default: `auto`. */
  @property() speed: Speed | string = 'auto';

  /** The unit of typing: `grapheme`, `word` or `line`. Default: `grapheme`. */
  @property() by: Unit = 'grapheme';

  /**
   * How the text is shown: `none` as it is, `markdown`, or a name given to `registerRenderer()`.
   * Markdown's module is loaded on first use. Default: `none`.
   */
  @property() markup = 'none';

  /** With Markdown: returns the ranges to colour in a code block (CSS Custom Highlight API). */
  @property({ attribute: false }) highlight: MarkupOptions['highlight'];

  /** With Markdown: returns a node that replaces a code block or formula, or null to keep it. */
  @property({ attribute: false }) renderBlock: MarkupOptions['renderBlock'];

  /** With Markdown: returns the URL of a link, or null. Default: http, https, mailto, tel, relative. */
  @property({ attribute: false }) links: MarkupOptions['links'];

  /**
   * With Markdown: which images are loaded: `none`, `same-origin`, `all`, or a function of the
   * address. Other images become a link with their alternative text. Default: `none`.
   */
  @property() images: NonNullable<MarkupOptions['images']> = 'none';

  /** New text fades in, if the browser supports the CSS Custom Highlight API. Default: false. */
  @property({ type: Boolean }) fade = false;

  /**
   * Keeps the end of the text in view while text arrives, unless the reader has scrolled away.
   * Default: false.
   */
  @property({ type: Boolean }) follow = false;

  /** The cursor's shape: `bar`, `block`, `underscore` or `none`. Default: `bar`. */
  @property() cursor: 'bar' | 'block' | 'underscore' | 'none' = 'bar';

  /** Pauses the typing, not the stream. Default: false. */
  @property({ type: Boolean }) paused = false;

  /** Shows buttons: stop or continue, pause or play, skip, replay, copy. Default: false. */
  @property({ type: Boolean }) controls = false;

  /**
   * What screen readers announce: `status` (progress and outcome), `final` (also the whole text, at
   * the end) or `off`. Default: `status`.
   */
  @property() announce: Announce = 'status';

  /** Replaces words that the element shows or announces. Default: English. */
  @property({ attribute: false }) strings: Partial<Strings> | null | undefined;
}
