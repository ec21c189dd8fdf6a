/** One event of a stream as viewers receive it. Ids count from 1 without gaps. */
export interface Entry {
  readonly id: number;
  /** The SSE event name; empty for an ordinary message. */
  readonly event: string;
  readonly data: string;
  /** The last entry: nothing is stored after it. */
  readonly final?: boolean;
}

/** What a final entry says, before the log gives it an id. */
export type Ending = Pick<Entry, 'event' | 'data'>;

/** How long a log keeps a stream, in milliseconds. */
export interface Terms {
  /** How long a producer may be silent before it counts as lost. */
  readonly lease: number;
  /** How long a stream without an end is kept after its last change or heartbeat. */
  readonly liveFor: number;
  /** How long a stream is kept after its end. */
  readonly keepFor: number;
}

/** Where a stream stands. `last` is the id of its last entry, 0 where there is none yet. */
export type Standing =
  | { readonly state: 'unknown' }
  /** `left`: milliseconds until the producer counts as lost, unless it renews its lease. Not above 0 where it may be called so. */
  | { readonly state: 'live'; readonly last: number; readonly left: number }
  | { readonly state: 'ended'; readonly last: number; readonly final: Entry };

/** What a log tells its subscribers: new entries in order, the first id being `entries[0].id`. */
export type Listener = (entries: readonly Entry[]) => void;

/**
 * Keeps the entries of streams and tells subscribers of new ones. `MemoryLog` and `RedisLog` are two of them.
 *
 * Every change is atomic and may be repeated: a caller that did not hear the answer asks again. Every method rejects when
 * the log cannot be reached; a rejected change may have happened all the same.
 */
export interface StreamLog {
  /**
   * Stores those of `entries` that the log does not have yet and renews the lease. Where an entry before them is missing,
   * nothing is stored, and `last` says from where to write again. Without entries it makes the stream known, or is a sign of
   * life; `last` below what was stored means that the log has lost entries.
   */
  append(name: string, entries: readonly Entry[], terms: Terms): Promise<Standing>;
  /** Ends the stream with `ending`, if that is given and the lease has run out. */
  look(name: string, terms: Terms, ending?: Ending): Promise<Standing>;
  /** Ends the stream. Resolves to false where it had ended before or is unknown. */
  end(name: string, ending: Ending, terms: Terms): Promise<boolean>;
  /** The entries after `after`, at most `limit` of them. */
  read(name: string, after: number, limit: number): Promise<readonly Entry[]>;
  /** Resolves once news will come to `listener`, to a function that ends the subscription. */
  subscribe(name: string, listener: Listener): Promise<() => void>;
  /**
   * Calls `listener` after the log was away, before its first answer is read, and again when news comes again, since some may
   * have been missed. The first connection counts (`again` is false then): nobody knows how long the log had been away before.
   */
  onReturn(listener: (again: boolean) => void): void;
  /** Frees connections and timers. Streams in a shared log stay there. */
  close(): Promise<void>;
}
