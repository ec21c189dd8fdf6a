import type { TypingLoop } from '../rendering/typing-loop.js';
import { StreamStateEvent } from './events.js';
import { isActive, nextState, type StreamSignal, type StreamState } from './state.js';

/** The element, as a run knows it. */
export interface RunHost {
  dispatchEvent(event: Event): boolean;
  /** Whether somebody may listen to events of this name on the element. */
  hears(type: string): boolean;
  /** The state changed; its event follows. */
  onState(): void;
}

/** Where a run is, and what it tells of it. Once closed, it is silent and stays as it is. */
export class Progress {
  state: StreamState;
  isClosed = false;
  readonly #host: RunHost;
  readonly #loop: TypingLoop;

  constructor(host: RunHost, loop: TypingLoop, state: StreamState) {
    this.#host = host;
    this.#loop = loop;
    this.state = state;
  }

  signal(signal: StreamSignal): void {
    if (this.isClosed) return;
    const from = this.state;
    const to = nextState(from, signal);
    if (from === to) return;
    this.state = to;
    this.#loop.active = isActive(to);
    this.#host.onState();
    this.emit(new StreamStateEvent(from, to));
  }

  /** Returns whether no listener objected. */
  emit(event: Event): boolean {
    return !this.isClosed && this.#host.dispatchEvent(event);
  }
}
