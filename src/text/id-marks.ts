/**
 * What the ids of a stream mean: where a server goes on that was asked to go on after one of them.
 *
 * Servers use ids in many ways. Most number every message; some number a few, and resume behind
 * those; some put one id on all messages, or on a group of them, or use an id again later; and many
 * never read Last-Event-ID. So each id gets a mark, where its message stands in the text, and what
 * was seen of ids so far says how far a mark can be trusted.
 */

/** Where the text of a message with an id stands in the text received, in UTF-16 units. */
interface Mark {
  readonly before: number;
  readonly after: number;
}

/** Where the text of a connection may stand already. */
export interface Places {
  /** The likeliest place first; the text's length: all of it is new. */
  readonly starts: readonly number[];
  /** The id says so: it is no guess. */
  readonly certain: boolean;
  /** The server tells everything from the top. */
  readonly startsOver: boolean;
  /** The first text may also be this message once more, if it says the same. */
  readonly again?: Mark | undefined;
}

/** Ids remembered besides the first: enough for any overlap a server repeats. */
const MAX_MARKS = 512;

export class IdMarks {
  #lastEventId = '';
  readonly #marks = new Map<string, Mark>();
  /** Marks of a connection of which it is not known yet where it began; counted from there. */
  #floating: Map<string, Mark> | undefined;
  /** The message that is being read, when it has an id. */
  #open: { readonly id: string; readonly before: number } | undefined;
  #firstId: string | undefined;
  /** Text came before the first id, so a server that starts over begins without an id. */
  #headHasNoId = false;
  /** An id that comes without being repeated by EventSource stood on every message so far. */
  #everyMessageHasId = true;
  /** Messages in a row had the same id: it stands for a group of them, or for all. */
  #idsRepeat = false;
  /** An id came back later, so ids are no places in the text. */
  #idsReturn = false;

  /** The id of the latest message, or the latest one before it: what Last-Event-ID would say. */
  get lastEventId(): string {
    return this.#lastEventId;
  }

  get headHasNoId(): boolean {
    return this.#headHasNoId;
  }

  /** An id that never came: it stands on new text, unless it was forgotten. */
  isUnknown(id: string): boolean {
    return !this.#marks.has(id) && this.#marks.size < MAX_MARKS;
  }

  /** A message begins that has no id of its own and none before it. */
  skip(): void {
    this.#everyMessageHasId = false;
  }

  /** Where a server goes on that is asked to go on after an id, or is not asked. */
  expected(resumeId: string, length: number, perhapsFromTop = false): Places {
    const oneForAll = this.#idsRepeat && this.#marks.size < 2;
    const canResume = resumeId !== '' && !this.#idsReturn && !oneForAll;
    const from = canResume ? (this.#marks.get(resumeId)?.after ?? length) : 0;
    const starts = perhapsFromTop ? [from, 0] : [from];
    return { starts, certain: false, startsOver: !canResume };
  }

  /** The same once a connection's first message has come. */
  locate(id: string, ownId: boolean | undefined, resumeId: string, length: number): Places {
    const mark = this.#idsReturn ? undefined : this.#marks.get(id);
    if (id !== resumeId) {
      // The server overlaps, or ignored Last-Event-ID and starts over.
      if (mark && ownId) return this.#at(id, mark);
      return this.expected(resumeId, length);
    }
    if (ownId && mark && this.#marks.size > 1 && !this.#idsRepeat) {
      return this.#at(id, mark);
    }
    // No id of its own, or EventSource repeats the latest, or one id stands on several messages.
    const places = this.expected(resumeId, length, this.#headHasNoId);
    const allNew = places.starts.every((start) => start >= length);
    const skipsIds = !this.#everyMessageHasId && this.#marks.size > 1 && allNew;
    if (!mark || ownId === false || skipsIds) return places;
    return { ...places, startsOver: ownId === true && id === this.#firstId, again: mark };
  }

  #at(id: string, { before }: Mark): Places {
    return { starts: [before], certain: true, startsOver: id === this.#firstId };
  }

  /** The message with the resume id is told again: where the text may stand now. */
  againAt(again: Mark, starts: readonly number[]): readonly number[] {
    return this.#everyMessageHasId ? [again.before] : [again.before, ...starts];
  }

  /** Learns how the server uses ids, from a message that is new. */
  learn(
    id: string,
    isNewId: boolean,
    ownId: boolean | undefined,
    isResumeId: boolean,
    length: number,
  ): void {
    if (!isNewId && (ownId === false || !isResumeId)) this.#everyMessageHasId = false;
    if (isNewId) {
      const mark = this.#marks.get(id);
      if (mark && mark.before < length) this.#idsReturn = true;
    } else if (ownId && id && !isResumeId) {
      this.#idsRepeat = true;
    }
  }

  /** A message begins, or an id came alone. `here`: where its text will stand. */
  begin(id: string, here: number, isNewId: boolean): void {
    this.#lastEventId = id;
    this.#open = isNewId && id ? { id, before: here } : undefined;
    this.extend(here);
  }

  /** The text of the message that is being read ends here now. */
  extend(here: number): void {
    if (!this.#open) return;
    const { id, before } = this.#open;
    this.#set(id, { before, after: here });
  }

  /** Until `settle`, places are counted from the beginning of the connection, where that is not known. */
  float(isOpen: boolean): void {
    this.#floating = isOpen ? new Map() : undefined;
    this.#open = undefined;
  }

  /** The connection began at this place of the text. */
  settle(start: number): void {
    const floating = this.#floating ?? [];
    this.#floating = undefined;
    for (const [id, { before, after }] of floating) {
      this.#set(id, { before: start + before, after: start + after });
    }
    if (this.#open) this.#open = { id: this.#open.id, before: start + this.#open.before };
  }

  /** The text ends here now. */
  truncate(length: number): void {
    for (const [id, { after }] of this.#marks) if (after > length) this.#marks.delete(id);
  }

  /** The text is another one: no id has a place in it. */
  forgetPlaces(): void {
    this.#marks.clear();
    this.#floating = undefined;
    this.#open = undefined;
    this.#firstId = undefined;
    this.#headHasNoId = false;
  }

  #set(id: string, mark: Mark): void {
    if (this.#floating) {
      this.#floating.set(id, mark);
      return;
    }
    if (this.#firstId === undefined) {
      this.#firstId = id;
      this.#headHasNoId = mark.before > 0;
    }
    // The latest id stands last, so that the oldest is forgotten first.
    this.#marks.delete(id);
    this.#marks.set(id, mark);
    if (this.#marks.size <= MAX_MARKS) return;
    for (const old of this.#marks.keys()) {
      if (old === this.#firstId) continue;
      this.#marks.delete(old);
      break;
    }
  }
}
