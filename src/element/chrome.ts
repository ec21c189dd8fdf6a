import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { Follow } from '../rendering/follow.js';
import type { StreamController } from '../run/controller.js';
import { StreamRetryEvent } from '../run/events.js';
import { isActive, isReceiving } from '../run/state.js';
import { Announcer, type Situation } from './announcer.js';
import { ANNOUNCE, oneOf } from './attributes.js';
import { copy } from './clipboard.js';
import { allStrings, sentenceFor, type Strings } from './strings.js';
import type { TypewriterStream } from './typewriter-stream.js';

/** How long the Copy button shows the result, in milliseconds. */
const COPIED_TIME = 2_000;

type MaybeTemplate = TemplateResult | typeof nothing;

/** Where a button differs from the default. */
interface ButtonOptions {
  readonly part?: string;
  /** The accessible name, if the words alone do not distinguish the buttons of several answers. */
  readonly name?: string | undefined;
  /** False: the button stays in place and does nothing. */
  readonly enabled?: boolean;
}

const button = (
  words: string,
  action: () => void,
  { part = 'button', name, enabled = true }: ButtonOptions = {},
): TemplateResult =>
  html`<button
    part=${part}
    type="button"
    aria-label=${name ?? nothing}
    aria-disabled=${enabled ? nothing : 'true'}
    @click=${enabled ? action : nothing}
  >
    ${words}
  </button>`;

/** Everything that the element shows or announces besides the text. */
export class Chrome implements ReactiveController {
  readonly #host: TypewriterStream;
  readonly #controller: StreamController;
  readonly #follow: Follow;
  #announcer: Announcer | undefined;
  #secondTimer: ReturnType<typeof setTimeout> | undefined;
  /** The result that the Copy button shows. */
  #copied: 'copied' | 'notCopied' | undefined;
  #copiedTimer: ReturnType<typeof setTimeout> | undefined;
  /** The focused node of the shadow tree before the update. */
  #focused: Element | null | undefined;

  constructor(host: TypewriterStream, controller: StreamController) {
    this.#host = host;
    this.#controller = controller;
    this.#follow = new Follow(host, () => host.requestUpdate());
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#host.hasUpdated) this.#follow.enabled = this.#host.follow;
    this.#announcer?.update();
  }

