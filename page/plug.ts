import { setText } from './dom.js';
import type { EventLog } from './log.js';

const MESSAGE_TIME = 4000;

/** Cuts the visitor's own connections, on the server. */
export class Plug {
  readonly #message: HTMLElement;
  readonly #log: EventLog;
  #key = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(message: HTMLElement, log: EventLog) {
    this.#message = message;
    this.#log = log;
  }

  /** The name under which the server knows this visitor's connections. */
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
      this.#say('The demo server does not answer.');
    } else if (cut === 0) {
      this.#say('Nothing is connected right now.');
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

/** How many connections were cut; undefined if the server cannot be reached. */
async function cutConnections(key: string): Promise<number | undefined> {
  try {
    const response = await fetch(`/cut?key=${encodeURIComponent(key)}`, { method: 'POST' });
    const answer = (await response.json()) as { cut?: unknown };
    return typeof answer.cut === 'number' ? answer.cut : undefined;
  } catch {
    return undefined;
  }
}
