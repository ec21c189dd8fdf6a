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
import { mountSettings } from './settings.js';
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
  const plug = new Plug(element, log);
  const select = byId('scenario', HTMLSelectElement);
  const interval = byId('interval', HTMLInputElement);
  const intervalValue = byId('interval-value', HTMLOutputElement);
  let scenario: Scenario = scenarios[0];

  const showInterval = (): void => {
    setText(intervalValue, interval.disabled ? 'none' : `${interval.value} ms`);
  };

  /** A new address starts a new run, and a new key makes the server start its faults over. */
  const load = (): void => {
    // Not crypto.randomUUID: plain http has none, and the key is no secret.
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
    settings.show(scenario);
    load();
  };

  select.append(...scenarioOptions());
  select.value = scenario.id;
  select.addEventListener('change', choose);
  interval.addEventListener('input', showInterval);
  interval.addEventListener('change', load);

  onClick('skip', () => element.skip());
  onClick('stop', () => element.stop());
  onClick('start', () => element.start());
  onClick('restart', () => element.restart());
  onClick('clear-log', () => log.clear());

  const settings = mountSettings(element, load);
  const refresh = mountStatus(element);
  onClick('pause', () => {
    element.paused = !element.paused;
    refresh();
  });
  mountVerdict(element, () => scenario.text);
  follow(byId('log', HTMLElement), byId('log-list', HTMLOListElement));
  choose();

  return {
    element,
    get publicSrc() {
      return publicSrc(scenario, interval.valueAsNumber);
    },
  };
}
