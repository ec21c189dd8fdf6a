import { html, type LitElement, type PropertyValues, type TemplateResult } from 'lit';
import type { FinishReason, Usage } from '../formats/format.js';
import { restyle } from '../rendering/adopt-styles.js';
import { StreamController } from '../run/controller.js';
import type { Run } from '../run/run.js';
import type { StreamState } from '../run/state.js';
import type { StreamError } from '../stream/errors.js';
import type { StreamSource } from '../stream/source-transport.js';
import { isTruncated } from './announcer.js';
import { CURSORS, LOADING, UNITS, oneOf, orEmpty, property, toSpeed } from './attributes.js';
import { AuthorProperties } from './author-properties.js';
import { Chrome } from './chrome.js';
import { Markup } from './markup.js';
import { toOptions, toSourceOptions } from './options.js';
import { styles } from './typewriter-stream.styles.js';
import { writableTo } from './writable.js';

/** Events that are created only once a listener was added. */
const LAZY_EVENTS = ['stream-delta', 'stream-message'];

/**
 * Opens a Server-Sent Events stream and types it out with a cursor.
 *
 * @summary One tag that types a stream.
 *
 * @slot - Shown until the first text arrives or the run ends, and where there is no JavaScript.
 * @slot cursor - Replaces the cursor.
 * @slot error - Replaces the sentence and the button shown when the stream gave up.
 * @slot retry - Replaces the sentence and the button shown while the connection is lost.
 *
 * @csspart text - The text.
 * @csspart line - One line of the text.
 * @csspart cursor - The cursor.
 * @csspart controls - The row of buttons.
 * @csspart error - The error: a sentence, the server's message and a button.
 * @csspart retry - Shown while the connection is lost: a sentence and a button.
 * @csspart button - Each button.
 * @csspart latest - The button that jumps to the end of the text, with `follow`.
 *
 * @cssproperty [--typewriter-cursor-color=currentcolor] - The cursor's colour.
 * @cssproperty [--typewriter-cursor-width=0.125em] - The bar's width, the underscore's height.
 * @cssproperty [--typewriter-cursor-blink=1.06s] - One blink, on and off.
 * @cssproperty [--typewriter-fade-duration=300ms] - How long new text fades in, with `fade`.
 * @cssproperty --typewriter-link-color - With Markdown: the colour of links. Default: the text's.
 * @cssproperty --typewriter-code-font - With Markdown: the font of code.
 * @cssproperty --typewriter-code-background - With Markdown: the background of code blocks.
 * @cssproperty --typewriter-code-keyword - The colour of keywords, tags and deleted lines in code.
 * @cssproperty --typewriter-code-string - The colour of strings, regular expressions and inserted lines in code.
 * @cssproperty --typewriter-code-number - The colour of numbers, constants and booleans in code.
 * @cssproperty --typewriter-code-function - The colour of functions and titles in code.
 * @cssproperty --typewriter-code-type - The colour of types, classes and attributes in code.
 * @cssproperty --typewriter-code-comment - The colour of comments in code.
 *
 * @cssstate idle - Nothing was started.
 * @cssstate connecting - Waiting for the first response.
 * @cssstate streaming - Receiving text.
 * @cssstate retrying - The connection is lost and will be retried.
 * @cssstate typing - All text is received and still being typed.
 * @cssstate done - The last character is on screen.
 * @cssstate stopped - Stopped by `stop()`, or because the element left the document.
 * @cssstate error - The stream gave up.
 * @cssstate paused - The typing is paused.
 * @cssstate truncated - The provider cut the answer off.
 *
 * @fires {StreamStateEvent} stream-state - After every state change.
 * @fires {StreamOpenEvent} stream-open - A response was accepted.
 * @fires {StreamMessageEvent} stream-message - A message arrived, with or without text. Does not
 *   bubble; dispatched only if the element itself has a listener.
 * @fires {StreamDeltaEvent} stream-delta - Text arrived, before it is typed. Does not bubble;
 *   dispatched only if the element itself has a listener.
 * @fires {StreamRetryEvent} stream-retry - The connection is lost (preventDefault() gives up), or
 *   the reader pressed "Try again" (preventDefault() leaves the retry to the page).
 * @fires {StreamEndEvent} stream-end - All text has been received.
 * @fires {StreamTypedEvent} stream-typed - The last character is on screen.
 * @fires {StreamErrorEvent} stream-error - The stream gave up. The received text stays.
 */
