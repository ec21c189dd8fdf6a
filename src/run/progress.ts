import type { TypingLoop } from '../rendering/typing-loop.js';
import { StreamStateEvent } from './events.js';
import { isActive, isReceiving, nextState, type StreamSignal, type StreamState } from './state.js';

/** The part of the element that a run uses. */
export interface RunHost {
  dispatchEvent(event: Event): boolean;
  /** Whether the element may have a listener for events of this name. */
  hears(type: string): boolean;
  /** The state changed (its event follows), or the first text came. */
  onState(): void;
}

/** The state of a run, and its events. Once closed, the state is final and no event is dispatched. */
export class Progress {
  readonly host: RunHost;
  state: StreamState;
  /** The run has not begun. `start()` will open this run, and a page may already wait for its `finished`. */
  isFresh = true;
  isClosed = false;
  readonly #loop: TypingLoop;

  /** @param state the state of the previous run, which stays until this run begins */
  constructor(host: RunHost, loop: TypingLoop, state: StreamState) {
    this.host = host;
    this.#loop = loop;
    this.state = state;
  }

  /** More text may come into this run. */
  get isReceiving(): boolean {
    return !this.isFresh && !this.isClosed && isReceiving(this.state);
  }

  /** The run is receiving or typing. */
  get isActive(): boolean {
    return !this.isFresh && isActive(this.state);
  }

  signal(signal: StreamSignal): void {
    if (this.isClosed) return;
    if (signal !== 'reset') this.isFresh = false;
    const from = this.state;
    const to = nextState(from, signal);
    if (from === to) return;
    this.state = to;
    this.#loop.active = isActive(to);
    this.host.onState();
    this.emit(new StreamStateEvent(from, to));
  }

  /** Returns false if a listener prevented the event's default, or the run is closed. */
  emit(event: Event): boolean {
    return !this.isClosed && this.host.dispatchEvent(event);
  }
}
