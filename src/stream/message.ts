/** One dispatched event of a stream, in the words of the EventSource standard. */
export interface StreamMessage {
  /** The event's name; `message` when the server gave none. */
  readonly event: string;
  /** The data, several `data:` lines joined with "\n". */
  readonly data: string;
  /** The last event ID at this message: its own id, or the latest one before it. */
  readonly id: string;
  /** A piece of a text/plain body. Such a body has no framing, so a piece is never a sentinel. */
  readonly raw?: boolean;
  /**
   * Whether the message itself carried an id field; undefined for EventSource, which repeats the
   * latest id on messages that have none.
   *
   * @internal
   */
  readonly hasOwnId?: boolean | undefined;
}
