import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Renders its host once a second while something is waited for. */
export class Countdown implements ReactiveController {
  readonly #host: ReactiveControllerHost & Node;
  /** When the wait is over, on the clock of `performance.now()`; null: nobody knows. */
  readonly #end: () => number | null | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param end when the wait is over; null: nobody knows; undefined: there is no wait */
  constructor(host: ReactiveControllerHost & Node, end: () => number | null | undefined) {
    this.#host = host;
    this.#end = end;
    host.addController(this);
  }

  /** Whole seconds until then; 0 when nobody knows. */
  get seconds(): number {
    return Math.max(0, Math.ceil(((this.#end() ?? 0) - performance.now()) / 1_000));
  }

  hostUpdated(): void {
    clearTimeout(this.#timer);
    if (this.#host.isConnected && this.seconds > 0)
      this.#timer = setTimeout(() => this.#host.requestUpdate(), 1_000);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }
}
