/** What a new connection without ids brings: the text from the top, what follows, or found out. */
export type ReconnectMode = 'auto' | 'replace' | 'append';

/** Keep the first `keep` UTF-16 units of the text, then append. */
export interface TextChange {
  readonly keep: number;
  readonly append: string;
}

/** Graphemes that must agree before new text counts as the old text told again. */
const PROOF_GRAPHEMES = 8;
/** Ids remembered besides the first: enough for any overlap a server repeats. */
const MAX_MARKS = 512;

/** Where the text of a message with an id stands. */
interface Mark {
  readonly before: number;
  readonly after: number;
}

/**
 * The text received so far, over all connections of a run, and where each one goes on.
 *
 * A server either resumes by Last-Event-ID, or tells everything again from the top, or goes on
 * as if nothing had happened, and few say which. So the text that a new connection brings is
 * compared with what is there: while it agrees it is skipped.
 *
 * Pure: no clock, no DOM. Offsets are UTF-16 units.
 */
export class ReceivedText {
  #received = '';
  /** Where the text of this connection may stand already, mostly one place; none: it is new. */
  #starts: readonly number[] = [];
  /** Units told again so far, the same at each of these places. */
  #agreed = 0;
  /** It is a replay for sure: from the first difference on it replaces. */
  #certain = false;
  /** It may as well be new text that says the same: from the first difference on it appends. */
  #mayBeNew = false;
  /** What was skipped and turned out to be new; it is appended before the next text. */
  #held = '';
  #mode: ReconnectMode = 'auto';
  #resumeId = '';
  #awaitingText = false;
  /** The message with the resume id, when the first text may be that message again. */
  #again: Mark | undefined;
  #everyMessageHasId = true;
  /** One id on several messages in a row, and one that came back later. */
  #idsRepeat = false;
  #idsReturn = false;
  #firstId: string | undefined;
  /** Text came before the first id. */
  #headHasNoId = false;
  #marks = new Map<string, Mark>();
  /** Ids seen in a replay that is not certain: their text may stand elsewhere. */
  #unproven = new Set<string>();
  #lastId = '';
  /** The message that is being read, when it has an id. */
  #open: { id: string; before: number } | undefined;

  /** All text received. */
  get text(): string {
    return this.#received;
  }

  /** Everything that was received before has been told again, or there was nothing to tell. */
  get caughtUp(): boolean {
    return !this.replaying;
  }

  /** The connection is still telling what is already there. */
  get replaying(): boolean {
    return this.#starts.length > 0;
  }

  clear(): void {
    this.#received = '';
    this.#compareFrom([], false);
    this.#held = '';
    this.#awaitingText = false;
    this.#again = undefined;
    this.#everyMessageHasId = true;
    this.#idsRepeat = false;
    this.#idsReturn = false;
    this.#firstId = undefined;
    this.#headHasNoId = false;
    this.#marks.clear();
    this.#lastId = '';
    this.#open = undefined;
  }

  /** The text is set from outside; what came before is no longer compared. */
  replace(text: string): void {
    this.clear();
    this.#received = text;
  }

  /**
   * A connection is being made after another one was lost.
   *
   * @param resumeId the Last-Event-ID it sends, "" when it sends none
   */
  reconnect(resumeId: string, mode: ReconnectMode): void {
    this.#mode = mode;
    this.#resumeId = resumeId;
    this.#awaitingText = resumeId !== '';
    this.#again = undefined;
    this.#begin();
  }

