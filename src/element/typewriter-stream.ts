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

/** Events that are made only while somebody listens to them. */
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
 * @csspart error - The failure: a sentence, the server's own words and a button.
 * @csspart retry - The wait for the next connection: a sentence and a button.
 * @csspart button - Each button.
 * @csspart latest - The button that jumps to the end of the text, with `follow`.
 *
 * @cssproperty [--typewriter-cursor-color=currentcolor] - The cursor's colour.
 * @cssproperty [--typewriter-cursor-width=0.125em] - The bar's width, the underscore's height.
 * @cssproperty [--typewriter-cursor-blink=1.06s] - One blink, on and off.
 * @cssproperty [--typewriter-fade-duration=300ms] - How long new text fades in, with `fade`.
 * @cssproperty --typewriter-link-color - Of Markdown: the colour of links; by default the text's.
 * @cssproperty --typewriter-code-font - Of Markdown: the font of code.
 * @cssproperty --typewriter-code-background - Of Markdown: what is behind a block of code.
 * @cssproperty --typewriter-code-keyword - The colour of keywords, tags and deleted lines in code.
 * @cssproperty --typewriter-code-string - The colour of strings, regular expressions and inserted lines in code.
 * @cssproperty --typewriter-code-number - The colour of numbers, constants and booleans in code.
 * @cssproperty --typewriter-code-function - The colour of functions and titles in code.
 * @cssproperty --typewriter-code-type - The colour of types, classes and attributes in code.
 * @cssproperty --typewriter-code-comment - The colour of comments in code.
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
 * @cssstate truncated - The provider cut the answer off.
 *
 * @fires {StreamStateEvent} stream-state - After every state change.
 * @fires {StreamOpenEvent} stream-open - A response was accepted.
 * @fires {StreamMessageEvent} stream-message - A message arrived, with or without text. Does not
 *   bubble, and is there only for listeners of the element itself.
 * @fires {StreamDeltaEvent} stream-delta - Text arrived, before it is typed. Does not bubble, and
 *   is there only for listeners of the element itself.
 * @fires {StreamRetryEvent} stream-retry - The connection is lost, where preventDefault() gives up;
 *   or the reader pressed "Try again", where preventDefault() leaves that to the page.
 * @fires {StreamEndEvent} stream-end - Everything has been received.
 * @fires {StreamTypedEvent} stream-typed - The last character is on screen.
 * @fires {StreamErrorEvent} stream-error - It gave up. What was received stays.
 */
export class TypewriterStream extends AuthorProperties {
  static override styles = [styles];

  /**
   * The stream's URL, http or https. Setting it to another one starts, once for all changes of a
   * task; removing it stops and empties. `restart()` asks the same one again. Default: "".
   */
  @property({ converter: orEmpty })
  get src(): string {
    return this.#src;
  }

