import type { FinishReason } from '../formats/format.js';
import { isActive, type StreamState } from '../run/state.js';
import type { StreamError } from '../stream/errors.js';
import { sentenceFor, type Strings } from './strings.js';

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
  /** What went wrong; null when nothing did. */
  readonly error: StreamError | null;
  readonly finishReason: FinishReason | null;
  /** All text as the reader sees it. */
  readonly text: () => string;
  /** Grows whenever text comes. */
  readonly length: number;
  readonly paused: boolean;
}

/** Whether the provider cut the answer off. */
export const isTruncated = (reason: FinishReason | null): boolean =>
  reason === 'length' || reason === 'content-filter';

/** What a screen reader hears in a situation. Pure. */
export function announcement(situation: Situation): string {
  const { state, announce, strings, error, finishReason, text } = situation;
  if (announce === 'off') return '';
  if (state === 'retrying') return strings.reconnecting;
  if (isActive(state)) return strings.generating;
  switch (state) {
    case 'done': {
      const words = isTruncated(finishReason) ? strings.cutOff : strings.complete;
      return announce === 'final' ? `${words}. ${text()}` : words;
    }
    case 'stopped':
      return strings.stopped;
    case 'error':
      return error ? sentenceFor(error, strings) : '';
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
  /** The situation that was told last. */
  #told: unknown;
  #repeating: ReturnType<typeof setInterval> | undefined;
  #emptying: ReturnType<typeof setTimeout> | undefined;

  constructor(region: HTMLElement, situation: () => Situation) {
    this.#region = region;
    this.#situation = situation;
  }

  /** Looks at the situation, and says what is new. */
  update(): void {
    const situation = this.#situation();
    const { state, announce, error } = situation;
    const isUnderWay = isActive(state);
    // An end is told once: when a page changes its language, its old answers stay silent.
    const told = isUnderWay ? announcement(situation) + announce : (error ?? state);
    if (told === this.#told) return;
    this.#told = told;
    this.#stopRepeating();
    // With `final` it holds the whole text, so it is made only when it is told.
    const message = announcement(situation);
    this.say(message);
    if (!message || !isUnderWay) return;
    let lengthBefore = situation.length;
    this.#repeating = setInterval(() => {
      const { length, paused } = this.#situation();
      const isWaiting = length === lengthBefore && !paused;
      lengthBefore = length;
      if (isWaiting) this.say(message);
    }, REPEAT_TIME);
  }

  say(message: string): void {
    clearTimeout(this.#emptying);
    // Only changes are spoken, so the same words again get a trailing space.
    const again = message !== '' && this.#region.textContent === message;
    this.#region.textContent = again ? `${message}\u00a0` : message;
    if (message) this.#emptying = setTimeout(() => (this.#region.textContent = ''), EMPTY_TIME);
  }

  /** Says nothing more, and frees the timers. A run that still goes on later is told anew. */
  quiet(): void {
    if (this.#repeating) this.#told = undefined;
    this.#stopRepeating();
    this.say('');
  }

  #stopRepeating(): void {
    clearInterval(this.#repeating);
    this.#repeating = undefined;
  }
}