  /**
   * A message is about to be read. Call before `push` with its text.
   *
   * @param ownId whether the id stood in the message itself; undefined: unknown (EventSource
   *   repeats the latest id on messages that have none)
   */
  message(id: string, ownId: boolean | undefined): void {
    // Most streams have no ids at all.
    if (!id && !this.#lastId && !this.#awaitingText) {
      this.#everyMessageHasId &&= this.replaying;
      return;
    }
    const isNewId = id !== '' && id !== this.#lastId && ownId !== false;
    if (this.#awaitingText) this.#locate(id, isNewId || ownId);
    else if (isNewId) this.#check(id);
    if (!this.replaying) this.#learn(id, isNewId, ownId);
    this.#lastId = id;
    this.#open = undefined;
    if (isNewId) this.#begins(id);
  }

  /** An id came: from here on the stream can be resumed behind the text that follows it. */
  idOnly(id: string): void {
    if (this.#awaitingText) this.#locate(id, true);
    else this.#check(id);
    this.#lastId = id;
    this.#open = undefined;
    if (id) this.#begins(id);
  }

  /** The text of a message. Returns what changes, or undefined when it was already there. */
  push(text: string): TextChange | undefined {
    if (!text) return undefined;
    if (this.#awaitingText) this.#compareFirst(text);
    return this.replaying ? this.#compare(text) : this.#append(text);
  }

  /**
   * Nothing more follows, so what only began as the old text did is new, and nothing is lost;
   * but under `replace` a text that is shorter now is the whole text.
   */
  end(): TextChange | undefined {
    if (this.replaying && this.#certain && this.#mode === 'replace') {
      const keep = this.#here;
      this.#starts = [];
      this.#truncate(keep);
      return { keep, append: '' };
    }
    const [start = 0] = this.#starts;
    const agreed = this.#received.slice(start, start + this.#agreed);
    const isNew = this.replaying && !this.#certain && !this.#isProof(agreed);
    if (isNew) this.#takeAsNew();
    return this.#append('');
  }

  /** Compares from where a server goes on that does as it was asked, or as `mode` says. */
  #begin(perhapsFromTop = false): void {
    const { length } = this.#received;
    const oneForAll = this.#idsRepeat && this.#marks.size < 2;
    const canResume = this.#resumeId !== '' && !this.#idsReturn && !oneForAll;
    const from = canResume ? (this.#marks.get(this.#resumeId)?.after ?? length) : 0;
    if (this.#mode === 'append') this.#compareFrom([], false);
    else this.#compareFrom(perhapsFromTop ? [from, 0] : [from], this.#mode === 'replace');
  }

  #compareFrom(starts: readonly number[], certain: boolean): void {
    this.#starts = starts.filter((start) => start < this.#received.length);
    this.#mayBeNew = this.#starts.length < starts.length;
    this.#certain = certain;
    this.#agreed = 0;
    this.#unproven.clear();
  }

  /** Before the first text of a connection that sent an id: what the ids say about its place. */
  #locate(id: string, ownId: boolean | undefined): void {
    const mark = this.#idsReturn ? undefined : this.#marks.get(id);
    this.#again = undefined;
    if (id !== this.#resumeId) {
      // An id we already have: the server overlaps, or ignored Last-Event-ID and starts again.
      if (mark && ownId) this.#compareFrom([mark.before], true);
      else if (ownId) this.#begin();
    } else if (ownId && mark && this.#marks.size > 1 && !this.#idsRepeat) {
      this.#compareFrom([mark.before], true);
    } else {
      // No id of its own, or EventSource repeats the latest, or one id stands on all messages.
      this.#begin(this.#headHasNoId);
      const skipsIds = !this.#everyMessageHasId && this.#marks.size > 1 && !this.replaying;
      if (ownId !== false && !skipsIds && this.#mode !== 'append') this.#again = mark;
    }
  }

  #compareFirst(text: string): void {
    const again = this.#again;
    this.#awaitingText = false;
    this.#again = undefined;
    if (!again || this.#received.slice(again.before, again.after) !== text) return;
    this.#starts = this.#everyMessageHasId ? [again.before] : [again.before, ...this.#starts];
  }

  /** An id that was never there, amid what is told again, stands on new text. */
  #check(id: string): void {
    if (!this.replaying || this.#marks.has(id) || this.#marks.size >= MAX_MARKS) return;
    if (this.#mayBeNew) this.#takeAsNew();
    else if (this.#certain && this.#mode !== 'replace') this.#compareFrom([this.#here], false);
  }

  /** What ids mean on this server, from a message that is new. */
  #learn(id: string, isNewId: boolean, ownId: boolean | undefined): void {
    const isFirst = this.#awaitingText && id === this.#resumeId;
    if (!isNewId && (ownId === false || !isFirst)) this.#everyMessageHasId = false;
    if (isNewId) {
      const mark = this.#marks.get(id);
      if (mark && mark.before < this.#received.length) this.#idsReturn = true;
    } else if (ownId && id && !isFirst) {
      this.#idsRepeat = true;
    }
  }

  #append(text: string): TextChange | undefined {
    const append = this.#held ? this.#held + text : text;
    if (!append) return undefined;
    const keep = this.#received.length;
    this.#held = '';
    this.#received += append;
    if (this.#open) this.#mark(this.#received.length);
    return { keep, append };
  }

  #compare(text: string): TextChange | undefined {
    const old = this.#received;
    const places = this.#starts.map((start) => {
      const from = start + this.#agreed;
      return { start, from, at: from + commonPrefix(old.slice(from, from + text.length), text) };
    });
    const agreeing = places.filter(({ from, at }) => at - from === text.length);
    if (agreeing.length > 0) {
      this.#starts = agreeing.map(({ start }) => start);
      this.#agreed += text.length;
      this.#mark(this.#here);
      // The latest place is the likeliest: it is where a server resumes that keeps to the standard.
      const done = agreeing.find(({ at }) => at === old.length);
      return done && this.#catchUp(done.start);
    }
    const place =
      places.find(({ at }) => at === old.length) ??
      places.reduce((best, other) => (other.at - other.from > best.at - best.from ? other : best));
    const { start, from, at } = place;
    const replaces = this.#certain || this.#isProof(old.slice(start, at));
    if (at === old.length ? !this.#isChance(start) : replaces && !this.#mayBeNew) {
      this.#starts = [];
      this.#truncate(at);
      return this.#append(text.slice(at - from));
    }
    this.#takeAsNew();
    return this.#append(text);
  }

  /** All there was is told again. */
  #catchUp(start: number): TextChange | undefined {
    const isNew = this.#isChance(start);
    if (isNew) this.#takeAsNew();
    this.#starts = [];
    return isNew ? this.#append('') : undefined;
  }

  /** So little was told again from the top, where the ids promised new text, that it proves nothing. */
  #isChance(start: number): boolean {
    return this.#mayBeNew && this.#headHasNoId && start === 0 && !this.#isProof(this.#received);
  }

