import type { FinishReason } from '../formats/format.js';
import { isActive, type StreamState } from '../run/state.js';
import type { StreamError } from '../stream/errors.js';
import { sentenceFor, type Strings } from './strings.js';

export type Announce = 'status' | 'final' | 'off';

/** How often the status is announced again while no text arrives, in milliseconds. */
const REPEAT_TIME = 7_000;
/** How long an announcement stays in the page, where find-in-page would find it, in milliseconds. */
const EMPTY_TIME = 5_000;

/** The state that an announcement describes. */
export interface Situation {
  readonly state: StreamState;
  readonly announce: Announce;
  readonly strings: Strings;
  /** Null unless the state is `error`. */
  readonly error: StreamError | null;
  readonly finishReason: FinishReason | null;
  /** The rendered text: Markdown without its marks. */
  readonly text: () => string;
  /** The length of the text, in UTF-16 units. */
  readonly length: number;
  readonly paused: boolean;
}

/** Whether the provider cut the answer off. */
export const isTruncated = (reason: FinishReason | null): boolean =>
  reason === 'length' || reason === 'content-filter';

/** The words to announce; "": none. Pure. */
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
 * Announces progress and outcome in a `role="status"` region. The text itself is no live region,
 * since a screen reader would read every token.
 */
export class Announcer {
  readonly #region: HTMLElement;
  readonly #situation: () => Situation;
  /** Identifies the last announcement. */
  #announced: unknown;
  #repeating: ReturnType<typeof setInterval> | undefined;
  #emptying: ReturnType<typeof setTimeout> | undefined;

  constructor(region: HTMLElement, situation: () => Situation) {
    this.#region = region;
    this.#situation = situation;
  }

  /** Announces the situation if it has changed. */
  update(): void {
    const situation = this.#situation();
    const { state, announce, error } = situation;
    const isUnderWay = isActive(state);
    // An outcome is announced once; changing the strings later does not announce it again.
    const announced = isUnderWay ? announcement(situation) + announce : (error ?? state);
    if (announced === this.#announced) return;
    this.#announced = announced;
    this.#stopRepeating();
    // `final` includes the whole text; build it only to announce it.
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
    // Only changes are spoken, so repeated words get a trailing no-break space.
    const again = message !== '' && this.#region.textContent === message;
    this.#region.textContent = again ? `${message}\u00a0` : message;
    if (message) this.#emptying = setTimeout(() => (this.#region.textContent = ''), EMPTY_TIME);
  }

  /** Empties the region and clears the timers. The next update() announces an active run again. */
  quiet(): void {
    if (this.#repeating) this.#announced = undefined;
    this.#stopRepeating();
    this.say('');
  }

  #stopRepeating(): void {
    clearInterval(this.#repeating);
    this.#repeating = undefined;
  }
}
