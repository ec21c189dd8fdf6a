import {
  ReactiveElement,
  type PropertyDeclarations,
  type PropertyValues,
} from '@lit/reactive-element';
import { oneOf, toSpeed } from './attributes.js';
import { StreamController, type RunOptions } from '../run/controller.js';
import type { ReadOptions } from '../formats/interpreter.js';
import type { Announce } from './announcer.js';
import { copyText } from './clipboard.js';
import { Controls } from './controls.js';
import { Cursor, type CursorShape } from '../rendering/cursor.js';
import { buttonStyles } from './buttons.styles.js';
import { adoptStyles } from '../rendering/adopt-styles.js';
import { setLang } from './dom.js';
import { ErrorBox } from './error-box.js';
import { createSkeleton, type Skeleton } from './skeleton.js';
import { ENGLISH, type Strings } from './strings.js';
import { TextRenderer } from '../rendering/plain/text-renderer.js';
import { toReadOptions, toRunOptions, type Parse } from './options.js';
import { isActive, type StreamState } from '../run/state.js';
import type { StreamError } from '../stream/errors.js';
import type { StreamSource } from '../stream/source-transport.js';
import type { HeadersSource } from '../stream/transport.js';
import type { ReconnectMode } from '../text/received-text.js';
import type { Speed } from '../typing/pacer.js';
import type { Unit } from '../typing/units.js';
import { styles } from './typewriter-stream.styles.js';
import { Voice, type Situation } from './voice.js';

const CURSORS = ['bar', 'block', 'underscore', 'none'] as const;
const ANNOUNCE = ['status', 'final', 'off'] as const;
const LOADING = ['eager', 'lazy'] as const;
const UNITS = ['grapheme', 'word', 'line'] as const;

/** An attribute that is removed is as if it had never been there. */
const orEmpty = { fromAttribute: (value: string | null) => value ?? '' };
const number = {
  fromAttribute: (value: string | null) => (value?.trim() ? Number(value) : undefined),
};

/**
 * Opens a Server-Sent Events stream and types it out with a cursor.
 *
 * @summary One tag that types a stream.
 *
 * @slot - Shown until the first text arrives or the run ends, and where there is no JavaScript.
 * @slot cursor - Replaces the cursor.
 * @slot error - Replaces the sentence and the button shown when the stream gave up.
 *
 * @csspart text - The text.
 * @csspart line - One line of the text.
 * @csspart cursor - The cursor.
 * @csspart controls - The row of buttons.
 * @csspart error - The failure: a sentence and a button.
 * @csspart button - Each button.
 *
 * @cssproperty [--typewriter-cursor-color=currentcolor] - The cursor's colour.
 * @cssproperty [--typewriter-cursor-width=0.125em] - The bar's width, the underscore's height.
 * @cssproperty [--typewriter-cursor-blink=1.06s] - One blink, on and off.
 * @cssproperty [--typewriter-fade-duration=300ms] - How long new text fades in, with `fade`.
 *
 * @cssstate idle - Nothing was started.
 * @cssstate connecting - Waiting for the first answer.
 * @cssstate streaming - Receiving text.
 * @cssstate retrying - The connection is lost and will be made again.
 * @cssstate typing - Everything is received, and is still being typed.
 * @cssstate done - The last character is on screen.
 * @cssstate stopped - Stopped by `stop()`, or because it left the document.
 * @cssstate error - It gave up.
 * @cssstate paused - The typing is held.
 *
 * @fires {StreamStateEvent} stream-state - After every state change.
 * @fires {StreamOpenEvent} stream-open - A response was accepted.
 * @fires {StreamDeltaEvent} stream-delta - Text arrived, before it is typed. Does not bubble, and
 *   is there only for listeners of the element itself.
 * @fires {StreamRetryEvent} stream-retry - The connection is lost; preventDefault() gives up.
 * @fires {StreamEndEvent} stream-end - Everything has been received.
 * @fires {StreamTypedEvent} stream-typed - The last character is on screen.
 * @fires {StreamErrorEvent} stream-error - It gave up. What was received stays.
 */
export class TypewriterStream extends ReactiveElement {
  static override styles = styles;

  static override properties: PropertyDeclarations = {
    src: { converter: orEmpty },
    loading: {},
    transport: {},
    withCredentials: { type: Boolean, attribute: 'with-credentials' },
    method: { converter: orEmpty },
    headers: { attribute: false },
    body: { attribute: false },
    fetch: { attribute: false },
    format: {},
    path: { converter: orEmpty },
    when: { converter: orEmpty },
    parse: { attribute: false },
    event: { converter: orEmpty },
    sentinel: {},
    endEvent: { attribute: 'end-event' },
    maxRetries: { attribute: 'max-retries', converter: number },
    idleTimeout: { attribute: 'idle-timeout', converter: number },
    reconnect: {},
    speed: {},
    by: {},
    fade: { type: Boolean },
    cursor: {},
    paused: { type: Boolean },
    controls: { type: Boolean },
    announce: {},
    strings: { attribute: false },
  };