  set src(value: string) {
    // A framework may set null or undefined, and a page a URL.
    const src = String((value as string | URL | null | undefined) ?? '');
    if (src === this.#src) return;
    this.#src = src;
    this.#startPending = src !== '';
    this.#interrupted = false;
    // Done at once, so that no text of the old address stays and `finished` belongs to the new one.
    if (src) this.#controller.expect();
    else this.#controller.reset();
  }

  /** @internal Events that somebody may listen to. No value here: `super()` may add a listener. */
  heard?: Set<string>;
  readonly #controller = new StreamController(this, {
    streamOptions: () => toOptions(this),
    sourceOptions: () => toSourceOptions(this),
    onNear: (near) => this.#onNear(near),
  });
  readonly #chrome = new Chrome(this, this.#controller);
  readonly #internals = this.attachInternals();
  #src = '';
  /** A start that waits: for the document, or for `loading="lazy"` for the viewport. */
  #startPending = false;
  /** The element left the document during a run, which goes on when the element comes back. */
  #interrupted = false;
  #near = false;

  constructor() {
    super();
    // A listener may have been added before the element was upgraded. An element that is being
    // created has neither a parent nor attributes yet, and on a server the method is missing.
    const isUpgraded = this.parentNode ?? (this.hasAttributes as (() => boolean) | undefined)?.();
    if (isUpgraded) this.heard = new Set(LAZY_EVENTS);
    this.addController(new Markup(this, this.#controller.loop));
    this.onState();
  }

  /** Where the run is. */
  get state(): StreamState {
    return this.#run.progress.state;
  }

  /** All text received. */
  get text(): string {
    return this.#controller.text;
  }

  /** What a model thought before it answered; never part of the text. */
  get reasoning(): string {
    return this.#run.answer.reasoning;
  }

  /** The text on screen, as it was received: with Markdown the source. */
  get typedText(): string {
    return this.text.slice(0, this.#controller.loop.typedLength);
  }

  /** The id of the last message that had one; "" before. */
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

  /** Why a model stopped: `stop length content-filter tool-calls error other`; null: not said. */
  get finishReason(): FinishReason | null {
    return this.#run.answer.finishReason;
  }

  /** What the answer cost in tokens, as far as the provider said it; null: not said. */
  get usage(): Usage | null {
    return this.#run.answer.usage;
  }

  /**
   * Resolves to the element when the last character is on screen. Rejects with the StreamError
   * when the stream gives up, with an AbortError when it is stopped. Each run has its own.
   */
  get finished(): Promise<this> {
    return this.#run.finished as Promise<this>;
  }

  /**
   * A new WritableStream of strings or UTF-8 bytes that feeds the element by hand, for `pipeTo()`.
   * Closing it is `end()`; aborting it is `stop()`. After `stop()`, or once another run began, it fails.
   */
  get writable(): WritableStream<string | BufferSource> {
    return writableTo(this);
  }

  /** Opens the stream. After `stop()` or an error it goes on where it was; the text stays. */
  start(): void {
    this.#forgetStart();
    this.#controller.start();
  }

  /** Closes the stream and shows what was received. `start()` goes on from there. */
  stop(): void {
    // What another `src` replaced is gone, and its state must not stay.
    if (this.#startPending) this.#controller.reset();
    this.#forgetStart();
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
    this.#controller.loop.skip();
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
    this.onState();
  }

  /**
   * Types what a source brings, in place of `src`: a Response (SSE, NDJSON or plain text by its
   * Content-Type), a ReadableStream or AsyncIterable of strings or UTF-8 bytes (plain text), or
   * an EventSource. Resolves when all is typed; rejects as `finished` does. The source is read
   * once, so a failure is final.
   */
  read(source: StreamSource): Promise<this> {
    this.#forgetStart();
    return this.#controller.read(source) as Promise<this>;
  }

  /** As on every EventTarget. Some events are made only from their first listener on. */
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
    // Some server renderers call this method, and a server has nothing to connect to.
    if (!('document' in globalThis)) return;
    super.connectedCallback();
    if (this.#interrupted) this.start();
    // The start waits for the end of the task, since other properties may be set in it.
    if (this.#startPending) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // An element that was moved within one task is back in the document by then.
    setTimeout(() => {
      if (!this.isConnected) this.#leave();
    });
  }

  /** A style sheet belongs to the document that made it: another document gets its own. */
  adoptedCallback(): void {
    // A clone of a template is adopted before its first render, which brings the styles.
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
    // Missing in server rendering, and in browsers before custom states.
    const states = this.#internals.states as CustomStateSet | undefined;
    states?.clear();
    states?.add(this.state);
    if (this.paused) states?.add('paused');
    if (isTruncated(this.finishReason)) states?.add('truncated');
  }

  /** A shadow root that a server rendered is filled anew, unless Lit hydrates it. */
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
    // With `loading="lazy"` nothing happens until the element comes near the viewport.
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

  /** The element starts no more by itself. */
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
    // A run that is fed by hand has no connection to close, so the run goes on.
    if (!this.#run.hasStream && this.state !== 'typing') return;
    this.#controller.stop();
    // A request that may change something is not sent again unasked.
    this.#interrupted = this.#run.canResume;
  }
}
