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
import { mountSettings, type Attributes } from './settings.js';
import { mountStatus } from './status.js';
import { mountVerdict } from './verdict.js';

/** The element on the stage, as an author would write it. */
export interface Shown {
  /** The address, without parameters for this visit. */
  readonly src: string;
  readonly attributes: Attributes;
  /** The body of the request; undefined: none, by GET. */
  readonly body: unknown;
}

export interface Playground {
  /** Calls `tell` now and after each change. */
  watch(tell: (shown: Shown) => void): void;
}

/** Connects the controls to the element on the stage. */
export function mountPlayground(): Playground {
  const element = stream('subject');
  const log = new EventLog(element, byId('log-list', HTMLOListElement));
  const plug = new Plug(element, log);
  const select = byId('scenario', HTMLSelectElement);
  const interval = byId('interval', HTMLInputElement);
  const intervalValue = byId('interval-value', HTMLOutputElement);
  let scenario: Scenario = scenarios[0];
  let tell: (shown: Shown) => void = () => {};

  const onChange = (): void => {
    setText(intervalValue, interval.disabled ? 'none' : `${interval.value} ms`);
    tell({
      src: publicSrc(scenario, interval.valueAsNumber),
      attributes: settings.attributes,
      body: scenario.body,
    });
  };

  /** Starts a new run by a new address, whose new key makes the server repeat its faults. */
  const load = (): void => {
    // Not crypto.randomUUID, which plain http lacks; the key is no secret.
    const key = Math.random().toString(36).slice(2);
    plug.key = key;
    element.body = scenario.body;
    element.src = playgroundSrc(scenario, interval.valueAsNumber, key);
  };

  const choose = (): void => {
    scenario = scenarios.find(({ id }) => id === select.value) ?? scenarios[0];
    setText(byId('scenario-note', HTMLElement), scenario.note);
    element.lang = scenario.lang;
    interval.disabled = scenario.interval === undefined;
    if (scenario.interval !== undefined) interval.valueAsNumber = scenario.interval;
    settings.show(scenario);
    load();
  };

  select.append(...scenarioOptions());
  select.value = scenario.id;
  select.addEventListener('change', choose);
  interval.addEventListener('change', load);

  onClick('skip', () => element.skip());
  onClick('stop', () => element.stop());
  onClick('start', () => element.start());
  onClick('restart', () => element.restart());
  onClick('clear-log', () => log.clear());

  const settings = mountSettings(element, { onChange, onRestart: load, onReset: choose });
  const refresh = mountStatus(element);
  onClick('pause', () => {
    element.paused = !element.paused;
    refresh();
  });
  mountVerdict(element, () => scenario.text);
  follow(byId('log', HTMLElement), byId('log-list', HTMLOListElement));
  choose();

  return {
    watch: (teller) => {
      tell = teller;
      onChange();
    },
  };
}
