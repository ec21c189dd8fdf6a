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
import type { Run } from './run.js';

/** Reads the messages of a run, and adds their text to the answer and to the typing loop. */
export class Reader implements StreamReader {
  /** The options of the stream; undefined if text is only given by hand. */
  options: Options | undefined;
  readonly #run: Run;
  readonly #answer: Answer;
  readonly #loop: TypingLoop;
  readonly #ending = new Ending(() => this.#end());
  /** The run is over, so nothing more is read or shown. */
  #closed = false;
  /** Messages or deltas have a listener, so the texts of this batch are not joined. */
  #isHeard = false;
  /** The texts of this batch that are still to be joined and added. */
  #batch: string[] | undefined;
  /** A message of this batch brought something new. */
  #hasNews = false;

  constructor(run: Run, loop: TypingLoop) {
    this.#run = run;
    this.#answer = run.answer;
    this.#loop = loop;
  }

  /** The last message was the word `end`, so any close now is the end. */
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

  unknownMessagesError(): StreamError | undefined {
    return this.#answer.interpreter?.unknownMessagesError();
  }

  unreadEventsError(isAnnounced = false): StreamError | undefined {
    return this.#answer.interpreter?.unreadEventsError(isAnnounced);
  }

  /** A connection is being made. It resumes after this id; "": it requests the whole text. */
  connect(lastEventId: string): void {
    if (!this.options) return;
    const { reading, request, retry } = this.options;
    const isFirst = !this.#answer.interpreter;
    if (isFirst || !lastEventId) this.#answer.interpreter = new Interpreter(reading);
    if (isFirst) return;
    // A repeated request yields another answer, which must not be appended to the first.
    const answersAnew = retry.reconnect === 'auto' && request.method !== 'GET';
    this.#answer.received.reconnect(lastEventId, answersAnew ? 'replace' : retry.reconnect);
    if (this.#answer.received.startsOver) this.#forgetMeaning();
  }

  read(messages: readonly StreamMessage[]): boolean {
    this.#hasNews = false;
    const { host } = this.#run.progress;
    this.#isHeard = host.hears('stream-message') || host.hears('stream-delta');
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

  /** Adds text given by hand. */
  write(text: string): void {
    this.flush();
    this.show(this.#answer.received.write(text));
  }

  /** Replaces the whole text with one given by hand, or by a message. */
  replace(text: string, message?: StreamMessage): void {
    this.flush();
    const change = this.#answer.received.replace(text);
    if (!change) return;
    this.#write(change);
    this.#tell(text, message);
  }

  /** Shows a change of the text, and dispatches `stream-delta`. */
  show(change: TextChange | undefined): void {
    if (!change) return;
    this.#write(change);
    this.#tell(change.append);
  }

  /** Joins the texts of this batch and adds them. */
  flush(): void {
    const texts = this.#batch;
    if (!texts) return;
    this.#batch = undefined;
    this.show(this.#answer.received.pushAll(texts));
  }

  /** The run is over. `keepsText`: text that was already read is still added. */
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
    if (wasEmpty !== (this.#loop.length === 0)) this.#run.progress.host.onState();
  }

  #readMessage(message: StreamMessage): void {
    const { interpreter } = this.#answer;
    if (!interpreter) return;
    if (this.#isHeard && this.#run.progress.host.hears('stream-message')) {
      this.flush();
      this.#run.progress.emit(new StreamMessageEvent(message));
      if (this.#closed) return;
    }
    const kind = interpreter.kindOf(message);
    if (this.hasEndWord && kind !== 'live' && kind !== 'other') {
      // Data follows, so the held `end` was a word. But a proxy may add an end event to the server's `end`.
      const isEndEvent = this.options?.reading.endEvents.includes(message.event);
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
    // `#forgetMeaning` may have replaced the interpreter.
    const delta = this.#answer.interpreter?.read(message) ?? null;
    if (this.#closed || delta === null) return;
    if (typeof delta === 'string') this.#take(delta, '', message, hasId);
    else this.#readDelta(delta, message, hasId);
  }

  #readDelta(delta: Delta, message: StreamMessage, hasId: boolean): void {
    const { text = '', reasoning = '', finishReason, usage } = delta;
    if (finishReason) this.#answer.finishReason = finishReason;
    if (usage) this.#answer.usage = usage;
    this.#answer.reasoning += reasoning;
    if (delta.replace && delta.text !== undefined) {
      this.replace(text, message);
    } else {
      this.#take(text, reasoning, message, hasId);
    }
    // A listener may have closed this run.
    if (this.#closed) return;
    if (delta.error) this.#run.fail(delta.error);
    else if (delta.done) this.#end();
  }

  #take(text: string, reasoning: string, message: StreamMessage, hasId: boolean): void {
    if (!hasId && text && !reasoning && !this.#isHeard) {
      if (this.#batch) this.#batch.push(text);
      else this.#batch = [text];
      return;
    }
    const { received } = this.#answer;
    if (!hasId) {
      this.flush();
      received.message('', false);
    }
    const change = received.push(text);
    if (change) this.#write(change);
    // Without text, a message is news unless the server is repeating old ones.
    else if (!text && received.caughtUp) this.#hasNews = true;
    if (change || reasoning) this.#tell(change?.append ?? '', message, reasoning);
  }

  /** Dispatches `stream-delta` only to a listener, since an event is the slowest part of a message. */
  #tell(text: string, message?: StreamMessage, reasoning = ''): void {
    if (!this.#run.progress.host.hears('stream-delta')) return;
    this.#run.progress.emit(new StreamDeltaEvent(text, message, reasoning));
  }

  /** The answer announced its end. If nothing was understood, the run fails instead. */
  #end(): void {
    this.flush();
    const problem = this.unknownMessagesError() ?? this.unreadEventsError(true);
    if (problem) this.#run.fail(problem);
    else this.#run.receiveAll('sentinel');
  }

  /** The server starts over and repeats everything, so the format's state and the reasoning are reset. */
  #forgetMeaning(): void {
    if (!this.options) return;
    this.#answer.interpreter = new Interpreter(this.options.reading);
    this.#answer.reasoning = '';
  }
}
