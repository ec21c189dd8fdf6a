import { html, nothing, type TemplateResult } from 'lit';
import type { StreamError } from '../stream/errors.js';
import { sentenceFor, type Strings } from './strings.js';

type MaybeTemplate = TemplateResult | typeof nothing;

/** The words of the element's own parts. */
export interface Words {
  readonly strings: Strings;
  /** The language of the words; undefined: the page's. */
  readonly lang: string | undefined;
}

const button = (label: string, action: () => void): TemplateResult =>
  html`<button part="button" type="button" @click=${action}>${label}</button>`;

/** Why the stream gave up: a sentence, the server's own words, and a button where it can help. */
export function errorBox(
  { strings, lang }: Words,
  error: StreamError | null,
  retry: (() => void) | undefined,
): MaybeTemplate {
  if (!error) return nothing;
  // A provider's failure is not asked again unasked, but the reader may.
  const canRetry = retry && (error.retryable || error.kind === 'server');
  return html`<div part="error" lang=${lang ?? nothing}>
    <slot name="error">
      <span class="sentence">${sentenceFor(error, strings)}</span>
      ${error.detail ? html`<span class="detail" dir="auto" lang="">${error.detail}</span>` : nothing}
      ${canRetry ? button(strings.retry, retry) : nothing}
    </slot>
  </div>`;
}

/** The wait for the next connection. */
export function retryLine(
  { strings, lang }: Words,
  error: StreamError,
  seconds: number,
  tryNow: () => void,
): TemplateResult {
  const reason = error.kind === 'http' ? sentenceFor(error, strings) : strings.lost;
  const wait =
    seconds > 0 ? strings.retryIn.replace('{seconds}', String(seconds)) : strings.retrying;
  return html`<div part="retry" lang=${lang ?? nothing}>
    <slot name="retry">
      <span class="sentence">${navigator.onLine ? `${reason} ${wait}` : strings.offline}</span>
      ${button(strings.tryNow, tryNow)}
    </slot>
  </div>`;
}

/** One of the buttons of the `controls` attribute. */
export interface Control {
  readonly name: keyof Strings;
  /** It can do something now. */
  readonly enabled: boolean;
  readonly action: () => void;
}

/** What the row of buttons looks like. */
export interface Row {
  /** The name that the page gave to the element; "" for none. */
  readonly label: string;
  /** The run goes on. */
  readonly isActive: boolean;
  /** The reader is on one of the buttons. */
  readonly hasFocus: boolean;
  /** The reader has left the row. */
  readonly onLeave: () => void;
}

/**
 * The row of buttons. One that cannot do anything is disabled. When the run is over it goes away, but
 * not while the reader is in the row: a button that moves under a pressed pointer is not clicked.
 */
export function controlRow(
  { strings, lang }: Words,
  controls: readonly Control[],
  { label, isActive, hasFocus, onLeave }: Row,
): TemplateResult {
  const named = (words: string) => (label ? `${words}: ${label}` : words);
  const onFocusOut = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!(currentTarget as Node).contains(relatedTarget as Node | null)) onLeave();
  };
  return html`<div
    part="controls"
    role="group"
    lang=${lang ?? nothing}
    aria-label=${named(strings.controls)}
    @focusout=${onFocusOut}
  >
    ${controls.map(
      ({ name, enabled, action }) =>
        html`<button
          part="button"
          type="button"
          aria-label=${label ? named(strings[name]) : nothing}
          aria-disabled=${enabled ? 'false' : 'true'}
          ?hidden=${!enabled && !isActive && !hasFocus}
          @click=${enabled ? action : nothing}
        >
          ${strings[name]}
        </button>`,
    )}
  </div>`;
}
