import { html, type TemplateResult } from 'lit';
import type { Strings } from './rendering/strings.js';

/** What the buttons show and do. */
export interface Controls {
  readonly strings: Strings;
  readonly lang: unknown;
  readonly paused: boolean;
  /** Something is being received or typed. */
  readonly active: boolean;
  readonly canReplay: boolean;
  readonly hasText: boolean;
  toggle(): void;
  skip(): void;
  replay(): void;
  copy(): void;
}

/**
 * The buttons of the `controls` attribute, always in the same places. One that cannot be used is
 * only marked as disabled: it keeps the focus of who just used it.
 */
export function controlsTemplate(controls: Controls): TemplateResult {
  const { strings, lang, paused, active } = controls;
  const button = (label: string, enabled: boolean, action: () => void) => html`
    <button
      part="button"
      type="button"
      aria-disabled=${!enabled}
      @click=${() => {
        if (enabled) action();
      }}
    >
      ${label}
    </button>
  `;
  return html`
    <div part="controls" role="group" lang=${lang} aria-label=${strings.controls}>
      ${button(paused ? strings.play : strings.pause, active, () => controls.toggle())}
      ${button(strings.skip, active, () => controls.skip())}
      ${button(strings.replay, controls.canReplay, () => controls.replay())}
      ${button(strings.copy, controls.hasText, () => controls.copy())}
    </div>
  `;
}
