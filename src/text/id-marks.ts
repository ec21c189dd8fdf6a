/**
 * Predicts from the ids where a server resumes.
 *
 * Servers use ids in many ways. Most number every message. Some number only a few and resume after
 * those. Some give all messages the same id, or a group of them, or reuse an id later. Many never
 * read Last-Event-ID. So each id gets a mark, which is the place of its message in the text, and the
 * way ids have been used so far shows how much a mark can be trusted.
 */

/** The place of an id's message, or group of messages, in the received text, in UTF-16 units. */
interface Mark {
  before: number;
  /** The end of the first message, by which a group is recognised when it comes again. */
  firstEnd: number;
  after: number;
  /** The mark continues or repeats a group that began in an earlier connection. */
  readonly goesOn?: boolean;
}

/** Where in the received text a connection's text may begin. */
export interface Places {
  /** The likeliest place first. The text's length means that all of the text is new. */
  readonly starts: readonly number[];
  /** An id determines the places. Otherwise they are a guess. */
  readonly certain: boolean;
  /** The server sends everything again from the start. */
  readonly startsOver: boolean;
  /** The first text may also repeat this message, if it is the same text. */
  readonly again?: Mark | undefined;
}

/** How many ids are remembered: enough for any part that a server repeats. */
const MAX_MARKS = 512;

export class IdMarks {
  #lastEventId = '';
  readonly #marks = new Map<string, Mark>();
  /** Marks counted from the beginning of this connection, while its place is not known yet. */
  #floating: Map<string, Mark> | undefined;
  /** The mark of the message that is being read, if the message has an id. */
  #open: { readonly id: string; readonly mark: Mark } | undefined;
  #isFirstOfGroup = false;
  #firstId: string | undefined;
  /** Text came before the first id, so a server that starts over sends text without an id first. */
  #headHasNoId = false;
  /** Every message so far had its own id. */
  #everyMessageHasId = true;
  /** Messages in a row had the same id. If there is no other id, all messages have it. */
  #idsRepeat = false;
  /** An id came again later, so ids do not mark places in the text. */
  #idsReturn = false;

  /** The latest id, as EventSource would send it in Last-Event-ID. */
  get lastEventId(): string {
    return this.#lastEventId;
  }

  get headHasNoId(): boolean {
    return this.#headHasNoId;
  }

  /** The id has never come, and no id has been forgotten, so its text is new. */
  isUnknown(id: string): boolean {
    return !this.#marks.has(id) && this.#marks.size < MAX_MARKS;
  }

  /** A message begins that has no id, and no message before it had one. */
  skip(): void {
    this.#everyMessageHasId = false;
  }

  /** Where a server's text should begin, with or without a resume id in the request. */
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

  /** The same, but once the id of the connection's first message is known. */
  locate(
    id: string,
    isNewId: boolean,
    ownId: boolean | undefined,
    resumeId: string,
    length: number,
  ): Places {
    const mark = this.#idsReturn ? undefined : this.#marks.get(id);
    if (isNewId || id !== resumeId) {
      // The server repeats a part, or ignored Last-Event-ID and starts over.
      const startsOver = id === this.#firstId;
      if (mark && (isNewId || ownId)) return { starts: [mark.before], certain: true, startsOver };
      return this.expected(resumeId, length, false, true);
    }
    // The same message again, the next one of its group, or one on which EventSource repeats the id.
    const places = this.expected(resumeId, length, this.#headHasNoId);
    const allNew = places.starts.every((start) => start >= length);
    const isNext = !ownId && !this.#everyMessageHasId && this.#marks.size > 1 && allNew;
    if (!mark || ownId === false || isNext) return places;
    return { ...places, startsOver: ownId === true && id === this.#firstId, again: mark };
  }

  /** Where the text may begin, now that the message with the resume id has come again. */
  againAt(again: Mark, starts: readonly number[]): readonly number[] {
    return this.#everyMessageHasId ? [again.before] : [again.before, ...starts];
  }

  /** Learns from a new message how the server uses ids. */
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

  /** A message begins, or an id came alone. The message's text will be placed `here`. */
  begin(id: string, here: number, isNewId: boolean, ownId: boolean | undefined): void {
    const isNextOfGroup = ownId === true && id === this.#lastEventId;
    this.#lastEventId = id;
    this.#isFirstOfGroup = isNewId;
    const place = { before: here, firstEnd: here, after: here };
    if (isNewId && id) this.#open = { id, mark: place };
    else if (!isNextOfGroup) this.#open = undefined;
    else this.#open ??= { id, mark: { ...place, goesOn: true } };
    this.extend(here);
  }

  /** The text of the current message now ends `here`. */
  extend(here: number): void {
    if (!this.#open) return;
    const { id, mark } = this.#open;
    if (this.#isFirstOfGroup) mark.firstEnd = here;
    mark.after = here;
    this.#set(id, mark);
  }

  /** `isOpen`: the connection's place is not known yet, so marks count from its beginning until `settle`. */
  float(isOpen: boolean): void {
    this.#floating = isOpen ? new Map() : undefined;
    this.#open = undefined;
  }

  /** The connection turned out to begin at this place of the text. */
  settle(start: number): void {
    const floating = this.#floating ?? [];
    this.#floating = undefined;
    for (const [id, mark] of floating) {
      mark.before += start;
      mark.firstEnd += start;
      mark.after += start;
      this.#set(id, mark);
    }
  }

  /** The text has been cut to this length. */
  truncate(length: number): void {
    for (const [id, { after }] of this.#marks) if (after > length) this.#marks.delete(id);
  }

  /** Another text has replaced everything, so no id has a place in it. */
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
    if (this.#marks.get(id) === mark) return;
    if (this.#firstId === undefined) {
      this.#firstId = id;
      this.#headHasNoId = mark.before > 0;
    }
    const begun = mark.goesOn ? this.#marks.get(id) : undefined;
    // The latest id moves to the end, so that the oldest is forgotten first.
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
