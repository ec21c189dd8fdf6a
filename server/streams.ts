import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StreamLog, Terms } from './log.js';
import { MemoryLog } from './memory-log.js';
import { lost, Producer, type StreamWriter } from './producer.js';
import { Reader } from './reader.js';
import { Topic } from './topic.js';
import {
  errorData,
  headers,
  nodeSink,
  opening,
  ping,
  readPlace,
  refusal,
  webSink,
  type Refusal,
  type Sink,
} from './wire.js';

/** What a log line goes to. `console` is one. */
export interface Logger {
  warn(message: string, error?: unknown): void;
}

export interface StreamsOptions {
  /** Where streams are kept. Default: a `MemoryLog`, for one process. `close()` closes it. */
  log?: StreamLog;
  /**
   * Milliseconds without a sign of life after which a producer counts as lost, and its stream ends with an error. Longer than
   * Redis takes to fail over. Default: 15000. All processes should agree on it.
   */
  lease?: number;
  /** Milliseconds between two signs of life of a producer. Default: a third of `lease`. */
  heartbeat?: number;
  /** Milliseconds between two comments that keep a silent connection open. Default: 15000. */
  ping?: number;
  /** Bytes of names and data after which a stream is ended with the error `too-long`. Default: 16 MiB. */
  maxBytes?: number;
  /** Milliseconds that a stream without an end is kept after its last sign of life. At least two leases. Default: 600000. */
  liveFor?: number;
  /** Milliseconds that a stream is kept after its end. A finished answer belongs in your database. Default: 600000. */
  keepFor?: number;
  /** What viewers are told of an error of the producer. Default: nothing of it, only that the answer failed. */
  describeError?: (error: unknown) => { code: string; message: string };
  /** Hears of failures that no caller hears of. Default: `console`. */
  logger?: Logger;
}

interface Viewer {
  readonly id: string;
  readonly place: number;
  readonly topic: Topic;
  /** The last entry at the moment, 0 where no more comes. */
  readonly told: number;
  readonly leave: () => void;
}

/** Beyond this it is no name of ours, and no key for Redis. */
const NAME = /^[\w-]{1,100}$/;

/**
 * Streams of Server-Sent Events that outlive a connection, a page and, in Redis, a process. A stream goes on whether somebody
 * watches or not, any number may watch, and who comes back goes on where it was.
 */
export class Streams {
  readonly #log: StreamLog;
  readonly #terms: Terms;
  readonly #options: Required<
    Pick<StreamsOptions, 'heartbeat' | 'ping' | 'maxBytes' | 'describeError' | 'logger'>
  >;
  readonly #topics = new Map<string, Topic>();
  readonly #producers = new Set<Producer>();
  readonly #tick: ReturnType<typeof setInterval>;
  readonly #offReturn: () => void;
  readonly #sinks = new Set<Sink>();
  #graceUntil = 0;
  /** Until then a stream that the log does not know may be one that it lost and that its producer writes again. */
  #lossUntil = 0;
  #isClosed = false;

