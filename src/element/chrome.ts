import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { Follow } from '../rendering/follow.js';
import type { MarkupOptions } from '../rendering/markdown/options.js';
import type { Renderer } from '../rendering/renderer.js';
import type { StreamController } from '../run/controller.js';
import { StreamRetryEvent } from '../run/events.js';
import { isActive, isReceiving } from '../run/state.js';
import { Announcer, type Situation } from './announcer.js';
import { ANNOUNCE, oneOf } from './attributes.js';
import { copy } from './clipboard.js';
import { Countdown } from './countdown.js';
import { isTruncated } from './custom-states.js';
import { ENGLISH, type Strings } from './strings.js';
import {
  controlRow,
  errorBox,
  retryLine,
  type Control,
  type Row,
  type Words,
} from './templates.js';
import type { TypewriterStream } from './typewriter-stream.js';

/** How long the Copy button says that it copied, in milliseconds. */
const COPIED_TIME = 2_000;

/** All that the element shows and speaks besides the text: errors, waits, buttons, the status. */
export class Chrome implements ReactiveController {
  readonly #host: TypewriterStream;
  readonly #controller: StreamController;
  readonly #countdown: Countdown;
  readonly #follow: Follow;
  #announcer: Announcer | undefined;
  /** The reader scrolled away from the end of the text, and is offered the way back here. */
  #offersLatest = false;
  /** What Copy did a moment ago. */
  #copied: 'copied' | 'notCopied' | undefined;
  #copiedTimer: ReturnType<typeof setTimeout> | undefined;
  /** What had the focus before the element rendered. */
  #focused: Element | null | undefined;
  /** What shows the text, which knows how it is copied. */
  renderer: Renderer | undefined;

  constructor(host: TypewriterStream, controller: StreamController) {
    this.#host = host;
    this.#controller = controller;
    this.#countdown = new Countdown(host, () => controller.retry?.at);
    this.#follow = new Follow(host, (offers) => {
      this.#offersLatest = offers;
      host.requestUpdate();
    });
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#host.hasUpdated) this.#follow.enabled = this.#host.follow;
    this.#announcer?.update();
  }

  hostDisconnected(): void {
    this.#follow.enabled = false;
    this.#endCopied();
  }

  hostUpdate(): void {
    this.#focused = this.#root?.activeElement;
  }

  hostUpdated(): void {
    const { isConnected, follow, renderRoot } = this.#host;
    this.#follow.enabled = isConnected && follow;
    const status = renderRoot.querySelector<HTMLElement>('[role=status]');
    if (status) this.#announcer ??= new Announcer(status, () => this.#situation());
    // An element that was taken out speaks no more, and no timer may hold it.
    if (isConnected) this.#announcer?.update();
    else this.#announcer?.quiet();
    if (this.#focused?.isConnected === false) this.#keepFocus();
  }

  /** Says nothing more. */
  quiet(): void {
    this.#announcer?.quiet();
  }

  render(): TemplateResult {
    const words: Words = { strings: this.#strings, lang: this.#lang };
    const { error, state, src, announce } = this.#host;
    const { retry } = this.#controller;
    const speaksText = announce === 'final';
    return html`${
        this.#offersLatest
          ? html`<button part="button latest" type="button" @click=${() => this.#follow.jump()}>
              ${words.strings.latest}
            </button>`
          : nothing
      }
      ${
        state === 'retrying' && retry
          ? retryLine(words, retry.error, this.#countdown.seconds, () =>
              this.#controller.retryNow(),
            )
          : nothing
      }
      ${errorBox(words, error, src ? () => this.#retry() : undefined)}
      ${this.#host.controls ? controlRow(words, this.#controls(), this.#row) : nothing}
      <span role="status" lang=${(speaksText ? undefined : words.lang) ?? nothing}></span>`;
  }

  /** What the author set for a renderer of markup. */
  get markupOptions(): MarkupOptions {
    const { highlight, renderBlock, links, images } = this.#host;
    return {
      highlight,
      renderBlock,
      links,
      images,
      strings: this.#strings,
      copyText: async (text) => {
        if (!(await copy(text))) throw new Error(this.#strings.notCopied);
      },
    };
  }

  #controls(): readonly Control[] {
    const host = this.#host;
    const { state, paused, src, text } = host;
    const canContinue = state === 'stopped' && this.#controller.canGoOn;
    return [
      canContinue
        ? { name: 'continue', enabled: true, action: () => host.start() }
        : { name: 'stop', enabled: isReceiving(state), action: () => host.stop() },
      {
        name: paused ? 'play' : 'pause',
        enabled: isActive(state),
        action: () => (host.paused = !host.paused),
      },
      { name: 'skip', enabled: isActive(state), action: () => host.skip() },
      { name: 'replay', enabled: src !== '', action: () => host.restart() },
      {
        name: this.#copied ?? 'copy',
        enabled: text !== '',
        action: () => void this.#copy(),
      },
    ];
  }

  /** There is none on a server. */
  get #root(): ShadowRoot | undefined {
    return this.#host.renderRoot as ShadowRoot | undefined;
  }

  get #row(): Row {
    return {
      label: this.#host.ariaLabel ?? '',
      isActive: isActive(this.#host.state),
      hasFocus: this.#root?.activeElement?.matches('[part=controls] *') ?? false,
      onLeave: () => this.#host.requestUpdate(),
    };
  }

  /** A button went away: whoever used it with the keyboard stays here. */
  #keepFocus(): void {
    const text = this.#root?.querySelector<HTMLElement>('[part=text]');
    if (!text || !this.#host.isConnected) return;
    text.tabIndex = -1;
    text.focus({ preventScroll: true });
  }

  /** The reader asks for another try, unless the page does something of its own. */
  #retry(): void {
    const { error } = this.#host;
    if (error && this.#host.dispatchEvent(new StreamRetryEvent(1, 0, error, true))) {
      this.#host.start();
    }
  }

  async #copy(): Promise<void> {
    const { text } = this.#host;
    this.#copied = (await copy(text, this.renderer?.toHtml?.())) ? 'copied' : 'notCopied';
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
    return {
      state,
      announce: oneOf('announce', announce, ANNOUNCE),
      strings: this.#strings,
      error,
      isTruncated: isTruncated(finishReason),
      text: () => this.renderer?.renderedText ?? text,
      length: this.#controller.loop.length,
      paused,
    };
  }

  get #strings(): Strings {
    // A translation may be missing.
    const given = Object.entries(this.#host.strings ?? {}).filter(([, word]) => word !== undefined);
    return { ...ENGLISH, ...(Object.fromEntries(given) as Partial<Strings>) };
  }

  /** The default words are English, whatever language the text is in. */
  get #lang(): string | undefined {
    return Object.keys(this.#host.strings ?? {}).length ? undefined : 'en';
  }
}
