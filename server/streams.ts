import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { resolveOptions, type Settings, type StreamsOptions } from './options.js';
import { nodeOutput, webOutput } from './output.js';
import { Producer, type StreamWriter } from './producer.js';
import type { Reader } from './reader.js';
import { Topic } from './topic.js';
import { AWAY, readPlace, refusal, streamHeaders, UNKNOWN, type Answer } from './wire.js';

/** A viewer of a stream, with the arguments of `Topic.show()`. */
interface Viewer {
  readonly topic: Topic;
  readonly place: number;
  readonly told: number;
}

/** Other ids cannot be known, and must not become keys of Redis. */
const NAME = /^[\w-]{1,100}$/;

/**
 * Streams of Server-Sent Events that outlive a connection, a page and, in Redis, a process. A stream continues with or without
 * viewers, has any number of them, and a viewer who reconnects continues where it was.
 */
export class Streams {
  readonly #settings: Settings;
  readonly #topics = new Map<string, Topic>();
  readonly #ticks: readonly ReturnType<typeof setInterval>[];
  /** Until then no producer is declared lost: heartbeats may have been missed, by this process or by the log. */
  #graceUntil = 0;
  readonly #isGrace = (): boolean => Date.now() < this.#graceUntil;
  /** Until then the log may have lost a stream that it does not know, and the producer may write the stream again. */
  #lossUntil = 0;
  #closed: Promise<void> | undefined;

