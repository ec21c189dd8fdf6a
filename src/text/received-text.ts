import { IdMarks, type Places } from './id-marks.js';
import { Overlap, type Outcome } from './overlap.js';
import { ShownText, type TextChange } from './shown-text.js';

export type { TextChange };

/** What a server without ids sends after a reconnect: the whole text, only what follows, or `auto` (detected). */
export type ReconnectMode = 'auto' | 'replace' | 'append';

/**
 * The text received in one run, over all its connections.
 *
 * A server resumes by Last-Event-ID, repeats everything from the start, or continues as if nothing
 * had happened, and few announce which. The ids help to find out (`id-marks.ts`). If the ids are not
 * enough, the new text is compared with the old text (`overlap.ts`), and a repeated part is skipped.
 *
 * Offsets are UTF-16 units.
 */
export class ReceivedText {
  readonly #shown = new ShownText();
  readonly #ids = new IdMarks();
  /** The comparison with the old text, until it shows what this connection sends. */
  #overlap: Overlap | undefined;
  /** Text that matched but is new: an id proved it, or the connection broke before the comparison ended. */
  #held = '';
  #mode: ReconnectMode = 'auto';
  #resumeId = '';
  /** The first text of this connection has not come, so ids may still show its place. */
  #awaitsText = false;
  #places: Places | undefined;
  #startsOver = false;

  /** The whole text: what the stream sent, and what was written by hand. */
  get text(): string {
    return this.#shown.text;
  }

  /** The id that a new connection should send as Last-Event-ID; "" when there is none. */
  get lastEventId(): string {
    return this.#ids.lastEventId;
  }

  /** This connection repeats nothing, or has repeated everything by now. */
  get caughtUp(): boolean {
    return this.#overlap === undefined;
  }

  /**
   * This connection sends the text from the start, because its request had no id or the server ignored
   * the id. The first message with its own id decides, so read this after `message()` or `idOnly()`. A
   * format must then forget earlier messages.
   */
  get startsOver(): boolean {
    return this.#startsOver;
  }

  /**
   * A connection is being made after another one was lost.
   *
   * @param resumeId the Last-Event-ID that it sends, or ""
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
   * A message is about to be read. Call this before `push`.
   *
   * @param ownId whether the message itself has the id; undefined for EventSource, which repeats the
   *   latest id on messages that have none
   */
  message(id: string, ownId: boolean | undefined): void {
    // Most streams have no ids.
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

  /** An id came without text. */
  idOnly(id: string): void {
    if (id === this.lastEventId) return;
    if (this.#awaitsText) this.#locate(id, true, true);
    else this.#check(id);
    this.#ids.begin(id, this.#here, true, true);
  }

  /** Adds the text of a message. Returns the change, or undefined if the text was there already. */
  push(text: string): TextChange | undefined {
    if (!text) return undefined;
    if (this.#awaitsText) this.#compareFirst(text);
    if (!this.#overlap) return this.#append([text]);
    const outcome = this.#overlap.compare(text);
    if (outcome) return this.#settle(outcome);
    this.#ids.extend(this.#here);
    return undefined;
  }

  /** Adds messages without ids that came together: the same as `message` and `push` for each, but faster. */
  pushAll(texts: readonly string[]): TextChange | undefined {
    let change: TextChange | undefined;
    for (let index = 0; index < texts.length; index++) {
      this.message('', false);
      const isRest = this.caughtUp && !this.#awaitsText;
      const next = isRest ? this.#append(texts.slice(index)) : this.push(texts[index] ?? '');
      // After the first change, later ones only append.
      if (next) change = change ? { ...change, append: change.append + next.append } : next;
      if (isRest) break;
    }
    return change;
  }

  /**
   * Nothing more follows. Text that only began like the old text is new, so that nothing is lost. But
   * under `replace`, a text that is shorter than before is the whole text.
   */
  end(): TextChange | undefined {
    const overlap = this.#overlap;
    if (!overlap) return this.#append([]);
    if (this.#mode === 'replace') return this.#settle(overlap.isWhole());
    return this.#settle(overlap.isProven ? overlap.goesOn() : overlap.isNew());
  }

  /** Adds text written by hand, which a server never repeats. */
  write(text: string): TextChange {
    return this.#shown.write(text);
  }

  /** Replaces the whole text, including the stream's text. Returns undefined if nothing changes. */
  replace(text: string): TextChange | undefined {
    this.#ids.forgetPlaces();
    this.#overlap = undefined;
    this.#held = '';
    this.#awaitsText = false;
    return this.#shown.replace(text);
  }

  /** Clears the text. The stream's text is remembered, so a repetition does not bring it back. */
  clear(): void {
    this.#shown.clear();
  }

  /** Where the stream's text ends. */
  get #end(): number {
    return this.#shown.sent.length;
  }

  /** Where the next text goes, counted from the connection's beginning if its place is not known yet. */
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

  /** Finds out from the ids where the connection's first text goes. */
  #locate(id: string, isNewId: boolean, ownId: boolean | undefined): void {
    this.#places = undefined;
    if (id !== this.#resumeId && !isNewId && !ownId) return;
    const places = this.#ids.locate(id, isNewId, ownId, this.#resumeId, this.#end);
    this.#compareAt(places);
    // A feed may have one id on all messages, so only an id among others shows a place.
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

  /** If an unknown id comes during a comparison, its text is new. */
  #check(id: string): void {
    const overlap = this.#overlap;
    if (!overlap || !this.#ids.isUnknown(id)) return;
    if (overlap.mayBeNew) this.#held = this.#close(overlap.isNew()).append;
    else if (overlap.certain && this.#mode !== 'replace') this.#close(overlap.goesOn());
  }

  /** The place where this connection began is known. */
  #close(outcome: Outcome): Outcome {
    this.#overlap = undefined;
    this.#ids.settle(outcome.start);
    return outcome;
  }

  #settle(outcome: Outcome): TextChange | undefined {
    const { start, keep, append } = this.#close(outcome);
    if (start < this.#end) this.#held = '';
    if (keep === this.#end && !append) {
      // The message ended exactly at the end of the old text.
      this.#ids.extend(this.#here);
      return this.#append([]);
    }
    if (keep === this.#end) return this.#append([append]);
    const change = this.#shown.replaceFrom(keep, append);
    this.#ids.truncate(keep);
    this.#ids.extend(this.#end);
    return change;
  }

  /** Adds the texts of messages, after the text that was held back. */
  #append(texts: readonly string[]): TextChange | undefined {
    const all = this.#held ? [this.#held, ...texts] : texts;
    if (!all.some(Boolean)) return undefined;
    this.#held = '';
    const change = this.#shown.append(all);
    this.#ids.extend(this.#end);
    return change;
  }
}
