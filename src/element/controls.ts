import { create, createButton, setLang, setText } from './dom.js';
import type { Strings } from './strings.js';

/** What the buttons do. */
export interface ControlsActions {
  readonly toggle: () => void;
  readonly skip: () => void;
  readonly replay: () => void;
  readonly copy: () => void;
}

/** What the buttons show. */
export interface ControlsState {
  readonly strings: Strings;
  /** The language of the labels; undefined: the page's. */
  readonly lang: string | undefined;
  readonly paused: boolean;
  /** Something is being received or typed. */
  readonly active: boolean;
  readonly canReplay: boolean;
  readonly hasText: boolean;
}

/**
 * The buttons of the `controls` attribute, always in the same places. One that cannot be used is
 * only marked as disabled: it keeps the focus of who just used it.
 */
export class Controls {
  readonly element = create('div', { part: 'controls', role: 'group' });
  readonly #buttons: readonly HTMLButtonElement[];

  constructor({ toggle, skip, replay, copy }: ControlsActions) {
    this.#buttons = [toggle, skip, replay, copy].map((action) => {
      const button = createButton('', () => {
        if (button.ariaDisabled !== 'true') action();
      });
      return button;
    });
    this.element.append(...this.#buttons);
  }

  update({ strings, lang, paused, active, canReplay, hasText }: ControlsState): void {
    setLang(this.element, lang);
    this.element.ariaLabel = strings.controls;
    const states: readonly (readonly [label: string, enabled: boolean])[] = [
      [paused ? strings.play : strings.pause, active],
      [strings.skip, active],
      [strings.replay, canReplay],
      [strings.copy, hasText],
    ];
    states.forEach(([label, enabled], index) => {
      const button = this.#buttons[index];
      if (!button) return;
      setText(button, label);
      button.ariaDisabled = String(!enabled);
    });
  }
}
