import { EventEmitter } from 'node:events';
import type { Ending, Entry, Listener, StreamLog, StreamStatus, Terms } from './log.js';

interface Stream {
  readonly entries: Entry[];
  /** Deletes the stream when its time is over. */
  timer?: ReturnType<typeof setTimeout>;
}

/**
 * Keeps streams in the memory of one process: enough for one server, and for development. Streams do not survive the
 * process, and no other process sees them. A producer is never lost here, since it lives as long as its log.
 */
export class MemoryLog implements StreamLog {
  readonly #streams = new Map<string, Stream>();
  readonly #news = new EventEmitter().setMaxListeners(0);

  append(name: string, entries: readonly Entry[], terms: Terms): Promise<StreamStatus> {
    const stream = this.#streams.get(name) ?? { entries: [] };
    if (!stream.entries.at(-1)?.final) {
      const next = stream.entries.length + 1;
      const found = entries.filter(({ id }) => id >= next);
      const isNext = found[0]?.id === next;
      if (isNext) stream.entries.push(...found);
      clearTimeout(stream.timer);
      const time = stream.entries.at(-1)?.final ? terms.keepFor : terms.liveFor;
      stream.timer = setTimeout(() => this.#streams.delete(name), time).unref();
      this.#streams.set(name, stream);
      if (isNext) this.#news.emit(eventOf(name), found);
    }
    return this.look(name, terms);
  }

  look(name: string, { lease }: Terms): Promise<StreamStatus> {
    const stream = this.#streams.get(name);
    if (!stream) return Promise.resolve({ state: 'unknown' });
    const last = stream.entries.length;
    const final = stream.entries.at(-1);
    return Promise.resolve(
      final?.final ? { state: 'ended', last, final } : { state: 'live', last, left: lease },
    );
  }

  end(name: string, ending: Ending, terms: Terms): Promise<boolean> {
    const stream = this.#streams.get(name);
    if (!stream || stream.entries.at(-1)?.final) return Promise.resolve(false);
    const final = { ...ending, id: stream.entries.length + 1, final: true };
    return this.append(name, [final], terms).then(() => true);
  }

  read(name: string, after: number, limit: number): Promise<readonly Entry[]> {
    return Promise.resolve(this.#streams.get(name)?.entries.slice(after, after + limit) ?? []);
  }

  subscribe(name: string, listener: Listener): Promise<() => void> {
    this.#news.on(eventOf(name), listener);
    return Promise.resolve(() => void this.#news.off(eventOf(name), listener));
  }

  onReturn(): void {
    // A log in memory is never away.
  }

  close(): Promise<void> {
    this.#streams.clear();
    return Promise.resolve();
  }
}

/** In braces, so that no name collides with the events of EventEmitter itself: `error`, `newListener`. */
function eventOf(name: string): string {
  return `{${name}}`;
}
