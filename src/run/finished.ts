/** A promise that is made anew for each run, as Animation.finished. */
export class Finished<T> {
  readonly promise: Promise<T>;
  readonly #value: T;
  #settled = false;
  #resolve: (value: T) => void = () => undefined;
  #reject: (reason: unknown) => void = () => undefined;

  /** @param value what the promise resolves to */
  constructor(value: T) {
    this.#value = value;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Who does not ask is not bothered by an unhandled rejection.
    this.promise.catch(() => undefined);
  }

  resolve(): void {
    this.#settled = true;
    this.#resolve(this.#value);
  }

  reject(reason: unknown): void {
    this.#settled = true;
    this.#reject(reason);
  }

  /** For the next run: a new promise, or this one while it is pending. */
  renewed(): Finished<T> {
    return this.#settled ? new Finished(this.#value) : this;
  }
}
