import { get, type ClientRequest, type IncomingMessage } from 'node:http';
import { createParser } from 'eventsource-parser';

export interface Told {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: string;
}

/** How a viewer's stream came to its end: the final event, or the status of a refusal. */
export interface Outcome {
  readonly event?: string;
  readonly data?: string;
  readonly status?: number;
}

/** Comes back as a browser does: with the last id, after `retry`, until the stream ends or is refused for good. */
export class Viewer {
  /** Everything that was told, in order, over all connections. */
  readonly told: Told[] = [];
  readonly statuses: number[] = [];
  retry = 0;
  lastEventId = '';
  readonly outcome: Promise<Outcome>;
  readonly #url: () => string;
  readonly #waits: { enough: () => boolean; resolve: () => void }[] = [];
  #resolve!: (outcome: Outcome) => void;
  #request: ClientRequest | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;

  /** When the connection broke, and when the next told something: milliseconds between them. */
  readonly gaps: number[] = [];
  readonly #pause: 'retry' | number;
  #brokeAt: number | undefined;

  /** `url` is asked before every connection. Without `pause` it is quicker back than `retry` says: no test waits for nothing. */
  constructor(url: string | (() => string), pause: 'retry' | number = 20) {
    this.#pause = pause;
    this.#url = typeof url === 'string' ? () => url : url;
    this.outcome = new Promise((resolve) => (this.#resolve = resolve));
    this.#connect();
  }

  /** The text of `format="json"`. */
  get text(): string {
    return this.told
      .filter(({ event, id }) => event === 'message' && id !== undefined)
      .map(({ data }) => JSON.parse(data) as string)
      .join('');
  }

  get ids(): number[] {
    return this.told.flatMap(({ id }) => (id === undefined ? [] : [Number(id)]));
  }

  /** Resolves once so many texts came, or the stream is over. */
  heard(count: number): Promise<void> {
    return this.#until(() => this.told.filter(({ event }) => event === 'message').length >= count);
  }

  /** Resolves once there was an answer. */
  answered(): Promise<void> {
    return this.#until(() => this.statuses.length > 0);
  }

  /** Breaks the connection; the viewer comes back. */
  cut(): void {
    this.#request?.destroy();
  }

  leave(): void {
    this.#finish({});
  }

  #connect(): void {
    this.#timer = undefined;
    if (this.#isOver) return;
    const headers = this.lastEventId === '' ? {} : { 'Last-Event-ID': this.lastEventId };
    const request = get(this.#url(), { headers, agent: false }, (response) => this.#read(response));
    request.on('error', () => this.#again());
    this.#request = request;
  }

  #read(response: IncomingMessage): void {
    const status = response.statusCode ?? 0;
    this.statuses.push(status);
    this.#look();
    response.on('error', () => {});
    response.on('close', () => this.#again());
    if (status !== 200) {
      response.resume();
      if (![502, 503, 504].includes(status)) this.#finish({ status });
      return;
    }
    const parser = createParser({
      onEvent: ({ id, event = 'message', data }) => this.#tell({ id, event, data }),
      onRetry: (retry) => void (this.retry = retry),
    });
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => parser.feed(chunk));
  }

  #tell(told: Told): void {
    if (this.#isOver) return;
    this.told.push(told);
    if (this.#brokeAt !== undefined) this.gaps.push(performance.now() - this.#brokeAt);
    this.#brokeAt = undefined;
    if (told.id !== undefined) this.lastEventId = told.id;
    const { event, data } = told;
    if (event === 'end' || event === 'error') this.#finish({ event, data });
    this.#look();
  }

  #again(): void {
    if (this.#isOver) return;
    this.#brokeAt ??= performance.now();
    const pause = this.#pause === 'retry' ? this.retry || 1000 : this.#pause;
    this.#timer ??= setTimeout(() => this.#connect(), pause);
  }

  #finish(outcome: Outcome): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#request?.destroy();
    this.#resolve(outcome);
    this.#look();
  }

  async #until(isTrue: () => boolean): Promise<void> {
    const enough = (): boolean => this.#isOver || isTrue();
    if (!enough()) await new Promise<void>((resolve) => this.#waits.push({ enough, resolve }));
  }

  #look(): void {
    for (const wait of this.#waits.splice(0)) {
      if (wait.enough()) wait.resolve();
      else this.#waits.push(wait);
    }
  }
}
