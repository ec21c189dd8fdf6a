import type { TypewriterStream } from '../src/element/index.js';
import { byId, setText } from './dom.js';
import type { Scenario } from './scenarios.js';

/** Choices that can change while the element types. */
const CHOICES = ['by', 'cursor', 'markup'] as const;
const SWITCHES = ['fade', 'follow', 'controls'] as const;

export interface Settings {
  /** Sets what a scenario needs to be readable. */
  show(scenario: Scenario): void;
}

/** The form that sets the element's attributes. A new format asks for the stream again. */
export function mountSettings(element: TypewriterStream, load: () => void): Settings {
  const form = byId('settings', HTMLFormElement);
  const rate = byId('rate', HTMLInputElement);
  const rateValue = byId('rate-value', HTMLOutputElement);
  const format = byId('format', HTMLSelectElement);

  const choice = (name: string): RadioNodeList => {
    const radios = form.elements.namedItem(name);
    if (radios instanceof RadioNodeList) return radios;
    throw new Error(`The settings have no choice named "${name}".`);
  };
  const isOn = (name: string): boolean => {
    const box = form.elements.namedItem(name);
    return box instanceof HTMLInputElement && box.checked;
  };
  const speed = choice('speed');

  const apply = (): void => {
    element.setAttribute('speed', speed.value === 'number' ? rate.value : speed.value);
    element.setAttribute('format', format.value);
    for (const name of CHOICES) element.setAttribute(name, choice(name).value);
    for (const name of SWITCHES) element.toggleAttribute(name, isOn(name));
    setText(rateValue, rate.value);
  };

  // Whoever moves the slider means its number.
  rate.addEventListener('input', () => {
    speed.value = 'number';
  });
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  format.addEventListener('change', () => {
    apply();
    load();
  });
  // A browser may have kept the choices over a reload.
  apply();

  return {
    show: (scenario) => {
      format.value = scenario.format ?? 'text';
      choice('markup').value = scenario.markup ?? 'none';
      apply();
    },
  };
}
