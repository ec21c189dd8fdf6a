import type { Ending, Entry, Listener, Standing, StreamLog, Terms } from './log.js';

interface Stream {
  readonly entries: Entry[];
  readonly listeners: Set<Listener>;
  /** Runs until the stream is forgotten. A stream that only has listeners is unknown and has none. */
  timer?: ReturnType<typeof setTimeout> | undefined;
}

/**
 * Keeps streams in the memory of one process: enough for one server, and for development. Streams do not survive the
 * process, and no other process sees them. A producer is never lost here, since it lives as long as its log.
 */
export class MemoryLog implements StreamLog {
  readonly #streams = new Map<string, Stream>();

  append(name: string, entries: readonly Entry[], terms: Terms): Promise<Standing> {
    const stream = this.#get(name);
    if (!stream.entries.at(-1)?.final) {
      const last = stream.entries.length;
      const isNext = (entries[0]?.id ?? 1) <= last + 1;
      this.#add(name, stream, isNext ? entries.filter(({ id }) => id > last) : [], terms);
    }
    return this.look(name, terms);
  }

  look(name: string, { lease }: Terms): Promise<Standing> {
    return Promise.resolve(standing(this.#streams.get(name), lease));
  }

  end(name: string, ending: Ending, terms: Terms): Promise<boolean> {
    const stream = this.#streams.get(name);
    if (!stream || standing(stream, 0).state !== 'live') return Promise.resolve(false);
    this.#add(name, stream, [{ ...ending, id: stream.entries.length + 1, final: true }], terms);
    return Promise.resolve(true);
  }

  read(name: string, after: number, limit: number): Promise<readonly Entry[]> {
    return Promise.resolve(this.#streams.get(name)?.entries.slice(after, after + limit) ?? []);
  }

  subscribe(name: string, listener: Listener): Promise<() => void> {
    const stream = this.#get(name);
    stream.listeners.add(listener);
    return Promise.resolve(() => {
      stream.listeners.delete(listener);
      this.#forgetIfUnused(name, stream);
    });
  }

  onReturn(): void {
    // It is never away.
  }

  close(): Promise<void> {
    for (const stream of this.#streams.values()) clearTimeout(stream.timer);
    this.#streams.clear();
    return Promise.resolve();
  }

  #get(name: string): Stream {
    let stream = this.#streams.get(name);
    if (!stream) this.#streams.set(name, (stream = { entries: [], listeners: new Set() }));
    return stream;
  }

  #add(name: string, stream: Stream, entries: readonly Entry[], terms: Terms): void {
    stream.entries.push(...entries);
    const isFinal = entries.at(-1)?.final;
    if (stream.timer && !isFinal) stream.timer.refresh();
    else {
      clearTimeout(stream.timer);
      const forget = (): void => {
        stream.timer = undefined;
        stream.entries.length = 0;
        this.#forgetIfUnused(name, stream);
      };
      stream.timer = setTimeout(forget, isFinal ? terms.keepFor : terms.liveFor).unref();
    }
    if (entries.length > 0) for (const listener of [...stream.listeners]) listener(entries);
  }

  #forgetIfUnused(name: string, stream: Stream): void {
    const isUnused = !stream.timer && stream.listeners.size === 0;
    if (isUnused && this.#streams.get(name) === stream) this.#streams.delete(name);
  }
}

function standing(stream: Stream | undefined, lease: number): Standing {
  if (!stream?.timer) return { state: 'unknown' };
  const last = stream.entries.length;
  const final = stream.entries.at(-1);
  return final?.final ? { state: 'ended', last, final } : { state: 'live', last, left: lease };
}
