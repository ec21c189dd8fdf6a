import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { settle, type Settings, type StreamsOptions } from './options.js';
import { Producer, type StreamWriter } from './producer.js';
import { Reader } from './reader.js';
import { Topic } from './topic.js';
import {
  errorData,
  nodeSink,
  opening,
  readPlace,
  refusal,
  streamHeaders,
  webSink,
  type Answer,
  type Sink,
} from './wire.js';

interface Viewer {
  readonly topic: Topic;
  readonly place: number;
  /** The last entry at the moment, 0 where no more comes. */
  readonly told: number;
}

/** Beyond this it is no name of ours, and no key for Redis. */
const NAME = /^[\w-]{1,100}$/;

/**
 * Streams of Server-Sent Events that outlive a connection, a page and, in Redis, a process. A stream goes on whether somebody
 * watches or not, any number may watch, and who comes back goes on where it was.
 */
export class Streams {
  readonly #settings: Settings;
  readonly #topics = new Map<string, Topic>();
  readonly #producers = new Set<Producer>();
  readonly #readers = new Set<Reader>();
  readonly #ticks: readonly ReturnType<typeof setInterval>[];
  #graceUntil = 0;
  /** Until then a stream that the log does not know may be one that it lost and that its producer writes again. */
  #lossUntil = 0;
  #isClosed = false;