  /**
   * The stream's URL, http or https. Setting it to another one starts, once for all changes of a
   * task; removing it stops and empties. `restart()` asks the same one again. Default: "".
   */
  get src(): string {
    return this.#src;
  }

  set src(value: string) {
    // A framework may set null or undefined.
    const src = (value as string | null | undefined) ?? '';
    if (src === this.#src) return;
    this.#src = src;
    this.#startPending = src !== '';
    this.#interrupted = false;
    // At once, so that nothing of another address stays, and `finished` is that of the new one.
    if (src) this.#controller.expect();
    else this.#controller.reset();
  }

  /** `lazy` starts when the element comes near the viewport. Default: `eager`. */
  loading: 'eager' | 'lazy' = 'eager';

  /**
   * `eventsource` or `fetch`. `auto` begins with the browser's EventSource for a plain GET and
   * goes on with fetch where EventSource cannot tell what is wrong. Default: `auto`.
   */
  transport: 'auto' | 'eventsource' | 'fetch' = 'auto';

  /** Sends cookies to another origin, as on EventSource. Default: false. */
  withCredentials = false;

  /** The request's method. Default: GET, or POST with a `body`. */
  method = '';

  /** Request headers, or a function called before every attempt, for fresh tokens. */
  headers: HeadersSource | undefined;

  /** The request's body: a BodyInit, or any JSON value (sent as application/json). */
  body: unknown;

  /** Used in place of `globalThis.fetch`. */
  fetch: typeof globalThis.fetch | undefined;

  /**
   * How the text is read from the messages: `text`, `json`, `openai`, `openai-responses`,
   * `anthropic`, `gemini`, `cohere`, `ollama`, `ai-sdk`, `ag-ui`, `langserve`, `dify`, `auto`, or a
   * name given to `registerFormat()`. Default: `text`.
   */
  format = 'text';

  /**
   * For `format="json"`: dot paths to the text, space separated; the first that has text counts.
   * A path after `=` holds the whole text so far. Default: "", the JSON value itself.
   */
  path = '';

  /** For `format="json"`: only messages where `key.path=value|value`, space separated. */
  when = '';

  /** Reads each message in place of the format: returns its text, a Delta, or null. */
  parse: Parse | undefined;

  /** Names of the SSE events that carry text, space separated. Default: the format's own. */
  event = '';

  /**
   * Data that ends the stream and is not text, space separated, compared without surrounding
   * spaces. Default: null, the format's own (text: `end [DONE]`). "": none.
   */
  sentinel: string | null = null;

  /** Names of SSE events that end the stream, whatever their data. Default: `end done`. */
  endEvent: string | null = 'end done';

  /** Failed attempts in a row without progress before giving up; 0: never retry. Default: 8. */
  maxRetries: number | undefined = 8;

  /**
   * Milliseconds without a byte before an attempt counts as dead; 0: never. Only through fetch.
   * Default: 60000 for GET, else 0.
   */
  idleTimeout: number | undefined;

  /**
   * What a new connection without ids brings: `replace` (the text from the top), `append` (what
   * follows), `auto` (found out). Default: `auto`.
   */
  reconnect: ReconnectMode = 'auto';

  /** `auto`, `instant`, or characters (graphemes) per second. Default: `auto`. */
  speed: Speed | string = 'auto';

  /** What is shown at once: `grapheme`, `word` or `line`. Default: `grapheme`. */
  by: Unit = 'grapheme';

  /** New text fades in, where the browser has the CSS Custom Highlight API. Default: false. */
  fade = false;

  /** `bar`, `block`, `underscore` or `none`. Default: `bar`. */
  cursor: CursorShape = 'bar';

  /** Holds the typing, never the network. Default: false. */
  paused = false;

  /** Shows buttons: pause or play, skip, replay, copy. Default: false. */
  controls = false;

  /**
   * What a screen reader hears: `status` (that it goes on and how it ended), `final` (also the
   * whole text, once), or `off`. Default: `status`.
   */
  announce: Announce = 'status';

  /** Replaces words the element shows or speaks. Default: English. */
  strings: Partial<Strings> | null | undefined;

  /** @internal Without a value here: a listener may be added while `super()` runs. */
  mayHearDeltas?: boolean;
  readonly #controller = new StreamController(this, (near) => this.#onNear(near));
  readonly #internals: ElementInternals;
  #src = '';
  #skeleton!: Skeleton;
  #controls: Controls | undefined;
  #errorBox: ErrorBox | undefined;
  #caret: Cursor | undefined;
  #voice: Voice | undefined;
  /** A start that waits: for the document, or for `loading="lazy"` for the viewport. */
  #startPending = false;
  /** It left the document while it ran, and goes on when it comes back. */
  #interrupted = false;
  #near = false;
  /** The custom state that is set. */
  #shownState: StreamState = 'idle';

  constructor() {
    super();
    this.#internals = this.attachInternals();
    // Upgraded: somebody may have added a listener before there was this class. An element that is
    // being created has neither a parent nor attributes yet, and a server's has no such method.
    const isUpgraded = this.parentNode ?? (this.hasAttributes as (() => boolean) | undefined)?.();
    if (isUpgraded) this.mayHearDeltas = true;
    this.onState();
  }

  /** Where the run is. */
  get state(): StreamState {
    return this.#controller.state;
  }

  /** All text received. */
  get text(): string {
    return this.#controller.text;
  }

  /** What a model thought before it answered; never part of the text. */
  get reasoning(): string {
    return this.#controller.reasoning;
  }

  /** The text on screen. */
  get typedText(): string {
    return this.#controller.typedText;
  }

  /** The id of the last message that had one; "" before. */
  get lastEventId(): string {
    return this.#controller.lastEventId;
  }

  /** The number of the current connection in this run, from 1; 0 before the first. */
  get attempt(): number {
    return this.#controller.attempt;
  }

  /** Why the stream gave up; null unless the state is `error`. */
  get error(): StreamError | null {
    return this.#controller.error;
  }

  /**
   * Resolves to the element when the last character is on screen. Rejects with the StreamError
   * when the stream gives up, with an AbortError when it is stopped. Each run has its own.
   */
  get finished(): Promise<this> {
    return this.#controller.finished as Promise<this>;
  }

  /** Opens the stream. After `stop()` or an error it goes on where it was; the text stays. */
  start(): void {
    this.#startPending = false;
    this.#interrupted = false;
    this.#controller.start();
  }

  /** Closes the stream and shows what was received. `start()` goes on from there. */
  stop(): void {
    this.#startPending = false;
    this.#interrupted = false;
    this.#controller.stop();
  }

  /** Closes the stream, forgets the text, and begins again from the top. */
  restart(): void {
    this.#controller.expect();
    this.start();
  }

  /** Holds the typing. */
  pause(): void {
    this.paused = true;
  }

  /** Goes on typing. */
  play(): void {
    this.paused = false;
  }

  /** Shows all text received so far at once. */
  skip(): void {
    this.#controller.display.skip();
  }

  /** Adds text to be typed. */
  write(text: string): void {
    this.#controller.write(text);
  }

  /** Replaces the whole text; what both have in common at the start stays as it is. */
  replace(text: string): void {
    this.#controller.replace(text);
  }

  /** All text has been given: `stream-end` follows, and `stream-typed` when it is on screen. */
  end(): void {
    this.#controller.end();
  }

  /** Empties the text. A stream that is open goes on. */
  clear(): void {
    this.#controller.clear();
  }

  /** As on every EventTarget. `stream-delta` is dispatched from the first listener on. */
  override addEventListener<Type extends keyof HTMLElementEventMap>(
    type: Type,
    listener: (this: HTMLElement, event: HTMLElementEventMap[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(...args: Parameters<EventTarget['addEventListener']>): void {
    if (args[0] === 'stream-delta') this.mayHearDeltas = true;
    super.addEventListener(...(args as Parameters<HTMLElement['addEventListener']>));
  }

  override connectedCallback(): void {
    // Some server renderers call it; there is nothing to connect to.
    if (!('document' in globalThis)) return;
    super.connectedCallback();
    if (this.#interrupted) this.start();
    // Not at once: other properties may be set in the same task.
    if (this.#startPending) this.requestUpdate();
    this.#voice?.update();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Moved within one task, it is back by then.
    setTimeout(() => {
      if (!this.isConnected) this.#leave();
    });
  }

  /**
   * Types what a source brings, in place of `src`: a Response (SSE, NDJSON or plain text by its
   * Content-Type), a ReadableStream or AsyncIterable of strings or UTF-8 bytes (plain text), or
   * an EventSource. Resolves when all is typed; rejects as `finished` does. The source is read
   * once, so a failure is final.
   */
  read(source: StreamSource): Promise<this> {
    this.#startPending = false;
    this.#interrupted = false;
    return this.#controller.read(source) as Promise<this>;
  }

  /** @internal */
  readOptions(): ReadOptions {
    return toReadOptions(this);
  }

  /** @internal */
  runOptions(): RunOptions {
    return toRunOptions(this);
  }

  /** A shadow root that a server rendered is kept, its content is made anew. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot() as ShadowRoot;
    root.replaceChildren();
    this.#skeleton = createSkeleton(root);
    return root;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { display } = this.#controller;
    if (changed.has('speed')) display.speed = toSpeed(this.speed);
    if (changed.has('by')) display.by = oneOf('by', this.by, UNITS);
    if (changed.has('fade')) display.fade = this.fade;
    if (changed.has('paused')) {
      display.paused = this.paused;
      this.onState();
    }
    this.#startIfDue();
    // It waits for the viewport: until then there is nothing.
    if (this.#startPending && this.state !== 'idle') this.#controller.reset();
  }

  protected override firstUpdated(): void {
    const { text, fallback, cursor, status } = this.#skeleton;
    this.#caret = new Cursor(cursor);
    this.#voice = new Voice(status, () => this.#situation());
    const renderer = new TextRenderer(text, fallback, cursor);
    this.#controller.attach({ renderer, cursor: this.#caret });
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.#caret && changed.has('cursor')) {
      this.#caret.shape = oneOf('cursor', this.cursor, CURSORS);
    }
    this.#updateErrorBox();
    this.#updateControls();
    setLang(this.#skeleton.status, this.announce === 'final' ? undefined : this.#lang);
    this.#voice?.update();
  }

  #onNear(near: boolean): void {
    this.#near = near;
    this.#startIfDue();
  }

  #startIfDue(): void {
    if (!this.#startPending || !this.isConnected) return;
    if (oneOf('loading', this.loading, LOADING) === 'lazy' && !this.#near) return;
    this.start();
  }

  #leave(): void {
    this.#voice?.quiet();
    if (!isActive(this.state)) return;
    this.#controller.stop();
    // A request that may change something is not sent again unasked.
    this.#interrupted = this.#controller.canResume;
  }

  /** @internal */
  onState(): void {
    // Not in server rendering, and not in browsers before custom states.
    const states = this.#internals.states as CustomStateSet | undefined;
    if (!states) return;
    states.delete(this.#shownState);
    states.add((this.#shownState = this.state));
    if (this.paused) states.add('paused');
    else states.delete('paused');
  }

  /** What there is to tell a screen reader. */
  #situation(): Situation {
    return {
      state: this.state,
      announce: oneOf('announce', this.announce, ANNOUNCE),
      strings: this.#words,
      sentence: this.#sentence,
      text: this.text,
      length: this.#controller.display.length,
      paused: this.paused,
    };
  }

  get #words(): Strings {
    return { ...ENGLISH, ...this.strings };
  }

  /** Its box is made when there is a first error. */
  #updateErrorBox(): void {
    const { error } = this;
    if (error && !this.#errorBox) {
      this.#errorBox = new ErrorBox(() => this.#retry());
      this.#showAbove(this.#controls?.element ?? this.#skeleton.status, this.#errorBox.element);
    }
    const retry = this.src ? this.#words.retry : undefined;
    this.#errorBox?.update(
      error ? { sentence: this.#sentence, retry, lang: this.#lang } : undefined,
    );
  }

  /** The text comes first, then an error, then the buttons. */
  #showAbove(next: HTMLElement, box: HTMLElement): void {
    next.before(box);
    adoptStyles(box, buttonStyles);
  }

  #retry(): void {
    // The button goes away: whoever used it with the keyboard stays here.
    if (this.shadowRoot?.activeElement) {
      const { text } = this.#skeleton;
      text.tabIndex = -1;
      text.focus({ preventScroll: true });
    }
    this.start();
  }

  #updateControls(): void {
    if (!this.controls) {
      this.#controls?.element.remove();
      this.#controls = undefined;
      return;
    }
    if (!this.#controls) {
      this.#controls = new Controls({
        toggle: () => {
          this.paused = !this.paused;
        },
        skip: () => this.skip(),
        replay: () => this.restart(),
        copy: () => void this.#copy(),
      });
      this.#showAbove(this.#skeleton.status, this.#controls.element);
    }
    this.#controls.update({
      strings: this.#words,
      lang: this.#lang,
      paused: this.paused,
      active: isActive(this.state),
      canReplay: Boolean(this.src),
      hasText: this.state !== 'idle',
    });
  }

  async #copy(): Promise<void> {
    const words = this.#words;
    const message = await copyText(this.text).then(
      () => words.copied,
      () => words.notCopied,
    );
    this.#voice?.say(message);
  }

  /** The default words are English, whatever language the text is in. */
  get #lang(): string | undefined {
    return Object.keys(this.strings ?? {}).length ? undefined : 'en';
  }

  get #sentence(): string {
    return this.error ? this.#words[this.error.kind] : '';
  }
}
