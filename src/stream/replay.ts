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
const MAX_MARKS = 64;

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
export class Replay {
  #received = '';
  /** Where the next text is compared; undefined: it is new and appended. */
  #position: number | undefined;
  /** Where comparing began. */
  #start = 0;
  /** It is a replay for sure: from the first difference on it replaces. */
  #certain = false;
  #awaitingFirst = false;
  #resumeId = '';
  /** Every message so far had an id of its own, and no id came twice. */
  #everyMessageHasId = true;
  #idsAreUnique = true;
  #firstId: string | undefined;
  #marks = new Map<string, Mark>();
  #lastId = '';
  /** The message that is being read, when it has an id. */
  #open: { id: string; before: number } | undefined;

  /** All text received. */
  get text(): string {
    return this.#received;
  }

  /** Everything that was received before has been told again, or there was nothing to tell. */
  get caughtUp(): boolean {
    return this.#position === undefined || this.#position === this.#received.length;
  }

  /** The connection is still telling what is already there. */
  get replaying(): boolean {
    return this.#position !== undefined;
  }

  clear(): void {
    this.#received = '';
    this.#position = undefined;
    this.#awaitingFirst = false;
    this.#everyMessageHasId = true;
    this.#idsAreUnique = true;
    this.#firstId = undefined;
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
    this.#resumeId = resumeId;
    this.#awaitingFirst = resumeId !== '';
    const from = resumeId ? (this.#marks.get(resumeId)?.after ?? this.#received.length) : 0;
    if (mode === 'append' || from >= this.#received.length) this.#position = undefined;
    else this.#compareFrom(from, mode === 'replace');
  }

  /**
   * A message is about to be read. Call before `push` with its text.
   *
   * @param ownId whether the id stood in the message itself; undefined: unknown (EventSource
   *   repeats the latest id on messages that have none)
   */
  message(id: string, ownId: boolean | undefined): void {
    const own = id !== '' && (ownId ?? (id !== this.#resumeId || this.#everyMessageHasId));
    if (this.#awaitingFirst) {
      this.#awaitingFirst = false;
      const mark = own && this.#idsAreUnique ? this.#marks.get(id) : undefined;
      // An id we already have: the server overlaps, or ignored Last-Event-ID and starts again.
      if (mark && mark.before < this.#received.length) this.#compareFrom(mark.before, true);
    }
    const changed = own && id !== this.#lastId;
    if (!this.replaying) {
      if (!changed) this.#everyMessageHasId = false;
      if (own && (changed ? this.#marks.has(id) : ownId)) this.#idsAreUnique = false;
    }
    this.#lastId = id;
    this.#open = undefined;
    if (changed) this.idOnly(id);
  }

  /** An id came: from here on the stream can be resumed behind the text that follows it. */
  idOnly(id: string): void {
    const here = this.#position ?? this.#received.length;
    this.#firstId ??= id;
    this.#open = { id, before: here };
    this.#mark(here);
  }

  /** The text of a message. Returns what changes, or undefined when it was already there. */
  push(text: string): TextChange | undefined {
    return this.replaying ? this.#compare(text) : this.#append(text);
  }

  #append(text: string): TextChange | undefined {
    if (!text) return undefined;
    const keep = this.#received.length;
    this.#received += text;
    this.#mark(this.#received.length);
    return { keep, append: text };
  }

  #compareFrom(position: number, certain: boolean): void {
    this.#position = position;
    this.#start = position;
    this.#certain = certain;
  }

  #compare(text: string): TextChange | undefined {
    const old = this.#received;
    const from = this.#position ?? 0;
    let at = from;
    while (at < old.length && at - from < text.length && old[at] === text[at - from]) at++;
    if (at - from === text.length) {
      this.#position = at === old.length ? undefined : at;
      this.#mark(at);
      return undefined;
    }
    this.#position = undefined;
    if (at === old.length) return this.#append(text.slice(at - from));
    if (this.#certain || this.#isProof(old.slice(this.#start, at))) {
      // Never between the halves of a surrogate pair.
      if (at > from && isHighSurrogate(old.charCodeAt(at - 1))) at--;
      this.#truncate(at);
      return this.#append(text.slice(at - from));
    }
    // It was no replay: what seemed to agree is new text as well, and stands elsewhere.
    for (const [id, mark] of this.#marks) if (mark.before >= this.#start) this.#marks.delete(id);
    return this.#append(old.slice(this.#start, from) + text);
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
    if (this.#open) this.#open.before = Math.min(this.#open.before, length);
    for (const [id, mark] of this.#marks) if (mark.after > length) this.#marks.delete(id);
  }

  /** The text of the message that is being read ends at `after` now. */
  #mark(after: number): void {
    if (!this.#open) return;
    const { id, before } = this.#open;
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
