/** Reads a body once, and can look at its beginning first. Aborting cancels it, whoever waits. */
export class BodyReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  readonly #signal: AbortSignal;
  readonly #onBytes: (() => void) | undefined;
  /** Chunks that were looked at and not read. */
  readonly #ahead: Uint8Array[] = [];

  constructor(body: ReadableStream<Uint8Array> | null, signal: AbortSignal, onBytes?: () => void) {
    this.#signal = signal;
    this.#onBytes = onBytes;
    this.#reader = body?.getReader();
    signal.addEventListener('abort', this.cancel, { once: true });
    if (signal.aborted) this.cancel();
  }

  /** The next bytes; undefined at the end, and once it is aborted. */
  async read(): Promise<Uint8Array | undefined> {
    return this.#ahead.shift() ?? (await this.#next());
  }

  /** The text from the beginning until it `isEnough`, without reading it. */
  async peek(isEnough: (text: string) => boolean): Promise<string> {
    const decoder = new TextDecoder();
    const decode = (chunk: Uint8Array) => decoder.decode(chunk, { stream: true });
    let text = this.#ahead.map(decode).join('');
    for (let chunk; !isEnough(text) && (chunk = await this.#next());) {
      this.#ahead.push(chunk);
      text += decode(chunk);
    }
    return text;
  }

  readonly cancel = (): void => {
    this.#signal.removeEventListener('abort', this.cancel);
    this.#reader?.cancel(this.#signal.reason).catch(() => undefined);
  };

  async #next(): Promise<Uint8Array | undefined> {
    if (!this.#reader || this.#signal.aborted) return undefined;
    const { value } = await this.#reader.read();
    if (!value || this.#signal.aborted) return undefined;
    this.#onBytes?.();
    return value;
  }
}