  /** Throws a RangeError for a number out of range, or for times that contradict each other. */
  constructor(options: StreamsOptions = {}) {
    const { log, lease, ping } = (this.#settings = resolveOptions(options));
    log.onReturn((again) => {
      this.#giveGrace();
      if (again) this.#lossUntil = this.#graceUntil;
    });
    const period = lease / 8;
    let before = Date.now();
    const tick = (): void => {
      // A late timer shows that the process was suspended or too busy.
      if (Date.now() - before > 3 * period) this.#giveGrace();
      before = Date.now();
      for (const topic of this.#topics.values()) topic.tick();
    };
    this.#ticks = [
      setInterval(tick, period).unref(),
      setInterval(() => this.#forEachReader((reader) => reader.ping()), ping).unref(),
    ];
  }

  /**
   * Starts a stream and resolves to its id, a UUID, as soon as the stream can be served. `produce` writes the stream in the
   * background: the stream ends when `produce` returns (`end`, `done`) or throws (`error`). The id is no credential: anyone may
   * learn it. Rejects when the log cannot be reached; `produce` is not called then.
   */
  async start(produce: (writer: StreamWriter) => unknown): Promise<string> {
    const id = randomUUID();
    const topic = this.#use(id);
    try {
      await Promise.all([topic.joined, this.#settings.log.append(id, [], this.#settings)]);
      if (this.#closed) throw new Error('Streams are closed.');
    } catch (error) {
      topic.leave();
      throw error;
    }
    const producer = (topic.producer = new Producer(id, this.#settings));
    void producer.over.then(() => topic.leave());
    void producer.run(produce);
    return id;
  }

  /**
   * Answers a request of Node's http or http2, Express or Fastify (`reply.hijack()`, then the raw pair) with the stream, from the
   * entry after `Last-Event-ID` or `?lastEventId=` on. Resolves when the connection is closed, and never rejects. Check first
   * whether the user may see the stream.
   */
  async serve(
    request: IncomingMessage | Http2ServerRequest,
    given: ServerResponse | Http2ServerResponse,
    id: string,
  ): Promise<void> {
    // The members used here are the same in http and http2.
    const response = given as ServerResponse;
    let isGone = false;
    const gone = new Promise((resolve) => response.once('close', () => resolve((isGone = true))));
    const { method, headers, url } = request;
    const answer = await this.#admit(id, method, headers['last-event-id'] as string, url);
    const { status, body, viewer } = answer;
    // The viewer has left, or a timeout of the app has responded meanwhile.
    if (isGone || response.headersSent) return viewer?.topic.leave();
    response.writeHead(status, answer.headers);
    if (viewer) viewer.topic.show(nodeOutput(response), viewer.place, viewer.told);
    else response.end(body);
    await gone;
  }

  /**
   * Answers a web `Request` (Hono, Next.js, Deno, Bun, Workers) with the stream, as `serve()` does. Never rejects. Check first
   * whether the user may see the stream.
   */
  async respond(request: Request, id: string): Promise<Response> {
    const { method, headers, url, signal } = request;
    const answer = await this.#admit(id, method, headers.get('last-event-id'), url);
    if (!answer.viewer) return new Response(answer.body, answer);
    const { topic, place, told } = answer.viewer;
    const { output, body } = webOutput();
    const reader = topic.show(output, place, told);
    const cut = (): void => reader.close('destroy');
    signal.addEventListener('abort', cut);
    if (signal.aborted) cut();
    return new Response(body, answer);
  }

  /**
   * Ends a stream for all its viewers (`end`, `cancelled`) and aborts its producer's `signal`, in any process. Resolves to
   * whether this call ended the stream: false if it had ended before or is unknown. Rejects when the log cannot be reached.
   */
  async cancel(id: string): Promise<boolean> {
    if (!NAME.test(id)) return false;
    return this.#settings.log.end(id, { event: 'end', data: 'cancelled' }, this.#settings);
  }

  /**
   * Call before the process ends: breaks all connections, so that viewers reconnect to another process; aborts the producers, and
   * ends their streams with `producer-lost`; closes the log. Resolves once the ends are stored, or storing has failed.
   */
  close(): Promise<void> {
    return (this.#closed ??= this.#close());
  }

  async #close(): Promise<void> {
    for (const tick of this.#ticks) clearInterval(tick);
    this.#forEachReader((reader) => reader.close('destroy'));
    await Promise.all(
      Array.from(this.#topics.values(), async ({ producer }) => producer?.shutdown()),
    );
    await this.#settings.log.close();
  }

  async #admit(
    id: string,
    method: string | undefined,
    lastEventId: string | null | undefined,
    url: string | undefined,
  ): Promise<Answer & { viewer?: Viewer }> {
    if (this.#closed) return AWAY;
    if (!NAME.test(id)) return UNKNOWN;
    const place = readPlace(lastEventId, url);
    const topic = this.#use(id);
    let answer = AWAY;
    try {
      const status = await topic.look();
      if (status.state === 'unknown' && place === 0) {
        if (Date.now() >= this.#lossUntil) answer = UNKNOWN;
      } else if (status.state === 'ended' && place >= status.last) {
        const { event, data } = status.final;
        answer = event === 'error' ? refusal(410, data) : refusal(204, null);
      } else if (!this.#closed) {
        // A viewer who has part of a stream that the log does not know waits like current viewers: the producer may be alive.
        answer = { status: 200, headers: streamHeaders, body: null };
        const told = status.state === 'live' ? status.last : 0;
        if (method !== 'HEAD' && method !== 'OPTIONS')
          return { ...answer, viewer: { topic, place, told } };
      }
    } catch (error) {
      this.#settings.logger.warn(`Stream ${id} was not shown.`, error);
    }
    topic.leave();
    return answer;
  }

  /** Returns the topic of a stream, which the caller must `leave()`. */
  #use(id: string): Topic {
    const topic =
      this.#topics.get(id) ?? new Topic(id, this.#settings, this.#topics, this.#isGrace);
    topic.users++;
    return topic;
  }

  #forEachReader(act: (reader: Reader) => void): void {
    this.#topics.forEach(({ readers }) => readers.forEach(act));
  }

  #giveGrace(): void {
    this.#graceUntil = Date.now() + this.#settings.lease;
    for (const topic of this.#topics.values()) {
      void topic.producer?.store();
      void topic.check(true);
    }
  }
}
