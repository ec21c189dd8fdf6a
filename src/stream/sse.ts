import { createParser, type EventSourceMessage, type EventSourceParser } from 'eventsource-parser';
import { isJson } from './json.js';
import { MAX_MESSAGE_LENGTH, MAX_NAME_LENGTH, keptId, limitError } from './limits.js';
import type { StreamMessage } from './message.js';
import type { Decoder, DecoderOptions } from './transport.js';

/** A line with the event's name, directly followed by the end of the event. */
const NAME_ONLY = /[\r\n]event: ?([^\r\n]*)(?:\r\n|\r(?!\n)|\n)(?=[\r\n])/g;
/** The end of a chunk that may become such a line with the next chunk. */
const NAME_BEGUN = /[\r\n](e[^\r\n]{0,99}(?:\r\n?|\n)?)$/;
const NAME_LENGTH = 103;
/** The end of the text, in which NAME_BEGUN can match, without joining long strings. */
const lastOf = (before: string, text: string): string =>
  text.length < NAME_LENGTH ? before + text : text.slice(-NAME_LENGTH);

/** The beginning of a line that is not a comment. */
const FIELD = /[\r\n][^:\r\n]/;

/**
 * Parses server-sent events (HTML, section 9.2.6), and adds what real servers need: end events
 * without data, a last event without its blank line, and a limit for anything unfinished.
 */
export class SseDecoder implements Decoder {
  hasMessage = false;
  hasHeartbeats = false;
  stray = '';
  readonly #options: DecoderOptions;
  readonly #parser: EventSourceParser;
  /** A copy of `signal.aborted`, which is slow to read for every message. */
  #closed: boolean;
  #id: string;
  /** The messages of this chunk, which are passed on together. */
  #batch: StreamMessage[] | undefined;
  /** The parser has reported an id, whose event may or may not follow. */
  #idAlone = false;
  /** The JSON of an `error:` field, which some servers send and the standard ignores. */
  #failure: string | undefined;
  #dispatched = false;
  #isFirst = true;
  /** The character before the text that is parsed next. */
  #before = '\n';
  /** The end of the last chunk, which may be the name of an event without data. */
  #held = '';
  /** The last characters, which show whether a line ends here. */
  #tail = '\n';
  /** How many characters follow the last blank line that ended an event. */
  #unfinished = 0;
  #hasHalfEvent = false;
  /** The body has ended, so whatever the parser still reports is an event without its blank line. */
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
        // The first comment may be a greeting, which makes proxies pass the headers on.
        if (!this.#isFirst) this.hasHeartbeats = true;
        this.#isFirst = false;
      },
      onError: ({ field, value = '', line = '' }) => {
        if (field === 'error' && isJson(value)) this.#failure = value;
        else if (/^\s*[{<]/.test(line)) this.stray ||= line;
      },
    });
  }

  // The standard drops an event without data, but some servers end their streams with one.
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
      this.#emit([{ event, data: '', id: this.#id, hasOwnId: false }]);
    }
    this.#held = NAME_BEGUN.exec(lastOf('', text))?.[1] ?? '';
    const end = Math.max(start, text.length - this.#held.length);
    this.#held = text.slice(end);
    this.#parse(text.slice(start, end));
    this.#before = text.charAt(end - 1);
  }

  /**
   * The standard drops an event without its blank line, since the event may be cut off. We keep an
   * event whose content shows that it is whole.
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

  /** Passes on the messages that wait, and an id that came after them. */
  #flush(): void {
    const messages = this.#batch;
    this.#batch = undefined;
    if (messages && !this.#closed) this.#emit(messages);
    if (this.#idAlone && !this.#closed) this.#options.sink.onId(this.#id);
    this.#idAlone = false;
  }

  #emit(messages: readonly StreamMessage[]): void {
    this.hasMessage = true;
    this.#options.sink.onMessages(messages);
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
    const failure = this.#failure;
    this.#failure = undefined;
    // If no event follows, the body broke off, and the answer is interrupted.
    if (failure) this.#onEvent({ event: 'error', data: failure });
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
    // A larger number is not a time.
    if (Number.isSafeInteger(milliseconds) && !this.#closed) {
      this.#options.sink.onRetryTime(milliseconds);
    }
  }

  /** Counts the characters of the event that has not ended yet. */
  #measure(chunk: string): void {
    const text = this.#tail + chunk;
    let blank = text.lastIndexOf('\n\n');
    // Most streams have no CR, and a search backwards for what is not there is slow.
    if (text.includes('\r')) {
      blank = Math.max(blank, text.lastIndexOf('\r\r'), text.lastIndexOf('\n\r'));
    }
    // Blank lines alone do not end an event.
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
