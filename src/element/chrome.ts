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

/** How long the Copy button says that it copied, in milliseconds. */
const COPIED_TIME = 2_000;

type MaybeTemplate = TemplateResult | typeof nothing;

/** What makes a button another one than the usual. */
interface ButtonOptions {
  readonly part?: string;
  /** Names the button, where its words do not tell it apart from that of another answer. */
  readonly name?: string | undefined;
  /** False: it stays in its place and does nothing. */
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

/** All that the element shows and speaks besides the text: errors, waits, buttons, the status. */
export class Chrome implements ReactiveController {
  readonly #host: TypewriterStream;
  readonly #controller: StreamController;
  readonly #follow: Follow;
  #announcer: Announcer | undefined;
  #secondTimer: ReturnType<typeof setTimeout> | undefined;
  /** What Copy did a moment ago. */
  #copied: 'copied' | 'notCopied' | undefined;
  #copiedTimer: ReturnType<typeof setTimeout> | undefined;
  /** What had the focus before the element rendered. */
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
    // An element that was taken out speaks no more, and no timer may hold it.
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

  /** Says nothing more. */
  quiet(): void {
    this.#announcer?.quiet();
  }

  render(): TemplateResult {
    const { announce, controls } = this.#host;
    const latest = () =>
      button(this.#strings.latest, () => this.#follow.jump(), { part: 'button latest' });
    // With `final` the status also speaks the text, whose language is the page's.
    return html`${this.#follow.offersLatest ? latest() : nothing} ${this.#retryLine()}
      ${this.#errorBox()} ${controls ? this.#controlRow() : nothing}
      <span role="status" lang=${announce === 'final' ? nothing : this.#lang}></span>`;
  }

  /** The wait for the next connection. */
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

  /** Whole seconds until the next connection; 0 when nobody knows. */
  get #seconds(): number {
    const end = this.#controller.run.retry?.at ?? 0;
    return Math.max(0, Math.ceil((end - performance.now()) / 1_000));
  }

  /** Why the stream gave up: a sentence, the server's own words, and a button where it can help. */
  #errorBox(): MaybeTemplate {
    const { error, src } = this.#host;
    if (!error) return nothing;
    const { retryable, kind, detail } = error;
    // A provider's failure is not asked again unasked, but the reader may.
    const canRetry = src && (retryable || kind === 'server');
    // The reader asks for another try, unless the page does something of its own.
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
   * The row of buttons. One that cannot do anything is disabled. When the run is over it goes away, but
   * not while the reader is in the row: a button that moves under a pressed pointer is not clicked.
   */
  #controlRow(): TemplateResult {
    const host = this.#host;
    const strings = this.#strings;
    const { state, paused, ariaLabel } = host;
    const isUnderWay = isActive(state);
    // Tells the buttons of several answers apart.
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
        state === 'stopped' && this.#controller.run.canGoOn
          ? control('continue', true, () => host.start())
          : control('stop', isReceiving(state), () => host.stop())
      }
      ${control(paused ? 'play' : 'pause', isUnderWay, () => (host.paused = !host.paused))}
      ${control('skip', isUnderWay, () => host.skip())}
      ${control('replay', host.src !== '', () => host.restart())}
      ${control(this.#copied ?? 'copy', host.text !== '', () => void this.#copy())}
    </div>`;
  }

  /** A button went away: whoever used it with the keyboard stays here. */
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

  /** What there is to tell a screen reader. */
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

  /** The default words are English, whatever language the text is in. */
  get #lang(): string | typeof nothing {
    return Object.keys(this.#host.strings ?? {}).length ? nothing : 'en';
  }
}
