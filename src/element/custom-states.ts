import type { FinishReason } from '../formats/format.js';
import type { StreamState } from '../run/state.js';

interface Shown {
  readonly state: StreamState;
  readonly paused: boolean;
  readonly finishReason: FinishReason | null;
}

/** Whether the provider cut the answer off. */
export const isTruncated = (reason: FinishReason | null): boolean =>
  reason === 'length' || reason === 'content-filter';

/** The element's custom states, for `:state(…)` in CSS. */
export class CustomStates {
  /** Missing in server rendering, and in browsers before custom states. */
  readonly #set: CustomStateSet | undefined;
  #state: StreamState = 'idle';

  constructor({ states }: ElementInternals) {
    this.#set = states;
  }

  update({ state, paused, finishReason }: Shown): void {
    this.#toggle(this.#state, false);
    this.#toggle(state, true);
    this.#state = state;
    this.#toggle('paused', paused);
    this.#toggle('truncated', isTruncated(finishReason));
  }

  #toggle(name: string, isOn: boolean): void {
    if (isOn) this.#set?.add(name);
    else this.#set?.delete(name);
  }
}
