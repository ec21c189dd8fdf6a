import type { StreamState, TypewriterStream } from '../src/element/index.js';
import { countCharacters } from './characters.js';
import { byId, setText } from './dom.js';
import { EVENT_NAMES } from './describe.js';

/** Time between updates, in milliseconds. */
const REFRESH_TIME = 100;
const MOVING: readonly StreamState[] = ['connecting', 'streaming', 'retrying', 'typing'];

/** Shows the element's state, in words and numbers. Returns a function that updates them. */
export function mountStatus(element: TypewriterStream): () => void {
  const pause = byId('pause', HTMLElement);
  const state = byId('state', HTMLElement);
  const paused = byId('paused', HTMLElement);
  const attempt = byId('attempt', HTMLElement);
  const lastId = byId('last-id', HTMLElement);
  const received = new Counter(byId('received', HTMLElement));
  const typed = new Counter(byId('typed', HTMLElement));
  let timer: ReturnType<typeof setTimeout> | undefined;

  const refresh = (): void => {
    timer = undefined;
    setText(state, element.state);
    state.dataset['state'] = element.state;
    paused.hidden = !element.paused;
    setText(pause, element.paused ? 'Play' : 'Pause');
    setText(attempt, String(element.attempt));
    setText(lastId, element.lastEventId || 'none');
    received.show(element.text);
    typed.show(element.typedText);
    if (MOVING.includes(element.state) || element.typedText !== element.text) schedule();
  };
  const schedule = (): void => {
    timer ??= setTimeout(refresh, REFRESH_TIME);
  };

  element.addEventListener('stream-state', refresh);
  for (const name of EVENT_NAMES) element.addEventListener(name, schedule);
  // The element's own buttons also pause it, without an event.
  element.addEventListener('click', schedule);
  refresh();
  return refresh;
}

/** Shows the number of characters of a text, counted only when the text has changed. */
class Counter {
  readonly #output: HTMLElement;
  #text = '';

  constructor(output: HTMLElement) {
    this.#output = output;
  }

  show(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    setText(this.#output, String(countCharacters(text)));
  }
}