  hostDisconnected(): void {
    this.#follow.enabled = false;
    clearTimeout(this.#secondTimer);
    this.#endCopied();
  }

  hostUpdate(): void {
    this.#focused = this.#host.shadowRoot?.activeElement;
  }

  hostUpdated(): void {
    const { isConnected, follow, renderRoot } = this.#host;
    this.#follow.enabled = isConnected && follow;
    const status = renderRoot.querySelector<HTMLElement>('[role=status]');
    if (status) this.#announcer ??= new Announcer(status, () => this.#situation());
    clearTimeout(this.#secondTimer);
    // A removed element stays silent, and no timer may keep it in memory.
    if (!isConnected) {
      this.#announcer?.quiet();
      return;
    }
    this.#announcer?.update();
    if (this.#seconds > 0) {
      this.#secondTimer = setTimeout(() => this.#host.requestUpdate(), 1_000);
    }
    if (this.#focused?.isConnected === false) this.#keepFocus();
  }

  /** Silences the status until the next update. */
  quiet(): void {
    this.#announcer?.quiet();
  }

  render(): TemplateResult {
    const { announce, controls } = this.#host;
    const latest = () =>
      button(this.#strings.latest, () => this.#follow.jump(), { part: 'button latest' });
    // With `final` the status contains the text, whose language is the page's.
    return html`${this.#follow.offersLatest ? latest() : nothing} ${this.#retryLine()}
      ${this.#errorBox()} ${controls ? this.#controlRow() : nothing}
      <span role="status" lang=${announce === 'final' ? nothing : this.#lang}></span>`;
  }

  /** Shown while the connection is lost. */
  #retryLine(): MaybeTemplate {
    const { retry } = this.#controller.run;
    if (this.#host.state !== 'retrying' || !retry) return nothing;
    const strings = this.#strings;
    const seconds = this.#seconds;
    const reason = retry.error.kind === 'http' ? sentenceFor(retry.error, strings) : strings.lost;
    const wait =
      seconds > 0 ? strings.retryIn.replace('{seconds}', String(seconds)) : strings.retrying;
    return html`<div part="retry" lang=${this.#lang}>
      <slot name="retry">
        <span class="sentence">${navigator.onLine ? `${reason} ${wait}` : strings.offline}</span>
        ${button(strings.tryNow, () => this.#controller.retryNow())}
      </slot>
    </div>`;
  }

  /** Seconds until the next connection, rounded up; 0 if unknown. */
  get #seconds(): number {
    const end = this.#controller.run.retry?.at ?? 0;
    return Math.max(0, Math.ceil((end - performance.now()) / 1_000));
  }

  /** Why the stream gave up: a sentence, the server's message, and a button if a retry may help. */
  #errorBox(): MaybeTemplate {
    const { error, src } = this.#host;
    if (!error) return nothing;
    const { retryable, kind, detail } = error;
    // A `server` error is not retried automatically, but the reader may retry.
    const canRetry = src && (retryable || kind === 'server');
    // Restarts the stream, unless the page prevents the event.
    const retry = () => {
      const event = new StreamRetryEvent(1, 0, error, true);
      if (this.#host.dispatchEvent(event)) this.#host.start();
    };
    return html`<div part="error" lang=${this.#lang}>
      <slot name="error">
        <span class="sentence">${sentenceFor(error, this.#strings)}</span>
        ${detail ? html`<span class="detail" dir="auto" lang="">${detail}</span>` : nothing}
        ${canRetry ? button(this.#strings.retry, retry) : nothing}
      </slot>
    </div>`;
  }

  /**
   * The row of buttons. A button without effect is disabled; once the run is over it is hidden, unless
   * the row has focus: a button that moves under a pressed pointer is not clicked.
   */
  #controlRow(): TemplateResult {
    const host = this.#host;
    const strings = this.#strings;
    const { state, paused, ariaLabel } = host;
    const isUnderWay = isActive(state);
    // Distinguishes the buttons of several answers.
    const named = (words: string) => (ariaLabel ? `${words}: ${ariaLabel}` : words);
    const control = (key: keyof Strings, enabled: boolean, action: () => void) => {
      const words = strings[key];
      return button(words, action, { name: ariaLabel ? named(words) : undefined, enabled });
    };
    return html`<div
      part="controls"
      class=${isUnderWay ? nothing : 'over'}
      role="group"
      lang=${this.#lang}
      aria-label=${named(strings.controls)}
    >
      ${
        state === 'stopped' && this.#controller.run.canResume
          ? control('continue', true, () => host.start())
          : control('stop', isReceiving(state), () => host.stop())
      }
      ${control(paused ? 'play' : 'pause', isUnderWay, () => (host.paused = !host.paused))}
      ${control('skip', isUnderWay, () => host.skip())}
      ${control('replay', host.src !== '', () => host.restart())}
      ${control(this.#copied ?? 'copy', host.text !== '', () => void this.#copy())}
    </div>`;
  }

  /** The focused button was removed; keep the focus in the element. */
  #keepFocus(): void {
    const text = this.#host.renderRoot.querySelector<HTMLElement>('[part=text]');
    if (!text) return;
    text.tabIndex = -1;
    text.focus({ preventScroll: true });
  }

  async #copy(): Promise<void> {
    const { renderer } = this.#controller.loop;
    this.#copied = (await copy(this.#host.text, renderer?.toHtml?.())) ? 'copied' : 'notCopied';
    this.#announcer?.say(this.#strings[this.#copied]);
    clearTimeout(this.#copiedTimer);
    this.#copiedTimer = setTimeout(() => this.#endCopied(), COPIED_TIME);
    this.#host.requestUpdate();
  }

  #endCopied(): void {
    if (!this.#copied) return;
    clearTimeout(this.#copiedTimer);
    this.#copied = undefined;
    this.#host.requestUpdate();
  }

  /** The situation that the announcer describes. */
  #situation(): Situation {
    const { state, announce, error, finishReason, text, paused } = this.#host;
    const { renderer, length } = this.#controller.loop;
    return {
      state,
      announce: oneOf('announce', announce, ANNOUNCE),
      strings: this.#strings,
      error,
      finishReason,
      text: () => renderer?.renderedText ?? text,
      length,
      paused,
    };
  }

  get #strings(): Strings {
    return allStrings(this.#host.strings);
  }

  /** The default words are English, whatever the language of the text. */
  get #lang(): string | typeof nothing {
    return Object.keys(this.#host.strings ?? {}).length ? nothing : 'en';
  }
}
