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

/** Shows the element's custom states, for `:state(…)` in CSS. */
export function showStates(
  { states }: ElementInternals,
  { state, paused, finishReason }: Shown,
): void {
  // Missing in server rendering, and in browsers before custom states.
  const set = states as CustomStateSet | undefined;
  set?.clear();
  set?.add(state);
  if (paused) set?.add('paused');
  if (isTruncated(finishReason)) set?.add('truncated');
}
