import type { Announce } from './announcer.js';
import type { Strings } from './strings.js';
import { isActive, type StreamState } from '../run/state.js';

/** What a screen reader hears in a state. Pure. */
export function announcement(
  state: StreamState,
  announce: Announce,
  strings: Strings,
  sentence: string,
  text: string,
): string {
  if (announce === 'off') return '';
  if (isActive(state)) return strings.generating;
  switch (state) {
    case 'done':
      return announce === 'final' ? `${strings.complete}. ${text}` : strings.complete;
    case 'stopped':
      return strings.stopped;
    case 'error':
      return sentence;
    default:
      return '';
  }
}