  /** It was no replay: what seemed to agree is new text as well, and stands elsewhere. */
  #takeAsNew(): void {
    const [start = 0] = this.#starts;
    const shift = this.#received.length - start;
    this.#held = this.#received.slice(start, start + this.#agreed);
    this.#starts = [];
    if (this.#open) this.#open.before += shift;
    if (this.#firstId !== undefined && this.#unproven.has(this.#firstId)) this.#headHasNoId = true;
    for (const id of this.#unproven) {
      const { before = 0, after = 0 } = this.#marks.get(id) ?? {};
      this.#marks.set(id, { before: before + shift, after: after + shift });
    }
    this.#unproven.clear();
  }

  #isProof(agreed: string): boolean {
    if (agreed.length < PROOF_GRAPHEMES) return false;
    let count = 0;
    for (const _ of new Intl.Segmenter().segment(agreed.slice(0, 512))) {
      if (++count >= PROOF_GRAPHEMES) return true;
    }
    return false;
  }

  #truncate(length: number): void {
    this.#received = this.#received.slice(0, length);
    for (const [id, mark] of this.#marks) if (mark.after > length) this.#marks.delete(id);
  }

  /** Where the next text stands. */
  get #here(): number {
    const [start] = this.#starts;
    if (start !== undefined) return start + this.#agreed;
    return this.#received.length + this.#held.length;
  }

  /** A message with an id begins here. */
  #begins(id: string): void {
    if (this.#firstId === undefined) {
      this.#firstId = id;
      this.#headHasNoId = this.#here > 0;
    }
    // Not while it may stand at one of several places.
    if (this.#starts.length > 1) return;
    this.#open = { id, before: this.#here };
    this.#mark(this.#here);
  }

  /** The text of the message that is being read ends at `after` now. */
  #mark(after: number): void {
    if (!this.#open) return;
    const { id, before } = this.#open;
    if (this.replaying && !this.#certain) this.#unproven.add(id);
    this.#marks.delete(id);
    this.#marks.set(id, { before, after });
    if (this.#marks.size <= MAX_MARKS) return;
    for (const old of this.#marks.keys()) {
      if (old === this.#firstId) continue;
      this.#marks.delete(old);
      break;
    }
  }
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

/** How many UTF-16 units two texts share at the start; never half a surrogate pair. */
export function commonPrefix(a: string, b: string): number {
  const max = Math.min(a.length, b.length);
  let length = 0;
  while (length < max && a[length] === b[length]) length++;
  return length < max && isHighSurrogate(a.charCodeAt(length - 1)) ? length - 1 : length;
}