  /** Throws a RangeError for a time or size that is not above 0, or for times that contradict each other. */
  constructor(options: StreamsOptions = {}) {
    const { lease = 15_000, liveFor = 600_000, keepFor = 600_000 } = options;
    const { heartbeat = lease / 3, ping: pause = 15_000, maxBytes = 16 * 2 ** 20 } = options;
    for (const [name, value] of Object.entries({
      lease,
      liveFor,
      keepFor,
      heartbeat,
      ping: pause,
      maxBytes,
    })) {
      if (!(value > 0)) throw new RangeError(`${name} must be above 0, and is ${value}.`);
    }
    if (heartbeat > lease / 2) throw new RangeError('heartbeat must not be above half a lease.');
    if (liveFor < 2 * lease) throw new RangeError('liveFor must be two leases or more.');
    this.#log = options.log ?? new MemoryLog();
    this.#terms = {
      lease: Math.round(lease),
      liveFor: Math.round(liveFor),
      keepFor: Math.round(keepFor),
    };
    this.#options = {
      heartbeat,
      ping: pause,
      maxBytes,
      describeError: options.describeError ?? describeError,
      logger: options.logger ?? console,
    };
    this.#offReturn = this.#log.onReturn((again) => this.#return(again));
    this.#tick = this.#watchClock();
  }

  /**
   * Starts a stream and resolves to its id, a UUID, as soon as it can be served. `produce` writes it and goes on by itself:
   * the stream ends when it returns (`end`, `done`) or throws (`error`). The id is no credential: anybody may learn it.
   * Rejects when the log cannot be reached; `produce` is not called then.
   */
  async start(produce: (writer: StreamWriter) => unknown): Promise<string> {
    if (this.#isClosed) throw new Error('Streams are closed: no stream can be started.');
    const id = randomUUID();
    const { topic, leave } = await this.#join(id);
    try {
      await this.#log.append(id, [], this.#terms);
    } catch (error) {
      leave();
      throw new Error('The stream was not started: the log cannot be reached.', { cause: error });
    }
    const producer = new Producer({
      ...this.#options,
      log: this.#log,
      name: id,
      terms: this.#terms,
      warn: (message, error) => this.#options.logger.warn(message, error),
      onOver: () => {
        this.#producers.delete(producer);
        leave();
      },
    });
    this.#producers.add(producer);
    topic.watch((standing) => producer.heed(standing));
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
    const lastEventId = request.headers['last-event-id'] as string | undefined;
    const answer = await this.#admit(id, readPlace(lastEventId, request.url));
    if ('status' in answer) {
      response.writeHead(answer.status, answer.headers).end(answer.body ?? undefined);
    } else if (request.method === 'HEAD' || response.closed) {
      answer.leave();
      if (!response.closed) response.writeHead(200, headers).end();
    } else {
      response.writeHead(200, headers);
      let stop = (): void => {};
      const sink = nodeSink(request, response, () => stop());
      stop = this.#show(answer, sink);
    }
    if (!response.closed) await closed;
  }

  /**
   * Answers a web `Request` (Hono, Next.js, Deno, Bun, Workers) with the stream, as `serve()` does. Never rejects. Ask first
   * whether this user may see it.
   */
  async respond(request: Request, id: string): Promise<Response> {
    const answer = await this.#admit(
      id,
      readPlace(request.headers.get('last-event-id'), request.url),
    );
    if ('status' in answer) {
      return new Response(answer.body, { status: answer.status, headers: answer.headers });
    }
    if (request.method === 'HEAD') {
      answer.leave();
      return new Response(null, { headers });
    }
    let stop = (): void => {};
    const { sink, body } = webSink(() => stop());
    stop = this.#show(answer, sink);
    const cut = (): void => sink.destroy();
    if (request.signal.aborted) cut();
    else request.signal.addEventListener('abort', cut, { once: true });
    return new Response(body, { headers });
  }

  /**
   * Ends a stream for all its viewers (`end`, `cancelled`) and aborts its producer's `signal`, in whichever process that is.
   * Resolves to whether this call ended it: not where it had ended, or is unknown. Rejects when the log cannot be reached.
   */
  async cancel(id: string): Promise<boolean> {
    if (!NAME.test(id)) return false;
    return this.#log.end(id, { event: 'end', data: 'cancelled' }, this.#terms);
  }

  /**
   * For the end of the process: breaks all connections, so that viewers go on at another process; aborts the producers, and
   * ends their streams with `producer-lost`; closes the log. Resolves when that is stored, or the log does not take it.
   */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#tick);
    this.#offReturn();
    for (const sink of [...this.#sinks]) sink.destroy();
    await Promise.all([...this.#producers].map((producer) => producer.shutdown()));
    await this.#log.close();
  }

  async #admit(id: string, place: number): Promise<Viewer | Refusal> {
    const away = refusal(503, errorData('unavailable', 'The stream cannot be reached just now.'));
    const unknown = refusal(404, errorData('unknown', 'There is no such stream, or no more.'));
    if (this.#isClosed) return away;
    if (!NAME.test(id)) return unknown;
    const { topic, leave } = await this.#join(id);
    try {
      const standing = await (this.#isGrace()
        ? this.#log.look(id, this.#terms)
        : this.#log.endIfLost(id, lost(), this.#terms));
      if (standing.state === 'unknown') {
        leave();
        return Date.now() < this.#lossUntil ? away : unknown;
      }
      const hasEnded = standing.state === 'ended';
      if (hasEnded && place >= standing.last) {
        leave();
        const { event, data } = standing.final;
        return event === 'error' ? refusal(410, data) : refusal(204, null);
      }
      if (!this.#isClosed) return { id, place, topic, leave, told: hasEnded ? 0 : standing.last };
      leave();
      return away;
    } catch (error) {
      leave();
      this.#options.logger.warn(`Stream ${id} was asked for, and the log is away.`, error);
      return away;
    }
  }

  /** Returns what is to be done when the connection is closed. */
  #show({ id, place, topic, told, leave }: Viewer, sink: Sink): () => void {
    const heard = (): number => topic.heard;
    const reader = new Reader({ log: this.#log, name: id, sink, place, told, heard });
    const timer = setInterval(() => reader.ping(encoder.encode(ping)), this.#options.ping).unref();
    this.#sinks.add(sink);
    sink.write(encoder.encode(opening()));
    topic.add(reader);
    // Nothing is read for who has all: after a node died hundreds come back at once.
    if (told === 0 || Math.max(told, topic.heard) > place) void reader.catchUp();
    return () => {
      clearInterval(timer);
      reader.close();
      topic.readers.delete(reader);
      this.#sinks.delete(sink);
      leave();
    };
  }

  async #join(id: string): Promise<{ topic: Topic; leave: () => void }> {
    let topic = this.#topics.get(id);
    if (!topic) {
      const created = new Topic({
        log: this.#log,
        name: id,
        terms: this.#terms,
        isGrace: () => this.#isGrace(),
        onUnused: () => void this.#topics.delete(id),
      });
      this.#topics.set(id, (topic = created));
    }
    const leave = topic.use();
    await topic.joined;
    return { topic, leave };
  }

  #isGrace(): boolean {
    return Date.now() < this.#graceUntil;
  }

  #return(again: boolean): void {
    this.#giveGrace();
    if (again) this.#lossUntil = this.#graceUntil;
  }

  /** Signs of life may have been missed, by this process or by the log. */
  #giveGrace(): void {
    this.#graceUntil = Date.now() + this.#terms.lease;
    for (const producer of this.#producers) void producer.renew();
    for (const topic of this.#topics.values()) void topic.check();
  }

  /** A process that was stopped, or too busy, hears of it from a timer that came late. */
  #watchClock(): ReturnType<typeof setInterval> {
    const period = this.#terms.lease / 8;
    let before = Date.now();
    return setInterval(() => {
      const now = Date.now();
      if (now - before > 3 * period) this.#giveGrace();
      before = now;
    }, period).unref();
  }
}

const encoder = new TextEncoder();

function describeError(): { code: string; message: string } {
  return { code: 'failed', message: 'The answer failed.' };
}
