import { announcement } from './announcement.js';
import { Announcer, type Announce } from './announcer.js';
import type { Strings } from './strings.js';
import { isActive, type StreamState } from '../run/state.js';

/** What there is to say something about. */
export interface Situation {
  readonly state: StreamState;
  readonly announce: Announce;
  readonly strings: Strings;
  /** What went wrong, in a sentence; "" when nothing did. */
  readonly sentence: string;
  /** All text received. */
  readonly text: string;
  /** Its length, which costs nothing to ask for. */
  readonly length: number;
  readonly paused: boolean;
}

/** Decides what a screen reader hears of an element, and when. */
export class Voice {
  readonly #announcer: Announcer;
  readonly #situation: () => Situation;
  #state: StreamState = 'idle';
  #announce: Announce = 'status';
  #length = 0;

  constructor(region: HTMLElement, situation: () => Situation) {
    this.#announcer = new Announcer(region);
    this.#situation = situation;
  }

  /** Looks at the situation, and says what is new. */
  update(): void {
    const { state, announce, strings, sentence, text } = this.#situation();
    const goesOn = isActive(state) && isActive(this.#state);
    const isSame = announce === this.#announce && (goesOn || state === this.#state);
    this.#state = state;
    this.#announce = announce;
    if (isSame) return;
    const message = announcement(state, announce, strings, sentence, text);
    if (isActive(state) && message) this.#announcer.repeat(message, () => this.#isWaiting());
    else this.#announcer.say(message);
  }

  say(message: string): void {
    this.#announcer.say(message);
  }

  /** Stops repeating; frees the timer. */
  quiet(): void {
    this.#announcer.quiet();
  }

  /** No text has come since this was last asked, and nobody paused it. */
  #isWaiting(): boolean {
    const { length, paused } = this.#situation();
    const before = this.#length;
    this.#length = length;
    return length === before && !paused;
  }
}
