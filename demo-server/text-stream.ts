import type { DemoResponse } from './exchange.js';
import type { StreamOptions } from './options.js';
import { pace } from './pace.js';
import { formatEvent } from './sse.js';
import { graphemes } from './texts.js';

/** How a stream numbers its events (the first is 1), and how it reads such a number again. */
export interface Ids {
  write(position: number): string | undefined;
  read(id: string | null): number;
}

export const NUMBERS: Ids = {
  write: (position) => String(position),
  read: (id) => (id !== null && /^\d+$/.test(id) ? Number(id) : 0),
};

/** One event for each grapheme of a text. */
export function textEvents(text: string, ids?: Ids, eol?: string): string[] {
  return graphemes(text).map((data, index) =>
    formatEvent({ id: ids?.write(index + 1), data }, eol),
  );
}

/** The event that says that the text is complete; none if the client asked for none. */
export function sentinel(options: StreamOptions, eol?: string): string[] {
  return options.end === '' ? [] : [formatEvent({ data: options.end }, eol)];
}

/** Sends the events and the sentinel, and closes properly. `onEnd` is called after a sentinel. */
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
