import { createParser, type EventSourceMessage, type EventSourceParser } from 'eventsource-parser';
import { MAX_MESSAGE_LENGTH, MAX_NAME_LENGTH, keptId, limitError } from './limits.js';
import { isJson } from './lines.js';
import type { StreamMessage } from './message.js';
import type { Decoder, DecoderOptions } from './transport.js';

/** An event's name and, right behind it, the end of the event. */
const NAME_ONLY = /[\r\n]event: ?([^\r\n]*)(?:\r\n|\r(?!\n)|\n)(?=[\r\n])/g;
/** What may become one with the next chunk. */
const NAME_BEGUN = /[\r\n](e[^\r\n]{0,99}(?:\r\n?|\n)?)$/;
const NAME_LENGTH = 103;
/** As much of the end as may hold it, without adding up long strings. */
const lastOf = (before: string, text: string): string =>
  text.length < NAME_LENGTH ? before + text : text.slice(-NAME_LENGTH);

/** A line that is no comment. */
const FIELD = /[\r\n][^:\r\n]/;

/**
 * Server-sent events, parsed as the standard says, and what real servers need besides: end events
 * without data, a last event without its blank line, a cap on all that is unfinished.
 */
export class SseDecoder implements Decoder {
  hasHeartbeats = false;
  stray = '';
  readonly #options: DecoderOptions;
  readonly #parser: EventSourceParser;
  /** `signal.aborted` is slow to ask for every message. */
  #closed: boolean;
  #id: string;
  /** Messages of this chunk, which are handed over at once. */
  #batch: StreamMessage[] | undefined;
  /** The parser reports an id before its event, and also where no event follows. */
  #idAlone = false;
  #dispatched = false;
  #isFirst = true;
  /** The character before the text that is parsed next. */
  #before = '\n';
  /** Text that may be the name of an event without data. */
  #held = '';
  /** The end of what came, which shows where a line begins. */
  #tail = '\n';
  /** Characters since the last block of lines that a blank line ended. */
  #unfinished = 0;
  #hasHalfEvent = false;
  /** The body ended: whatever the parser reports is the event that no blank line ended. */
  #ended = false;
  #last: EventSourceMessage | undefined;

  constructor(options: DecoderOptions) {
    const { signal, lastEventId } = options;
    this.#options = options;
    this.#id = lastEventId;
    this.#closed = signal.aborted;
    signal.addEventListener('abort', () => (this.#closed = true));
    this.#parser = createParser({
      onEvent: (event) => this.#onEvent(event),
      onId: (id) => this.#onId(id),
      onRetry: (milliseconds) => this.#onRetry(milliseconds),
      onComment: () => {
        // Many servers greet with a comment, so that proxies pass the headers on.
        if (!this.#isFirst) this.hasHeartbeats = true;
        this.#isFirst = false;
      },
      onError: ({ type, line = '' }) => {
        if (type === 'unknown-field' && /^\s*[{<]/.test(line)) this.stray ||= line;
      },
    });
  }

  // The standard drops an event without data. Servers end their streams with one all the same.
  feed(chunk: string): void {
    this.#measure(chunk);
    if (!this.#held && !chunk.includes('event:') && !NAME_BEGUN.test(lastOf(this.#before, chunk))) {
      this.#parse(chunk);
      this.#before = chunk.charAt(chunk.length - 1) || this.#before;
      return;
    }
    const text = this.#before + this.#held + chunk;
    const { endEvents } = this.#options.reading;
    let start = 1;
    for (const match of text.includes('event:') ? text.matchAll(NAME_ONLY) : []) {
      const end = match.index + match[0].length;
      this.#parse(text.slice(start, end));
      this.#dispatched = false;
      this.#parse(text.charAt(end));
      start = end + 1;
      if (this.#closed) return;
      const [, event = ''] = match;
      if (this.#dispatched || !endEvents.includes(event)) continue;
      this.#dispatched = true;
      this.#options.sink.onMessages([{ event, data: '', id: this.#id, hasOwnId: false }]);
    }
    this.#held = NAME_BEGUN.exec(lastOf('', text))?.[1] ?? '';
    const end = Math.max(start, text.length - this.#held.length);
    this.#held = text.slice(end);
    this.#parse(text.slice(start, end));
    this.#before = text.charAt(end - 1);
  }

  /**
   * The standard drops an event that no blank line ended, since it may be half of one. What shows by
   * itself that it is whole counts.
   */
  end(): boolean {
    if (!this.#hasHalfEvent || this.#closed) return true;
    const { endEvents, sentinels, takesJson } = this.#options.reading;
    this.#ended = true;
    this.#dispatched = false;
    this.feed('\n\n');
    const last = this.#last;
    if (!last) return this.#dispatched;
    const { event = 'message', data } = last;
    const isWhole =
      sentinels.includes(data.trim()) || endEvents.includes(event) || (takesJson && isJson(data));
    if (!isWhole) return false;
    this.#ended = false;
    if (last.id !== undefined) this.#onId(last.id);
    this.#onEvent(last);
    this.#flush();
    return true;
  }

  #parse(text: string): void {
    if (text) this.#parser.feed(text);
    this.#flush();
  }

  /** Hands over what waits: messages, and an id that followed them. */
  #flush(): void {
    const messages = this.#batch;
    this.#batch = undefined;
    if (messages && !this.#closed) this.#options.sink.onMessages(messages);
    if (this.#idAlone && !this.#closed) this.#options.sink.onId(this.#id);
    this.#idAlone = false;
  }

  #onId(id: string): void {
    if (this.#ended) return;
    this.#isFirst = false;
    if (this.#idAlone) this.#flush();
    this.#id = keptId(id);
    this.#idAlone = true;
  }

  #onEvent(event: EventSourceMessage): void {
    if (this.#ended) {
      this.#last = event;
      return;
    }
    const hasOwnId = event.id !== undefined;
    this.#dispatched = true;
    this.#isFirst = false;
    this.stray = '';
    if (this.#idAlone && !hasOwnId) this.#flush();
    this.#idAlone = false;
    if (event.event !== undefined && event.event.length > MAX_NAME_LENGTH) {
      throw limitError('event name', MAX_NAME_LENGTH);
    }
    const message = { event: event.event ?? 'message', data: event.data, id: this.#id, hasOwnId };
    if (this.#batch) this.#batch.push(message);
    else this.#batch = [message];
  }

  #onRetry(milliseconds: number): void {
    if (this.#ended) return;
    this.#isFirst = false;
    this.#flush();
    // A number this long is no time.
    if (Number.isSafeInteger(milliseconds) && !this.#closed) {
      this.#options.sink.onRetryTime(milliseconds);
    }
  }

  /** Counts what is unfinished: a line, or lines that no blank line ended. */
  #measure(chunk: string): void {
    const text = this.#tail + chunk;
    const blank = Math.max(
      text.lastIndexOf('\n\n'),
      text.lastIndexOf('\r\r'),
      text.lastIndexOf('\n\r'),
    );
    // Blank lines alone end no message.
    if (blank >= 0 && /[^\r\n]/.test(text)) {
      this.#unfinished = text.length - blank;
      this.#hasHalfEvent = FIELD.test(text.slice(blank + 1));
    } else {
      this.#unfinished += chunk.length;
      this.#hasHalfEvent ||= FIELD.test(text);
    }
    this.#tail = text.slice(-4);
    if (this.#unfinished > MAX_MESSAGE_LENGTH) throw limitError();
  }
}
