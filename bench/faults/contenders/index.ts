import type { Contender } from '../job.js';
import { npmEventSource } from './eventsource.js';
import { fetchEventSourceClient } from './fetch-event-source.js';
import { htmx2 } from './htmx-2.js';
import { htmx4 } from './htmx-4.js';
import { nativeEventSource } from './native.js';
import { ours, oursOverFetch } from './ours.js';

export interface Entry {
  readonly run: Contender;
}

export const contenders = {
  ours: { run: ours },
  'ours, fetch': { run: oursOverFetch },
  native: { run: nativeEventSource },
  eventsource: { run: npmEventSource },
  'fetch-event-source': { run: fetchEventSourceClient },
  'htmx 4': { run: htmx4 },
  'htmx 2': { run: htmx2 },
} satisfies Record<string, Entry>;
