import { IdMarks, type Places } from './id-marks.js';
import { Overlap, type Outcome } from './overlap.js';
import { ShownText, type TextChange } from './shown-text.js';

export type { TextChange };

/** What a new connection without ids brings: the text from the top, what follows, or found out. */
export type ReconnectMode = 'auto' | 'replace' | 'append';

/**
 * The text received in one run, over all its connections.
 *
 * A server either resumes by Last-Event-ID, or tells everything again from the top, or goes on as if
 * nothing had happened, and few say which. What ids say about it is in `id-marks.ts`; where they do
 * not suffice, the text is compared with what is there (`overlap.ts`), and what agrees is skipped.
 *
 * Pure: no clock, no DOM. Offsets are UTF-16 units. A new run makes a new one.
 */
export class ReceivedText {
  readonly #shown = new ShownText();
  readonly #ids = new IdMarks();
  /** The comparison with the old text, while it is open what this connection brings. */
  #overlap: Overlap | undefined;
  /** It agreed, and is new: an id said so. Or it may be: the connection was cut too early to tell. */
  #held = '';
  #mode: ReconnectMode = 'auto';
  #resumeId = '';
  /** The first text of this connection has not come, so ids may still say where it stands. */
  #awaitsText = false;
  #places: Places | undefined;
  #startsOver = false;

  /** The whole text: what the stream sent and what was written by hand. */
  get text(): string {
    return this.#shown.text;
  }

  /** The id that a new connection should send as Last-Event-ID; "" when there is none. */
  get lastEventId(): string {
    return this.#ids.lastEventId;
  }

  /** Everything that was received before has been told again, or there was nothing to tell. */
  get caughtUp(): boolean {
    return this.#overlap === undefined;
  }

  /**
   * This connection tells the text from the top: it was not asked to go on after an id, or ignored
   * that. Known at its first message with an id of its own, so ask after `message()` or `idOnly()`;
   * a format then forgets what it knows of earlier messages.
   */
  get startsOver(): boolean {
    return this.#startsOver;
  }

  /**
   * A connection is being made after another one was lost.
   *
   * @param resumeId the Last-Event-ID it sends, "" when it sends none
   */
  reconnect(resumeId: string, mode: ReconnectMode): void {
    const { certain = true } = this.#overlap ?? {};
    if (!certain && !this.lastEventId) this.#held += this.#overlap?.isNew().append ?? '';
    this.#mode = mode;
    this.#resumeId = resumeId;
    this.#awaitsText = this.lastEventId !== '';
    this.#places = undefined;
    this.#compareAt(this.#ids.expected(resumeId, this.#end));
  }

