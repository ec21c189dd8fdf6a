/** Calls back when nothing touched it for some time. One timer, however many touches. */
export class Watchdog {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #touched = 0;
  #timeout = 0;
  #stopped = false;
  readonly #onTimeout: (timeout: number) => void;

  constructor(onTimeout: (timeout: number) => void) {
    this.#onTimeout = onTimeout;
  }

  /** Waits this many milliseconds from now on; 0: for ever. */
  set timeout(timeout: number) {
    if (timeout === this.#timeout) return;
    this.#timeout = timeout;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.touch();
  }

  touch(): void {
    this.#touched = performance.now();
    if (this.#timeout > 0 && !this.#stopped) {
      this.#timer ??= setTimeout(this.#check, this.#timeout);
    }
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  readonly #check = () => {
    const left = this.#touched + this.#timeout - performance.now();
    if (left > 0) this.#timer = setTimeout(this.#check, left);
    else this.#onTimeout(this.#timeout);
  };
}
