import type { Options } from '../element/options.js';
import type { Delta } from '../formats/format.js';
import { Interpreter } from '../formats/interpreter.js';
import type { TypingLoop } from '../rendering/typing-loop.js';
import type { StreamError } from '../stream/errors.js';
import type { StreamMessage } from '../stream/message.js';
import type { StreamReader } from '../stream/stream-sink.js';
import type { TextChange } from '../text/received-text.js';
import type { Answer } from './answer.js';
import { Ending } from './ending.js';
import { StreamDeltaEvent, StreamMessageEvent } from './events.js';

/** What a reader tells its run. */
export interface ReaderCallbacks {
  /** Whether somebody may listen to events of this name. */
  hears(type: string): boolean;
  emit(event: Event): void;
  /** The answer said that this is its end. */
  onEnd(): void;
  /** The answer said that it failed. */
  onError(error: StreamError): void;
  /** There is text and was none before, or the other way round. */
  onHasText(): void;
}

/** Reads the messages of a run: what each one means becomes text in the answer and on screen. */
export class Reader implements StreamReader {
  readonly #answer: Answer;
  readonly #loop: TypingLoop;
  readonly #callbacks: ReaderCallbacks;
  readonly #ending = new Ending(() => this.#end());
  #options: Options | undefined;
  /** The run is over: nothing more is read or shown. */
  #closed = false;
  /** Listeners want each message of this batch by itself. */
  #isHeard = false;
  /** Text of this batch, kept back while nobody wants it message by message. */
  #batch: string[] | undefined;
  /** A message of this batch brought something new. */
  #hasNews = false;

  constructor(answer: Answer, loop: TypingLoop, callbacks: ReaderCallbacks) {
    this.#answer = answer;
    this.#loop = loop;
    this.#callbacks = callbacks;
  }

  /** The last message was the word `end`, so any close is the end. */
  get hasEndWord(): boolean {
    return this.#ending.isLikely;
  }

  get lastEventId(): string {
    return this.#answer.received.lastEventId;
  }

  get caughtUp(): boolean {
    const { received, interpreter } = this.#answer;
    return received.caughtUp && (interpreter?.hasContent ?? false);
  }