  /**
   * A message is about to be read. Call before `push` with its text.
   *
   * @param ownId whether the id stood in the message itself; undefined: unknown (EventSource
   *   repeats the latest id on messages that have none)
   */
  message(id: string, ownId: boolean | undefined): void {
    // Most streams have no ids at all.
    if (!id && !this.lastEventId && !this.#awaitsText) {
      if (this.caughtUp) this.#ids.skip();
      return;
    }
    const isNewId = id !== '' && id !== this.lastEventId && ownId !== false;
    if (this.#awaitsText) this.#locate(id, isNewId, ownId);
    else if (isNewId) this.#check(id);
    if (this.caughtUp) {
      const isResumeId = this.#awaitsText && id === this.#resumeId;
      this.#ids.learn(id, isNewId, ownId, isResumeId, this.#end);
    }
    this.#ids.begin(id, this.#here, isNewId, ownId);
  }

  /** An id came without text: from here on the stream can be resumed behind the text that follows. */
  idOnly(id: string): void {
    if (id === this.lastEventId) return;
    if (this.#awaitsText) this.#locate(id, true, true);
    else this.#check(id);
    this.#ids.begin(id, this.#here, true, true);
  }

  /** The text of a message. Returns what changes, or undefined when it was already there. */
  push(text: string): TextChange | undefined {
    if (!text) return undefined;
    if (this.#awaitsText) this.#compareFirst(text);
    if (!this.#overlap) return this.#append(text);
    const outcome = this.#overlap.compare(text);
    if (outcome) return this.#settle(outcome);
    this.#ids.extend(this.#here);
    return undefined;
  }

  /** Messages that came together, none with an id: as `message` and `push` for each, but cheap. */
  pushAll(texts: readonly string[]): TextChange | undefined {
    let change: TextChange | undefined;
    for (let index = 0; index < texts.length; index++) {
      this.message('', false);
      const isRest = this.caughtUp && !this.#awaitsText && this.#shown.knowsEnds;
      const next = this.push(isRest ? texts.slice(index).join('') : (texts[index] ?? ''));
      // Once something changed, the rest only follows it.
      if (next) change = change ? { ...change, append: change.append + next.append } : next;
      if (isRest) break;
    }
    return change;
  }

  /**
   * Nothing more follows, so what only began as the old text did is new, and nothing is lost;
   * but under `replace` a text that is shorter now is the whole text.
   */
  end(): TextChange | undefined {
    const overlap = this.#overlap;
    if (!overlap) return this.#append('');
    if (this.#mode === 'replace') return this.#settle(overlap.isWhole());
    return this.#settle(overlap.isProven ? overlap.goesOn() : overlap.isNew());
  }

  /** Text written by hand, behind all that is there. It is no part of what a server tells again. */
  write(text: string): TextChange {
    return this.#shown.write(text);
  }

  /** The whole text is this now, for the stream as well. Undefined: it was so before. */
  replace(text: string): TextChange | undefined {
    this.#ids.forgetPlaces();
    this.#overlap = undefined;
    this.#held = '';
    this.#awaitsText = false;
    return this.#shown.replace(text);
  }

  /** Empties the text. What the stream sent is still known: told again, it does not come back. */
  clear(): void {
    this.#shown.clear();
  }

  /** Where the stream's text ends. */
  get #end(): number {
    return this.#shown.sent.length;
  }

  /** Where the next text stands, or how far the connection is whose place is not known yet. */
  get #here(): number {
    return this.#overlap?.agreed ?? this.#end + this.#held.length;
  }

  #compareAt({ starts, certain, startsOver }: Places): void {
    const isCompared = certain || this.#mode !== 'append';
    const isOpen = isCompared && starts.some((start) => start < this.#end);
    this.#startsOver = startsOver && isCompared;
    this.#ids.float(isOpen);
    this.#overlap = isOpen
      ? new Overlap(this.#shown.sent, starts, (place) => this.#shown.isMessageEnd(place), {
          certain: certain || this.#mode === 'replace',
          doubtsShortTop: this.#ids.headHasNoId,
        })
      : undefined;
  }

  /** Before the first text of a connection: what the ids say about its place. */
  #locate(id: string, isNewId: boolean, ownId: boolean | undefined): void {
    this.#places = undefined;
    if (id !== this.#resumeId && !isNewId && !ownId) return;
    const places = this.#ids.locate(id, isNewId, ownId, this.#resumeId, this.#end);
    this.#compareAt(places);
    // A feed may have one id on everything; where there are others, an id is believed.
    if (this.#mode !== 'append' || (ownId && !places.startsOver)) this.#places = places;
  }

  #compareFirst(text: string): void {
    const { again, starts } = this.#places ?? {};
    this.#awaitsText = false;
    this.#places = undefined;
    if (!again || !starts || this.#shown.sent.slice(again.before, again.firstEnd) !== text) return;
    const places = { starts: this.#ids.againAt(again, starts), startsOver: this.#startsOver };
    this.#compareAt({ ...places, certain: this.#mode === 'append' });
  }

  /** An id that was never there, amid what is told again, stands on new text. */
  #check(id: string): void {
    const overlap = this.#overlap;
    if (!overlap || !this.#ids.isUnknown(id)) return;
    if (overlap.mayBeNew) this.#held = this.#close(overlap.isNew()).append;
    else if (overlap.certain && this.#mode !== 'replace') this.#close(overlap.goesOn());
  }

  /** It is known now where this connection began. */
  #close(outcome: Outcome): Outcome {
    this.#overlap = undefined;
    this.#ids.settle(outcome.start);
    return outcome;
  }

  #settle(outcome: Outcome): TextChange | undefined {
    const { start, keep, append } = this.#close(outcome);
    if (start < this.#end) this.#held = '';
    if (keep === this.#end && !append) {
      // The message ended where the old text did.
      this.#ids.extend(this.#here);
      return this.#append('');
    }
    if (keep === this.#end) return this.#append(append);
    const change = this.#shown.replaceFrom(keep, append);
    this.#ids.truncate(keep);
    this.#ids.extend(this.#end);
    return change;
  }

  #append(text: string): TextChange | undefined {
    const append = this.#held ? this.#held + text : text;
    if (!append) return undefined;
    this.#held = '';
    const change = this.#shown.append(append);
    this.#ids.extend(this.#end);
    return change;
  }
}
