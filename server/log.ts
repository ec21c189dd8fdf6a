/** One event of a stream as viewers receive it. Ids count from 1 without gaps. */
export interface Entry {
  readonly id: number;
  /** The SSE event name; empty for an ordinary message. */
  readonly event: string;
  readonly data: string;
  /** Whether this is the last entry: nothing is stored after it. */
  readonly final?: boolean;
}

/** The content of a final entry, before the log assigns an id. */
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

/** The status of a stream. `last` is the id of its last entry, 0 if there is none yet. */
export type StreamStatus =
  | { readonly state: 'unknown' }
  /** `left`: milliseconds until the producer counts as lost, unless it renews its lease; 0 or less: it may be declared lost. */
  | { readonly state: 'live'; readonly last: number; readonly left: number }
  | { readonly state: 'ended'; readonly last: number; readonly final: Entry };

/** Receives new entries in order, starting with id `entries[0].id`. */
export type Listener = (entries: readonly Entry[]) => void;

/**
 * Stores the entries of streams and notifies subscribers of new ones. `MemoryLog` and `RedisLog` implement it.
 *
 * Every change is atomic and may be repeated, for callers that got no reply. Every method rejects when the log cannot be reached;
 * a rejected change may still have been made.
 */
export interface StreamLog {
  /**
   * Stores those of `entries` that the log does not have yet and renews the lease. If an entry before them is missing, nothing is
   * stored, and the caller must continue after `last`. Without entries the call creates the stream, or is a heartbeat; a `last`
   * lower than before means that the log has lost entries.
   */
  append(name: string, entries: readonly Entry[], terms: Terms): Promise<StreamStatus>;
  /** Resolves to the status. Ends the stream with `ending` first, if given and if the lease has expired. */
  look(name: string, terms: Terms, ending?: Ending): Promise<StreamStatus>;
  /** Ends the stream. Resolves to false if it had ended before or is unknown. */
  end(name: string, ending: Ending, terms: Terms): Promise<boolean>;
  /** Resolves to the entries after id `after`, at most `limit` of them. */
  read(name: string, after: number, limit: number): Promise<readonly Entry[]>;
  /** Resolves to an unsubscribe function once `listener` is subscribed. */
  subscribe(name: string, listener: Listener): Promise<() => void>;
  /**
   * Calls `listener` after the log was away, before its first reply is read, and once more when all channels are subscribed
   * again, since entries may have been missed. The first connection counts too (`again` is false then), since the log may have
   * been away before.
   */
  onReturn(listener: (again: boolean) => void): void;
  /** Frees connections and timers. Streams in a shared log are kept. */
  close(): Promise<void>;
}
