/** The promise of a run, as `Animation.finished` is one of an animation. */
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
    // A page that does not ask for the promise sees no unhandled rejection.
    this.promise.catch(() => undefined);
  }

  resolve(): void {
    this.#resolve(this.#value);
  }

  reject(reason: unknown): void {
    this.#reject(reason);
  }
}
