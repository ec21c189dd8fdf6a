import type { DemoResponse } from './exchange.js';
import type { StreamOptions } from './options.js';
import { pace } from './pace.js';
import { formatEvent } from './sse.js';
import { graphemes } from './texts.js';

/** How a stream turns positions (the first event is 1) into ids, and ids into positions. */
export interface Ids {
  write(position: number): string | undefined;
  read(id: string | null): number;
}

export const NUMBERS: Ids = {
  write: (position) => String(position),
  read: (id) => (id !== null && /^\d+$/.test(id) ? Number(id) : 0),
};

/** Returns one event for each grapheme of a text. */
export function textEvents(text: string, ids?: Ids, eol?: string): string[] {
  return graphemes(text).map((data, index) =>
    formatEvent({ id: ids?.write(index + 1), data }, eol),
  );
}

/** Returns the event that marks the end of the text; none if the client wants none. */
export function sentinel(options: StreamOptions, eol?: string): string[] {
  return options.end === '' ? [] : [formatEvent({ data: options.end }, eol)];
}

/** Sends the events and the sentinel, and closes the stream. `onEnd` is called after a sentinel. */
export function sendToEnd(
  response: DemoResponse,
  events: Iterable<string | Uint8Array>,
  options: StreamOptions,
  { onEnd, eol }: { onEnd?: () => void; eol?: string } = {},
): void {
  function* all(): Iterable<string | Uint8Array> {
    yield* events;
    yield* sentinel(options, eol);
  }
  pace(response, all(), options.interval, () => {
    if (options.end !== '') onEnd?.();
    response.end();
  });
}
