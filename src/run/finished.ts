/** The promise that a run is finished, like `Animation.finished`. */
export class Finished<T> {
  readonly promise: Promise<T>;
  readonly #value: T;
  #resolve: (value: T) => void = () => undefined;
  #reject: (reason: unknown) => void = () => undefined;

  /** @param value what the promise resolves to */
  constructor(value: T) {
    this.#value = value;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // A page that does not use the promise must not see an unhandled rejection.
    this.promise.catch(() => undefined);
  }

  resolve(): void {
    this.#resolve(this.#value);
  }

  reject(reason: unknown): void {
    this.#reject(reason);
  }
}