  /** Throws a RangeError for a time or size that is not above 0, or for times that contradict each other. */
  constructor(options: StreamsOptions = {}) {
    this.#settings = settle(options);
    this.#settings.log.onReturn((again) => {
      this.#giveGrace();
      if (again) this.#lossUntil = this.#graceUntil;
    });
    const ping = (): void => {
      for (const reader of this.#readers) reader.ping();
    };
    this.#ticks = [this.#watchClock(), setInterval(ping, this.#settings.ping).unref()];
  }

  /**
   * Starts a stream and resolves to its id, a UUID, as soon as it can be served. `produce` writes it and goes on by itself:
   * the stream ends when it returns (`end`, `done`) or throws (`error`). The id is no credential: anybody may learn it.
   * Rejects when the log cannot be reached; `produce` is not called then.
   */
  async start(produce: (writer: StreamWriter) => unknown): Promise<string> {
    if (this.#isClosed) throw new Error('Streams are closed: no stream can be started.');
    const id = randomUUID();
    const topic = await this.#join(id);
    try {
      await this.#settings.log.append(id, [], this.#settings);
    } catch (error) {
      topic.leave();
      throw new Error('The stream was not started: the log cannot be reached.', { cause: error });
    }
    const producer = new Producer(id, this.#settings);
    this.#producers.add(producer);
    void producer.over.then(() => {
      this.#producers.delete(producer);
      topic.leave();
    });
    topic.onEnd = (standing) => producer.heed(standing);
    void producer.run(produce);
    return id;
  }

  /**
   * Answers a request of Node's http, Express or Fastify (`reply.hijack()`, then the raw pair) with the stream, from the entry
   * after `Last-Event-ID` or `?lastEventId=` on. Resolves when the connection is closed, and never rejects. Ask first whether
   * this user may see it.
   */
  async serve(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    const closed = new Promise<void>((resolve) => response.once('close', resolve));
    const { method, headers, url } = request;
    const answer = await this.#admit(id, method, headers['last-event-id'] as string, url);
    if (!response.closed) {
      response.writeHead(answer.status, answer.headers);
      if (answer.viewer) this.#show(answer.viewer, nodeSink(request, response));
      else response.end(answer.body ?? undefined);
      await closed;
    } else answer.viewer?.topic.leave();
  }

  /**
   * Answers a web `Request` (Hono, Next.js, Deno, Bun, Workers) with the stream, as `serve()` does. Never rejects. Ask first
   * whether this user may see it.
   */
  async respond(request: Request, id: string): Promise<Response> {
    const { method, headers, url, signal } = request;
    const answer = await this.#admit(id, method, headers.get('last-event-id'), url);
    if (!answer.viewer) return new Response(answer.body, answer);
    const { sink, body } = webSink();
    this.#show(answer.viewer, sink);
    const cut = (): void => sink.destroy();
    if (signal.aborted) cut();
    else signal.addEventListener('abort', cut, { once: true });
    return new Response(body, answer);
  }

  /**
   * Ends a stream for all its viewers (`end`, `cancelled`) and aborts its producer's `signal`, in whichever process that is.
   * Resolves to whether this call ended it: not where it had ended, or is unknown. Rejects when the log cannot be reached.
   */
  async cancel(id: string): Promise<boolean> {
    if (!NAME.test(id)) return false;
    return this.#settings.log.end(id, { event: 'end', data: 'cancelled' }, this.#settings);
  }

  /**
   * For the end of the process: breaks all connections, so that viewers go on at another process; aborts the producers, and
   * ends their streams with `producer-lost`; closes the log. Resolves when that is stored, or the log does not take it.
   */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const tick of this.#ticks) clearInterval(tick);
    for (const reader of [...this.#readers]) reader.cut();
    await Promise.all([...this.#producers].map((producer) => producer.shutdown()));
    await this.#settings.log.close();
  }

  async #admit(
    id: string,
    method: string | undefined,
    lastEventId: string | null | undefined,
    url: string | undefined,
  ): Promise<Answer & { viewer?: Viewer }> {
    const away = refusal(503, errorData('unavailable', 'The stream cannot be reached just now.'));
    const unknown = refusal(404, errorData('unknown', 'There is no such stream, or no more.'));
    if (this.#isClosed) return away;
    if (!NAME.test(id)) return unknown;
    const place = readPlace(lastEventId, url);
    const topic = await this.#join(id);
    let answer: Answer = away;
    try {
      const standing = await topic.look();
      if (standing.state === 'unknown' && place === 0) {
        if (Date.now() >= this.#lossUntil) answer = unknown;
      } else if (standing.state === 'ended' && place >= standing.last) {
        const { event, data } = standing.final;
        answer = event === 'error' ? refusal(410, data) : refusal(204, null);
      } else if (!this.#isClosed) {
        // Who has heard some of a stream that the log does not know waits like those who are there: its producer may live.
        answer = { status: 200, headers: streamHeaders, body: null };
        const told = standing.state === 'live' ? standing.last : 0;
        if (method !== 'HEAD') return { ...answer, viewer: { topic, place, told } };
      }
    } catch (error) {
      this.#settings.logger.warn(`Stream ${id} was asked for, and the log is away.`, error);
    }
    topic.leave();
    return answer;
  }

  #show({ topic, place, told }: Viewer, sink: Sink): void {
    const reader = new Reader(topic, sink, place, told);
    this.#readers.add(reader);
    sink.onGone = () => {
      this.#readers.delete(reader);
      topic.readers.delete(reader);
      topic.leave();
    };
    sink.write(opening());
    topic.add(reader);
    // Nothing is read for who has all: after a node died hundreds come back at once.
    if (told === 0 || Math.max(told, topic.heard) > place) void reader.catchUp();
  }

  /** Resolves once news comes. To be left by `leave()`. */
  #join(id: string): Promise<Topic> {
    let topic = this.#topics.get(id);
    if (!topic) {
      const isGrace = (): boolean => Date.now() < this.#graceUntil;
      topic = new Topic(id, this.#settings, isGrace, () => void this.#topics.delete(id));
      this.#topics.set(id, topic);
    }
    return topic.use();
  }

  /** Signs of life may have been missed, by this process or by the log. */
  #giveGrace(): void {
    this.#graceUntil = Date.now() + this.#settings.lease;
    for (const producer of this.#producers) void producer.renew();
    for (const topic of this.#topics.values()) void topic.check();
  }

  /** A process that was stopped, or too busy, hears of it from a timer that came late. */
  #watchClock(): ReturnType<typeof setInterval> {
    const period = this.#settings.lease / 8;
    let before = Date.now();
    return setInterval(() => {
      const now = Date.now();
      if (now - before > 3 * period) this.#giveGrace();
      before = now;
    }, period).unref();
  }
}
