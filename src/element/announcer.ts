import { isActive, type StreamState } from '../run/state.js';
import type { Strings } from './strings.js';

export type Announce = 'status' | 'final' | 'off';

/** How often a screen reader is told again that the answer is being written, in milliseconds. */
const REPEAT_TIME = 7_000;
/** How long spoken words stay in the page, where a search would find them, in milliseconds. */
const EMPTY_TIME = 5_000;

/** What there is to say something about. */
export interface Situation {
  readonly state: StreamState;
  readonly announce: Announce;
  readonly strings: Strings;
  /** What went wrong, in a sentence; "" when nothing did. */
  readonly sentence: string;
  /** The provider cut the answer off. */
  readonly isTruncated: boolean;
  /** All text as the reader sees it. */
  readonly text: () => string;
  /** Grows whenever text comes. */
  readonly length: number;
  readonly paused: boolean;
}

/** What a screen reader hears in a situation. Pure. */
export function announcement(situation: Situation): string {
  const { state, announce, strings, sentence, isTruncated, text } = situation;
  if (announce === 'off') return '';
  if (state === 'retrying') return strings.reconnecting;
  if (isActive(state)) return strings.generating;
  switch (state) {
    case 'done': {
      const words = isTruncated ? strings.cutOff : strings.complete;
      return announce === 'final' ? `${words}. ${text()}` : words;
    }
    case 'stopped':
      return strings.stopped;
    case 'error':
      return sentence;
    default:
      return '';
  }
}

/**
 * Speaks through a `role="status"` region: that something is going on, and how it ended. The text
 * itself is no live region, since a screen reader would read every token.
 */
export class Announcer {
  readonly #region: HTMLElement;
  readonly #situation: () => Situation;
  #said: string | undefined;
  #length = 0;
  #repeating: ReturnType<typeof setInterval> | undefined;
  #emptying: ReturnType<typeof setTimeout> | undefined;

  constructor(region: HTMLElement, situation: () => Situation) {
    this.#region = region;
    this.#situation = situation;
  }

  /** Looks at the situation, and says what is new. */
  update(): void {
    const situation = this.#situation();
    const { state, announce } = situation;
    // Rendering the text costs time, so the text is asked for only when the rest changed.
    const key = announcement({ ...situation, text: () => '' }) + announce;
    if (key === this.#said) return;
    this.#said = key;
    const message = announcement(situation);
    this.say(message);
    if (!message || !isActive(state)) return;
    this.#length = situation.length;
    this.#repeating = setInterval(() => {
      if (this.#isWaiting()) this.#write(message);
    }, REPEAT_TIME);
  }

  say(message: string): void {
    clearInterval(this.#repeating);
    this.#write(message);
  }

  /** Says nothing more, and frees the timers. */
  quiet(): void {
    clearInterval(this.#repeating);
    clearTimeout(this.#emptying);
    this.#said = undefined;
    this.#region.textContent = '';
  }

  /** No text has come since the last look, and the typing is not paused. */
  #isWaiting(): boolean {
    const { length, paused } = this.#situation();
    const isSame = length === this.#length;
    this.#length = length;
    return isSame && !paused;
  }

  #write(message: string): void {
    clearTimeout(this.#emptying);
    // Only changes are spoken, so the same words again get a trailing space.
    const again = message !== '' && this.#region.textContent === message;
    this.#region.textContent = again ? `${message}\u00a0` : message;
    if (message) this.#emptying = setTimeout(() => (this.#region.textContent = ''), EMPTY_TIME);
  }
}
