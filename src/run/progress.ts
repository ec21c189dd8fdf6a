import type { TypingLoop } from '../rendering/typing-loop.js';
import { StreamStateEvent } from './events.js';
import { isActive, isReceiving, nextState, type StreamSignal, type StreamState } from './state.js';

/** The element, as a run knows it. */
export interface RunHost {
  dispatchEvent(event: Event): boolean;
  /** Whether somebody may listen to events of this name on the element. */
  hears(type: string): boolean;
  /** The state changed, which its event tells next, or the first text came. */
  onState(): void;
}

/** Where a run is, and what it tells of it. Once closed, it is silent and stays as it is. */
export class Progress {
  readonly host: RunHost;
  state: StreamState;
  /** Nothing has begun: `start()` opens this run, whose `finished` may be waited for already. */
  isFresh = true;
  isClosed = false;
  readonly #loop: TypingLoop;

  /** @param state that of the run before, until this one begins */
  constructor(host: RunHost, loop: TypingLoop, state: StreamState) {
    this.host = host;
    this.#loop = loop;
    this.state = state;
  }

  /** More text may come into this run. */
  get isReceiving(): boolean {
    return !this.isFresh && !this.isClosed && isReceiving(this.state);
  }

  /** It is receiving or typing something. */
  get isActive(): boolean {
    return !this.isFresh && isActive(this.state);
  }

  /** It has ended, though a listener may hear of that just now. */
  get isOver(): boolean {
    return !this.isFresh && !isActive(this.state);
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

  /** Returns whether no listener objected. */
  emit(event: Event): boolean {
    return !this.isClosed && this.host.dispatchEvent(event);
  }
}