  get isComplete(): boolean {
    return this.hasEndWord || (this.#answer.interpreter?.complete ?? false);
  }

  get mayClose(): boolean {
    return this.isComplete || (this.#answer.interpreter?.mayClose ?? true);
  }

  problem(): StreamError | undefined {
    return this.#answer.interpreter?.problem();
  }

  silence(saidSo = false): StreamError | undefined {
    return this.#answer.interpreter?.silence(saidSo);
  }

  /** @param isFirst nothing of this answer was received before */
  connect(options: Options, lastEventId: string, isFirst: boolean): void {
    this.#options = options;
    const { reading, request, retry } = options;
    if (isFirst || !lastEventId) this.#answer.interpreter = new Interpreter(reading);
    if (isFirst) return;
    // Asked again, a model gives a second answer, which must never be added to the first.
    const answersAnew = retry.reconnect === 'auto' && request.method !== 'GET';
    this.#answer.received.reconnect(lastEventId, answersAnew ? 'replace' : retry.reconnect);
    if (this.#answer.received.startsOver) this.#forgetMeaning();
  }

  read(messages: readonly StreamMessage[]): boolean {
    this.#hasNews = false;
    const callbacks = this.#callbacks;
    this.#isHeard = callbacks.hears('stream-message') || callbacks.hears('stream-delta');
    for (const message of messages) {
      // A listener, or the author's parse(), may have closed this run.
      if (this.#closed) break;
      this.#readMessage(message);
    }
    this.flush();
    if (!this.#closed && this.#answer.interpreter?.complete) this.#ending.completeSoon();
    return this.#hasNews;
  }

  readId(id: string): void {
    this.flush();
    const { received } = this.#answer;
    const before = received.startsOver;
    received.idOnly(id);
    if (received.startsOver && !before) this.#forgetMeaning();
  }

  /** Adds text that is given by hand. */
  write(text: string): void {
    this.flush();
    this.show(this.#answer.received.write(text));
  }

  /** Takes the whole text, given by hand. */
  replace(text: string): void {
    this.flush();
    this.show(this.#answer.received.replace(text), undefined, text);
  }

  /** Shows a change of the text, and tells who listens. */
  show(change: TextChange | undefined, message?: StreamMessage, text = change?.append ?? ''): void {
    if (!change) return;
    this.#write(change);
    this.#tell(text, message);
  }

  /** Hands over the text of this batch, in one piece. */
  flush(): void {
    const texts = this.#batch;
    if (!texts) return;
    this.#batch = undefined;
    this.show(this.#answer.received.pushAll(texts));
  }

  /** The run is over. Text that was read already is kept, unless all is thrown away. */
  close(keepsText: boolean): void {
    if (keepsText && !this.#closed) this.flush();
    this.#closed = true;
    this.#batch = undefined;
    this.#ending.cancel();
  }

  #write({ keep, append }: TextChange): void {
    const wasEmpty = this.#loop.length === 0;
    this.#hasNews = true;
    this.#loop.truncate(keep);
    this.#loop.push(append);
    if (wasEmpty !== (this.#loop.length === 0)) this.#callbacks.onHasText();
  }

  #readMessage(message: StreamMessage): void {
    const { interpreter } = this.#answer;
    if (!interpreter) return;
    if (this.#isHeard && this.#callbacks.hears('stream-message')) {
      this.flush();
      this.#callbacks.emit(new StreamMessageEvent(message));
      if (this.#closed) return;
    }
    const kind = interpreter.kindOf(message);
    if (this.hasEndWord && kind !== 'live' && kind !== 'other') {
      // Data follows, if only another end: it was a word. A proxy may add its event to a server's end.
      const isEndEvent = this.#options?.reading.endEvents.includes(message.event);
      const word = isEndEvent ? undefined : this.#ending.release();
      if (word) this.#readText(word);
      if (this.#closed) return;
    }
    switch (kind) {
      case 'end':
        this.#end();
        break;
      case 'maybe-end':
        this.#ending.hold(message);
        break;
      case 'live':
        this.flush();
        this.#loop.skip();
        break;
      case 'other':
        interpreter.ignore(message);
        if (message.id) this.readId(message.id);
        break;
      case 'text':
        this.#readText(message);
    }
  }

  #readText(message: StreamMessage): void {
    const { received } = this.#answer;
    const hasId = message.id !== '' || received.lastEventId !== '';
    if (hasId) {
      this.flush();
      const before = received.startsOver;
      received.message(message.id, message.hasOwnId);
      if (received.startsOver && !before) this.#forgetMeaning();
    }
    // The format may be another one now, since the server starts over.
    const delta = this.#answer.interpreter?.read(message);
    if (this.#closed || !delta) return;
    if (delta.finishReason) this.#answer.finishReason = delta.finishReason;
    if (delta.usage) this.#answer.usage = delta.usage;
    this.#take(delta, message, hasId);
    // A listener may have closed this run.
    if (this.#closed) return;
    if (delta.error) this.#callbacks.onError(delta.error);
    else if (delta.done) this.#end();
  }

  #take(delta: Delta, message: StreamMessage, hasId: boolean): void {
    const { text = '', reasoning = '', replace } = delta;
    const { received } = this.#answer;
    this.#answer.reasoning += reasoning;
    if (replace && delta.text !== undefined) {
      this.flush();
      this.show(received.replace(text), message, text);
      return;
    }
    if (!hasId && text && !reasoning && !this.#isHeard) {
      if (this.#batch) this.#batch.push(text);
      else this.#batch = [text];
      return;
    }
    if (!hasId) {
      this.flush();
      received.message('', false);
    }
    const change = received.push(text);
    if (change) this.#write(change);
    // Thinking, or a status of the provider, is news unless it is told again.
    else if (!text && !received.replaying) this.#hasNews = true;
    if (change || reasoning) this.#tell(change?.append ?? '', message, reasoning);
  }

  /** An event costs more than the rest of reading a message, so it is made only for listeners. */
  #tell(text: string, message: StreamMessage | undefined, reasoning = ''): void {
    if (!this.#callbacks.hears('stream-delta')) return;
    this.#callbacks.emit(new StreamDeltaEvent(text, message, reasoning));
  }

  /** The answer said that this is its end, which counts if something was understood. */
  #end(): void {
    this.flush();
    const problem = this.problem() ?? this.silence(true);
    if (problem) this.#callbacks.onError(problem);
    else this.#callbacks.onEnd();
  }

  /** The server starts over, so the thinking and what the format remembers come again. */
  #forgetMeaning(): void {
    if (!this.#options) return;
    this.#answer.interpreter = new Interpreter(this.#options.reading);
    this.#answer.reasoning = '';
  }
}
