import type { TypewriterStream } from '../src/element/index.js';
import { formats } from '../src/formats/registry.js';
import { byId, setText } from './dom.js';
import type { Scenario } from './scenarios.js';

/** Attributes as in HTML; a boolean attribute has an empty value. */
export type Attributes = readonly (readonly [name: string, value: string])[];

export interface Settings {
  /** Attributes that differ from their default. */
  readonly attributes: Attributes;
  /** Sets the format and markup of a scenario. */
  show(scenario: Scenario): void;
}

interface Hooks {
  /** Called after any change. */
  onChange: () => void;
  /** Called after a change that takes effect only at the next start. */
  onRestart: () => void;
  onReset: () => void;
}

/** Connects the form that sets the element's attributes, which have the names of the fields. */
export function mountSettings(element: TypewriterStream, hooks: Hooks): Settings {
  const form = byId('settings', HTMLFormElement);
  const rate = byId('rate', HTMLInputElement);
  const rateValue = byId('rate-value', HTMLOutputElement);
  const format = byId('format', HTMLSelectElement);
  format.append(...[...formats().keys()].map((name) => new Option(name, valueOf('text', name))));

  const choice = (name: string): RadioNodeList => {
    const radios = form.elements.namedItem(name);
    if (radios instanceof RadioNodeList) return radios;
    throw new Error(`The settings have no choice named "${name}".`);
  };
  const speed = choice('speed');

  const apply = (): void => {
    for (const [name, value] of read(form, rate.value)) {
      if (value === null) element.removeAttribute(name);
      else element.setAttribute(name, value);
    }
    setText(rateValue, rate.value);
    hooks.onChange();
  };

  // Moving the slider chooses its number as the speed.
  rate.addEventListener('input', () => {
    speed.value = 'number';
  });
  form.addEventListener('input', apply);
  form.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLElement && 'restarts' in target.dataset) hooks.onRestart();
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => {
    // The fields are reset after this event.
    queueMicrotask(hooks.onReset);
  });

  return {
    get attributes() {
      return [...read(form, rate.value)].filter(
        (attribute): attribute is [string, string] => attribute[1] !== null,
      );
    },
    show: (scenario) => {
      format.value = valueOf('text', scenario.format ?? 'text');
      choice('markup').value = valueOf('none', scenario.markup ?? 'none');
      apply();
    },
  };
}

/** The value of a field, in which an empty value means the default. */
const valueOf = (standard: string, value: string): string => (value === standard ? '' : value);

/** Reads all attributes of the form; null: absent. */
function read(form: HTMLFormElement, rate: string): Map<string, string | null> {
  const attributes = new Map<string, string | null>();
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) continue;
    const { name, type, value } = field;
    const isOn = field instanceof HTMLInputElement && field.checked;
    if (!name || (type === 'radio' && !isOn)) continue;
    if (type === 'checkbox') attributes.set(name, isOn ? '' : null);
    else if (name === 'speed' && value === 'number') attributes.set(name, rate);
    else attributes.set(name, value.trim() || null);
  }
  return attributes;
}