export class TypewriterStream extends AuthorProperties {
  static override styles = [styles];

  /**
   * The stream's http(s) URL. A new value starts the stream, once per task; an empty one stops it and
   * clears the text. `restart()` requests the same URL again. Default: "".
   */
  @property({ converter: orEmpty })
  get src(): string {
    return this.#src;
  }

  set src(value: string) {
    // A framework may set null or undefined, a page a URL object.
    const src = String((value as string | URL | null | undefined) ?? '');
    if (src === this.#src) return;
    this.#src = src;
    this.#startPending = src !== '';
    this.#interrupted = false;
    // At once, so that the old text is gone and `finished` belongs to the new URL.
    if (src) this.#controller.prepareForNext();
    else this.#controller.reset();
  }

  /** @internal Lazy events that have had a listener. No initial value, since `super()` may add one. */
  heard?: Set<string>;
  readonly #controller = new StreamController(this, {
    streamOptions: () => toOptions(this),
    sourceOptions: () => toSourceOptions(this),
    onNear: (near) => this.#onNear(near),
  });
  readonly #chrome = new Chrome(this, this.#controller);
  readonly #internals = this.attachInternals();
  #src = '';
  /** A start that waits for the document or, with `loading="lazy"`, for the viewport. */
  #startPending = false;
  /** The element left the document during a run, which resumes when the element is back. */
  #interrupted = false;
  #near = false;

  constructor() {
    super();
    // A listener may have been added before an upgrade. A newly created element has neither a parent
    // nor attributes, and on a server the method is missing.
    const isUpgraded = this.parentNode ?? (this.hasAttributes as (() => boolean) | undefined)?.();
    if (isUpgraded) this.heard = new Set(LAZY_EVENTS);
    this.addController(new Markup(this, this.#controller.loop));
    this.onState();
  }

  /** The state of the run. */
  get state(): StreamState {
    return this.#run.progress.state;
  }

  /** All text received. */
  get text(): string {
    return this.#controller.text;
  }

  /** The model's reasoning; never part of the text. */
  get reasoning(): string {
    return this.#run.answer.reasoning;
  }

  /** The part of `text` that is on screen; with Markdown, its source. */
  get typedText(): string {
    return this.text.slice(0, this.#controller.loop.typedLength);
  }

  /** The last event ID (HTML, section 9.2.2); "" if there is none. */
  get lastEventId(): string {
    return this.#run.answer.received.lastEventId;
  }

  /** The number of the current connection in this run, from 1; 0 before the first. */
  get attempt(): number {
    return this.#run.attempt;
  }

  /** Why the stream gave up; null unless the state is `error`. */
  get error(): StreamError | null {
    return this.#run.error;
  }

  /** Why a model stopped: `stop length content-filter tool-calls error other`; null: not reported. */
  get finishReason(): FinishReason | null {
    return this.#run.answer.finishReason;
  }

  /** Token counts as reported by the provider; null if it reported none. */
  get usage(): Usage | null {
    return this.#run.answer.usage;
  }

  /**
   * Resolves to the element when the last character is on screen. Rejects with the StreamError
   * when the stream gives up, with an AbortError when it is stopped. Each run has its own promise.
   */
  get finished(): Promise<this> {
    return this.#run.finished as Promise<this>;
  }

  /**
   * A new WritableStream of strings or UTF-8 bytes that feeds the element by hand, for `pipeTo()`.
   * Closing calls `end()`, aborting calls `stop()`. Writing fails after `stop()` or once another run began.
   */
  get writable(): WritableStream<string | BufferSource> {
    return writableTo(this);
  }

  /** Opens the stream. After `stop()` or an error the stream resumes, and the text stays. */
  start(): void {
    this.#forgetStart();
    this.#controller.start();
  }

  /** Closes the stream and shows all received text at once. `start()` resumes the stream. */
  stop(): void {
    // A new `src` has discarded the previous run, whose state must not stay.
    if (this.#startPending) this.#controller.reset();
    this.#forgetStart();
    this.#controller.stop();
  }

  /** Closes the stream, clears the text, and requests `src` again. */
  restart(): void {
    this.#controller.prepareForNext();
    this.start();
  }

  /** Pauses the typing, not the stream. */
  pause(): void {
    this.paused = true;
  }

  /** Resumes the typing. */
  play(): void {
    this.paused = false;
  }

  /** Shows all text received so far at once. */
  skip(): void {
    this.#controller.loop.skip();
  }

  /** Appends text to be typed. */
  write(text: string): void {
    this.#controller.write(text);
  }

  /** Replaces the whole text; a common beginning stays on screen. */
  replace(text: string): void {
    this.#controller.replace(text);
  }

  /** Marks the text as complete: fires `stream-end`, then `stream-typed` once all is on screen. */
  end(): void {
    this.#controller.end();
  }

  /** Clears the text. An open stream continues. */
  clear(): void {
    this.#controller.clear();
    this.onState();
  }

  /**
   * Types the text of a source in place of `src`: a Response (SSE, NDJSON or plain text by its
   * Content-Type), a ReadableStream or AsyncIterable of strings or UTF-8 bytes (plain text), or
   * an EventSource. Resolves when all is typed; rejects as `finished` does. The source is read
   * once, so a failure is final.
   */
  read(source: StreamSource): Promise<this> {
    this.#forgetStart();
    return this.#controller.read(source) as Promise<this>;
  }

  /** As on every EventTarget. Some events are created only once a listener was added. */
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
    if (LAZY_EVENTS.includes(args[0])) (this.heard ??= new Set()).add(args[0]);
    super.addEventListener(...(args as Parameters<HTMLElement['addEventListener']>));
  }

  override connectedCallback(): void {
    // Some server renderers call this method without a document.
    if (!('document' in globalThis)) return;
    super.connectedCallback();
    if (this.#interrupted) this.start();
    // The start waits for the update, since the same task may set other properties.
    if (this.#startPending) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Deferred: a move within one task must not interrupt the run.
    setTimeout(() => {
      if (!this.isConnected) this.#leave();
    });
  }

  /** A constructed style sheet works only in its own document, so another document gets new ones. */
  adoptedCallback(): void {
    // A clone of a template is adopted before the first render, which adds the styles.
    const { elementStyles } = this.constructor as typeof LitElement;
    if (this.shadowRoot) restyle(this.shadowRoot, elementStyles);
  }

  /** @internal */
  hears(type: string): boolean {
    return this.heard?.has(type) ?? false;
  }

  /** @internal */
  onState(): void {
    this.requestUpdate();
    // Missing on a server, and in browsers without custom states.
    const states = this.#internals.states as CustomStateSet | undefined;
    states?.clear();
    states?.add(this.state);
    if (this.paused) states?.add('paused');
    if (isTruncated(this.finishReason)) states?.add('truncated');
  }

  /** Empties a shadow root that a server rendered, unless Lit hydrates it. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    if (!('litElementHydrateSupport' in globalThis)) this.shadowRoot?.replaceChildren();
    return super.createRenderRoot();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { loop } = this.#controller;
    loop.speed = toSpeed(this.speed);
    loop.by = oneOf('by', this.by, UNITS);
    loop.fade = this.fade;
    if (changed.has('paused')) {
      loop.paused = this.paused;
      this.onState();
    }
    this.#startIfDue();
    // While a start waits, the state of the previous run must not stay.
    if (this.#startPending && this.state !== 'idle') this.#controller.reset();
  }

  protected override render(): TemplateResult {
    const shape = oneOf('cursor', this.cursor, CURSORS);
    return html`<div part="text"><slot></slot></div>
      <span part="cursor" aria-hidden="true" data-shape=${shape} data-activity="off"
        ><slot name="cursor"><span class="caret"></span></slot></span
      >${this.#chrome.render()}`;
  }

  get #run(): Run {
    return this.#controller.run;
  }

  #onNear(near: boolean): void {
    this.#near = near;
    this.#startIfDue();
  }

  /** Cancels a pending or interrupted start. */
  #forgetStart(): void {
    this.#startPending = false;
    this.#interrupted = false;
  }

  #startIfDue(): void {
    if (!this.#startPending || !this.isConnected) return;
    if (oneOf('loading', this.loading, LOADING) === 'lazy' && !this.#near) return;
    this.start();
  }

  #leave(): void {
    this.#chrome.quiet();
    // A run that is fed by hand has no connection to close, so the run continues.
    if (!this.#run.hasStream && this.state !== 'typing') return;
    this.#controller.stop();
    // Only a GET is resumed automatically.
    this.#interrupted = this.#run.canAutoResume;
  }
}
