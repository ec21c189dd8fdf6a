import type { StreamState, TypewriterStream } from '../src/element/index.js';
import { byId, onClick, setText } from './dom.js';
import type { EventLog } from './log.js';

const MESSAGE_TIME = 4000;
/** States with a connection to cut. */
const CONNECTED: readonly StreamState[] = ['connecting', 'streaming'];

/** Cuts the visitor's own connections, on the server. */
export class Plug {
  readonly #message: HTMLElement;
  readonly #log: EventLog;
  #key = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(element: TypewriterStream, log: EventLog) {
    this.#message = byId('plug-message', HTMLElement);
    this.#log = log;
    const button = onClick('plug', () => {
      if (CONNECTED.includes(element.state)) void this.pull();
    });
    // Not `disabled`, which would take the focus from a button that was just pressed.
    element.addEventListener('stream-state', ({ to }) => {
      button.ariaDisabled = String(!CONNECTED.includes(to));
    });
  }

  /** The key by which the server knows this visitor's connections. */
  set key(key: string) {
    this.#key = key;
    this.#say('');
  }

  async pull(): Promise<void> {
    const key = this.#key;
    this.#log.note('plug', 'you pulled the plug', 'POST /cut');
    const cut = await cutConnections(key);
    if (key !== this.#key) return;
    if (cut === undefined) {
      this.#say('The demo server is not responding.');
    } else if (cut === 0) {
      this.#say('There was no connection to cut.');
    } else {
      this.#say('The connection was cut.');
    }
  }

  #say(message: string): void {
    clearTimeout(this.#timer);
    setText(this.#message, message);
    if (message) this.#timer = setTimeout(() => this.#say(''), MESSAGE_TIME);
  }
}

/** Returns the number of cut connections; undefined if the server cannot be reached. */
async function cutConnections(key: string): Promise<number | undefined> {
  try {
    const response = await fetch(`cut?key=${encodeURIComponent(key)}`, { method: 'POST' });
    const answer = (await response.json()) as { cut?: unknown };
    return typeof answer.cut === 'number' ? answer.cut : undefined;
  } catch {
    return undefined;
  }
}
