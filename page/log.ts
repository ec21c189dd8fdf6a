import type { StreamStateEvent, TypewriterStream } from '../src/element/index.js';
import { characters, countCharacters } from './characters.js';
import { describe, EVENT_NAMES } from './describe.js';
import { setText, span } from './dom.js';

const MAX_ENTRIES = 50;

interface Deltas {
  readonly name: Element;
  readonly detail: Element;
  events: number;
  characters: number;
}

/** Shows the element's last events. Consecutive deltas share an entry, since they are very many. */
export class EventLog {
  readonly #list: HTMLElement;
  #start = performance.now();
  #deltas: Deltas | undefined;

  constructor(element: TypewriterStream, list: HTMLElement) {
    this.#list = list;
    for (const name of EVENT_NAMES) {
      // Messages are as many as deltas, which are more informative.
      if (name === 'stream-message') continue;
      if (name === 'stream-delta') element.addEventListener(name, ({ text }) => this.#delta(text));
      else if (name === 'stream-state')
        element.addEventListener(name, (event) => this.#state(event));
      else element.addEventListener(name, (event) => this.note(name, name, describe(name, event)));
    }
  }

  /** Writes one entry. `kind` is only for styling. */
  note(kind: string, name: string, detail: string): void {
    this.#deltas = undefined;
    this.#add(kind, name, detail);
  }

  clear(): void {
    this.#deltas = undefined;
    this.#list.replaceChildren();
  }

  #state(event: StreamStateEvent): void {
    // A run begins here, and its time starts at 0.
    const begins = event.to === 'connecting';
    if (begins) this.#start = performance.now();
    this.note(begins ? 'run' : event.type, event.type, describe('stream-state', event));
  }

  #delta(text: string): void {
    this.#deltas ??= { ...this.#add('stream-delta', '', ''), events: 0, characters: 0 };
    const deltas = this.#deltas;
    deltas.events += 1;
    deltas.characters += countCharacters(text);
    setText(deltas.name, deltas.events === 1 ? 'stream-delta' : `stream-delta × ${deltas.events}`);
    setText(deltas.detail, characters(deltas.characters));
  }

  #add(kind: string, name: string, detail: string): { name: Element; detail: Element } {
    const seconds = ((performance.now() - this.#start) / 1000).toFixed(2);
    const entry = document.createElement('li');
    entry.dataset['event'] = kind;
    const parts = { name: span('name', name), detail: span('detail', detail) };
    entry.append(span('time', `${seconds} s`), parts.name, parts.detail);
    this.#list.append(entry);
    if (this.#list.childElementCount > MAX_ENTRIES) this.#list.firstElementChild?.remove();
    return parts;
  }
}
