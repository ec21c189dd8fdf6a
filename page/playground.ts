import type { TypewriterStream } from '../src/element/index.js';
import { byId, onClick, setText, stream } from './dom.js';
import { follow } from './follow.js';
import { EventLog } from './log.js';
import { Plug } from './plug.js';
import {
  playgroundSrc,
  publicSrc,
  scenarioOptions,
  scenarios,
  type Scenario,
} from './scenarios.js';
import { mountStatus } from './status.js';
import { mountVerdict } from './verdict.js';

/** What others need to know of the playground. */
export interface Subject {
  readonly element: TypewriterStream;
  /** The address without what belongs to this visit. */
  readonly publicSrc: string;
}

/** Connects the controls to the element on the stage. */
export function mountPlayground(): Subject {
  const element = stream('subject');
  const log = new EventLog(element, byId('log-list', HTMLOListElement));
  const plug = new Plug(byId('plug-message', HTMLElement), log);
  const select = byId('scenario', HTMLSelectElement);
  const interval = byId('interval', HTMLInputElement);
  const intervalValue = byId('interval-value', HTMLOutputElement);
  let scenario: Scenario = scenarios[0];

  const showInterval = (): void => {
    setText(intervalValue, interval.disabled ? 'none' : `${interval.value} ms`);
  };

  /** A new address, and with it a new run; a fresh key, so that the faults begin anew. */
  const load = (): void => {
    // Not crypto.randomUUID: plain http has none, and nothing secret hangs on it.
    const key = Math.random().toString(36).slice(2);
    plug.key = key;
    element.src = playgroundSrc(scenario, interval.valueAsNumber, key);
  };

  const choose = (): void => {
    scenario = scenarios.find(({ id }) => id === select.value) ?? scenarios[0];
    setText(byId('scenario-note', HTMLElement), scenario.note);
    element.lang = scenario.lang;
    interval.disabled = scenario.interval === undefined;
    if (scenario.interval !== undefined) interval.valueAsNumber = scenario.interval;
    showInterval();
    load();
  };

  select.append(...scenarioOptions());
  select.value = scenario.id;
  select.addEventListener('change', choose);
  interval.addEventListener('input', showInterval);
  interval.addEventListener('change', load);

  onClick('plug', () => void plug.pull());
  onClick('skip', () => element.skip());
  onClick('stop', () => element.stop());
  onClick('start', () => element.start());
  onClick('restart', () => element.restart());
  onClick('clear-log', () => log.clear());

  mountSettings(element);
  mountStatus(element);
  mountVerdict(element, () => scenario.text);
  follow(byId('stage', HTMLElement), element);
  follow(byId('log', HTMLElement), byId('log-list', HTMLOListElement));
  mountPause(element);
  choose();

  return {
    element,
    get publicSrc() {
      return publicSrc(scenario, interval.valueAsNumber);
    },
  };
}

function mountPause(element: TypewriterStream): void {
  const pause = onClick('pause', () => {
    element.paused = !element.paused;
  });
  new MutationObserver(() => setText(pause, element.paused ? 'Play' : 'Pause')).observe(element, {
    attributeFilter: ['paused'],
  });
}

/** Speed and cursor: what can change while it types. */
function mountSettings(element: TypewriterStream): void {
  const form = byId('settings', HTMLFormElement);
  const rate = byId('rate', HTMLInputElement);
  const rateValue = byId('rate-value', HTMLOutputElement);

  const choice = (name: string): RadioNodeList => {
    const radios = form.elements.namedItem(name);
    if (radios instanceof RadioNodeList) return radios;
    throw new Error(`The settings have no choice named "${name}".`);
  };
  const speed = choice('speed');
  const cursor = choice('cursor');

  const apply = (): void => {
    element.setAttribute('speed', speed.value === 'number' ? rate.value : speed.value);
    element.setAttribute('cursor', cursor.value);
    setText(rateValue, rate.value);
  };

  // Whoever moves the slider means its number.
  rate.addEventListener('input', () => {
    speed.value = 'number';
  });
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  // A browser may have kept the choices over a reload.
  apply();
}
