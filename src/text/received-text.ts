import { HandFed } from './hand-fed.js';
import { IdMarks, type Places } from './id-marks.js';
import { Overlap, commonPrefix, type Outcome } from './overlap.js';

/** What a new connection without ids brings: the text from the top, what follows, or found out. */
export type ReconnectMode = 'auto' | 'replace' | 'append';

/** Keep the first `keep` UTF-16 units of the text, then append. */
export interface TextChange {
  readonly keep: number;
  readonly append: string;
}

/** Ends of messages remembered: what tells a text again from the top agrees or differs in these. */
const MAX_ENDS = 1024;

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
  /** What the stream sent; `#handFed` is what the author made of it. */
  #received = '';
  readonly #handFed = new HandFed();
  readonly #ids = new IdMarks();
  readonly #ends = new Set<number>();
  /** The comparison with the old text, while it is open what this connection brings. */
  #overlap: Overlap | undefined;
  /** It agreed, and then an id said that it was new; it is appended with the next text. */
  #held = '';
  #mode: ReconnectMode = 'auto';
  #resumeId = '';
  /** The first text of this connection has not come, so ids may still say where it stands. */
  #awaitsText = false;
  #places: Places | undefined;
  #startsOver = false;
  #toldAgain = false;
  #toldNew = false;

  /** The whole text: what the stream sent and what was written by hand. */
  get text(): string {
    return this.#handFed.shown(this.#received);
  }

  /** The id that a new connection should send as Last-Event-ID; "" when there is none. */
  get lastEventId(): string {
    return this.#ids.lastEventId;
  }

  /** The connection is still telling what is already there. */
  get replaying(): boolean {
    return this.#overlap !== undefined;
  }

  /** Everything that was received before has been told again, or there was nothing to tell. */
  get caughtUp(): boolean {
    return !this.replaying;
  }

  /**
   * This connection tells the text from the top: it was not asked to go on after an id, or ignored
   * that. Known at its first message with an id of its own, so ask after `message()` or `idOnly()`;
   * a format then forgets what it knows of the earlier messages.
   */
  get startsOver(): boolean {
    return this.#startsOver;
  }

  /** This connection told what was there, to its end, and nothing new. False as long as there is no text. */
  get toldTheSame(): boolean {
    return this.#toldAgain && !this.#toldNew && !this.replaying;
  }

  /**
   * A connection is being made after another one was lost.
   *
   * @param resumeId the Last-Event-ID it sends, "" when it sends none
   */
  reconnect(resumeId: string, mode: ReconnectMode): void {
    this.#mode = mode;
    this.#resumeId = resumeId;
    this.#awaitsText = this.lastEventId !== '';
    this.#toldAgain = false;
    this.#toldNew = false;
    this.#compareAt(this.#ids.expected(resumeId, this.#received.length));
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
      if (!this.replaying) this.#ids.skip();
      return;
    }
    const isNewId = id !== '' && id !== this.lastEventId && ownId !== false;
    if (this.#awaitsText) this.#locate(id, isNewId || ownId);
    else if (isNewId) this.#check(id);
    if (!this.replaying) {
      const isResumeId = this.#awaitsText && id === this.#resumeId;
      this.#ids.learn(id, isNewId, ownId, isResumeId, this.#received.length);
    }
    this.#ids.begin(id, this.#here, isNewId);
  }

  /** An id came without text: from here on the stream can be resumed behind the text that follows. */
  idOnly(id: string): void {
    if (id === this.lastEventId) return;
    if (this.#awaitsText) this.#locate(id, true);
    else this.#check(id);
    this.#ids.begin(id, this.#here, true);
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

  /** Messages that came together, all without an id: as `message` and `push` for each, but cheap. */
  pushAll(texts: readonly string[]): TextChange | undefined {
    let change: TextChange | undefined;
    for (let index = 0; index < texts.length; index++) {
      this.message('', false);
      const isPlain = !this.#overlap && !this.#awaitsText && this.#ends.size >= MAX_ENDS;
      const next = this.push(isPlain ? texts.slice(index).join('') : (texts[index] ?? ''));
      // Once something changed, the rest only follows it.
      if (next) change = change ? { ...change, append: change.append + next.append } : next;
      if (isPlain) break;
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
    if (overlap.certain && this.#mode === 'replace') return this.#settle(overlap.isWhole());
    return this.#settle(overlap.isProven ? overlap.goesOn() : overlap.isNew());
  }

  /** Text written by hand, at the end of what is there. It is no part of what a server tells again. */
  write(text: string): TextChange {
    const keep = this.#length;
    this.#handFed.write(text, this.#received.length);
    return { keep, append: text };
  }

  /** The whole text is this now, for the stream as well. Returns undefined when it was so before. */
  replace(text: string): TextChange | undefined {
    const before = this.text;
    this.#received = text;
    this.#handFed.clear(0);
    this.#ids.forgetPlaces();
    this.#ends.clear();
    this.#overlap = undefined;
    this.#held = '';
    this.#awaitsText = false;
    if (before === text) {
      this.#toldAgain ||= text !== '';
      return undefined;
    }
    this.#toldNew = true;
    const keep = commonPrefix(before, text);
    return { keep, append: text.slice(keep) };
  }

  /**
   * Empties the text. What the stream sent is still known: told again from the top, it is skipped
   * and does not come back.
   */
  clear(): void {
    this.#handFed.clear(this.#received.length);
  }

  get #length(): number {
    return this.#handFed.shownLength(this.#received.length);
  }

  /** Where the next text stands, or how far the connection is whose place is not known yet. */
  get #here(): number {
    return this.#overlap?.agreed ?? this.#received.length + this.#held.length;
  }

  #compareAt({ starts, certain, startsOver }: Places): void {
    const old = this.#received;
    const isCompared = certain || this.#mode !== 'append';
    this.#startsOver = startsOver && isCompared;
    const isOpen = isCompared && starts.some((start) => start < old.length);
    this.#ids.float(isOpen);
    this.#overlap = isOpen
      ? new Overlap(old, starts, (place) => this.#ends.has(place), {
          certain: certain || this.#mode === 'replace',
          doubtsShortTop: this.#ids.headHasNoId,
        })
      : undefined;
  }

  /** Before the first text of a connection: what the ids say about its place. */
  #locate(id: string, ownId: boolean | undefined): void {
    this.#places = undefined;
    if (id !== this.#resumeId && !ownId) return;
    const places = this.#ids.locate(id, ownId, this.#resumeId, this.#received.length);
    this.#compareAt(places);
    if (this.#mode !== 'append') this.#places = places;
  }

  #compareFirst(text: string): void {
    const { again, starts } = this.#places ?? {};
    this.#awaitsText = false;
    this.#places = undefined;
    if (!again || !starts || this.#received.slice(again.before, again.after) !== text) return;
    const startsOver = this.#startsOver;
    this.#compareAt({ starts: this.#ids.againAt(again, starts), certain: false, startsOver });
  }

  /** An id that was never there, amid what is told again, stands on new text. */
  #check(id: string): void {
    const overlap = this.#overlap;
    if (!overlap || !this.#ids.isUnknown(id)) return;
    if (overlap.mayBeNew) {
      const outcome = overlap.isNew();
      this.#close(outcome);
      this.#held = outcome.append;
    } else if (overlap.certain && this.#mode !== 'replace') {
      this.#close(overlap.goesOn());
    }
  }

  /** It is known where this connection began. */
  #close({ start }: Outcome): void {
    this.#overlap = undefined;
    this.#ids.settle(start);
  }

  #settle(outcome: Outcome): TextChange | undefined {
    const isTold = outcome.start < this.#received.length;
    this.#close(outcome);
    if (outcome.keep < this.#received.length) return this.#replaceEnd(outcome);
    this.#toldAgain = isTold;
    const change = this.#append(outcome.append);
    this.#ids.extend(this.#here);
    return change;
  }

  #append(text: string): TextChange | undefined {
    const append = this.#held ? this.#held + text : text;
    if (!append) return undefined;
    const keep = this.#length;
    this.#held = '';
    this.#received += append;
    this.#added();
    return { keep, append };
  }

  #replaceEnd({ keep: place, append }: Outcome): TextChange {
    const { keep, moved } = this.#handFed.truncate(place);
    this.#received = this.#received.slice(0, place) + append;
    this.#ids.truncate(place);
    for (const end of this.#ends) if (end > place) this.#ends.delete(end);
    this.#added();
    return { keep, append: moved + append };
  }

  #added(): void {
    this.#toldNew = true;
    this.#ids.extend(this.#received.length);
    if (this.#ends.size < MAX_ENDS) this.#ends.add(this.#received.length);
  }
}
