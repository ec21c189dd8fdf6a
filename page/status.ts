import type { StreamState, TypewriterStream } from '../src/element/index.js';
import { countCharacters } from './characters.js';
import { byId, setText } from './dom.js';
import { EVENT_NAMES } from './describe.js';

/** Often enough to look alive, rarely enough to cost nothing. */
const REFRESH_TIME = 100;
const MOVING: readonly StreamState[] = ['connecting', 'streaming', 'retrying', 'typing'];

/** Shows where the element is, in words and numbers. Returns what shows it anew. */
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
  // The element's own buttons pause it too, and no event says so.
  element.addEventListener('click', schedule);
  refresh();
  return refresh;
}

/** The number of characters of a text, counted again only when the text is another one. */
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
