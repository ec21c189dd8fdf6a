/**
 * What the ids of a stream mean: where a server goes on that was asked to go on after one of them.
 *
 * Servers use ids in many ways. Most number every message; some number a few, and resume behind
 * those; some put one id on all messages, or on a group of them, or use an id again later; and many
 * never read Last-Event-ID. So each id gets a mark, where its message stands in the text, and what
 * was seen of ids so far says how far a mark can be trusted.
 */

/** Where the text of an id stands in the text received, in UTF-16 units: of one message, or of a group. */
interface Mark {
  readonly before: number;
  /** The end of the first message, by which the group is known when it comes again. */
  readonly firstEnd: number;
  readonly after: number;
  /** It is the rest of a group that began in an earlier connection, or what is told of it again. */
  readonly goesOn?: boolean;
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
  #open: (Omit<Mark, 'after'> & { readonly id: string }) | undefined;
  #isFirstOfGroup = false;
  #firstId: string | undefined;
  /** Text came before the first id, so a server that starts over begins without an id. */
  #headHasNoId = false;
  /** An id that comes without being repeated by EventSource stood on every message so far. */
  #everyMessageHasId = true;
  /** Messages in a row had the same id; if there is no other id, it stands on all of them. */
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
  expected(
    resumeId: string,
    length: number,
    perhapsFromTop = false,
    hasOtherIds = this.#marks.size > 1,
  ): Places {
    const oneForAll = this.#idsRepeat && !hasOtherIds;
    const canResume = resumeId !== '' && !this.#idsReturn && !oneForAll;
    const from = canResume ? (this.#marks.get(resumeId)?.after ?? length) : 0;
    const starts = perhapsFromTop ? [from, 0] : [from];
    return { starts, certain: false, startsOver: !canResume };
  }

  /** The same once a connection's first message has come, `isNewId` or not. */
  locate(
    id: string,
    isNewId: boolean,
    ownId: boolean | undefined,
    resumeId: string,
    length: number,
  ): Places {
    const mark = this.#idsReturn ? undefined : this.#marks.get(id);
    if (isNewId || id !== resumeId) {
      // The server overlaps, or ignored Last-Event-ID and starts over.
      const startsOver = id === this.#firstId;
      if (mark && (isNewId || ownId)) return { starts: [mark.before], certain: true, startsOver };
      return this.expected(resumeId, length, false, true);
    }
    // The message once more, or the next one of its group, or EventSource repeats the id on the next one.
    const places = this.expected(resumeId, length, this.#headHasNoId);
    const allNew = places.starts.every((start) => start >= length);
    const isNext = !ownId && !this.#everyMessageHasId && this.#marks.size > 1 && allNew;
    if (!mark || ownId === false || isNext) return places;
    return { ...places, startsOver: ownId === true && id === this.#firstId, again: mark };
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
    if (!isNewId && !ownId && (ownId === false || !isResumeId)) this.#everyMessageHasId = false;
    if (isNewId) {
      const mark = this.#marks.get(id);
      if (mark && mark.before < length) this.#idsReturn = true;
    } else if (ownId && id && !isResumeId) {
      this.#idsRepeat = true;
    }
  }

  /** A message begins, or an id came alone. `here`: where its text will stand. */
  begin(id: string, here: number, isNewId: boolean, ownId: boolean | undefined): void {
    const isNextOfGroup = ownId === true && id === this.#lastEventId;
    this.#lastEventId = id;
    this.#isFirstOfGroup = isNewId;
    if (isNewId && id) this.#open = { id, before: here, firstEnd: here };
    else if (!isNextOfGroup) this.#open = undefined;
    else this.#open ??= { id, before: here, firstEnd: here, goesOn: true };
    this.extend(here);
  }

  /** The text of the message that is being read ends here now. */
  extend(here: number): void {
    if (!this.#open) return;
    if (this.#isFirstOfGroup) this.#open = { ...this.#open, firstEnd: here };
    const { id, ...mark } = this.#open;
    this.#set(id, { ...mark, after: here });
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
    for (const [id, { before, firstEnd, after, ...rest }] of floating) {
      const place = { before: start + before, firstEnd: start + firstEnd, after: start + after };
      const mark = { ...place, ...rest };
      this.#set(id, mark);
      if (this.#open?.id === id) this.#open = { id, ...mark };
    }
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
    const begun = mark.goesOn ? this.#marks.get(id) : undefined;
    // The latest id stands last, so that the oldest is forgotten first.
    this.#marks.delete(id);
    this.#marks.set(id, begun ? { ...begun, after: Math.max(begun.after, mark.after) } : mark);
    if (this.#marks.size <= MAX_MARKS) return;
    for (const old of this.#marks.keys()) {
      if (old === this.#firstId) continue;
      this.#marks.delete(old);
      break;
    }
  }
}
