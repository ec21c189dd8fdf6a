import type { Ending, Entry, Listener, Standing, StreamLog, Terms } from './log.js';

interface Stream {
  readonly entries: Entry[];
  readonly listeners: Set<Listener>;
  /** Milliseconds since the epoch; a stream that only has listeners is unknown and has none. */
  expires?: number;
  timer?: ReturnType<typeof setTimeout>;
}

/**
 * Keeps streams in the memory of one process: enough for one server, and for development. Streams do not survive the
 * process, and no other process sees them. A producer is never lost here, since it lives as long as its log.
 */
export class MemoryLog implements StreamLog {
  readonly #streams = new Map<string, Stream>();

  append(name: string, entries: readonly Entry[], terms: Terms): Promise<Standing> {
    const stream = this.#get(name);
    const last = stream.entries.length;
    const isNext = (entries[0]?.id ?? 1) <= last + 1;
    if (!stream.entries.at(-1)?.final && isNext) {
      const added = entries.filter((entry) => entry.id > last);
      stream.entries.push(...added);
      this.#keep(name, stream, terms);
      tell(stream, added);
    } else if (!isNext) {
      this.#keep(name, stream, terms);
    }
    return Promise.resolve(standing(stream, terms));
  }

  renew(name: string, terms: Terms): Promise<Standing> {
    const stream = this.#get(name);
    if (!stream.entries.at(-1)?.final) this.#keep(name, stream, terms);
    return Promise.resolve(standing(stream, terms));
  }

  look(name: string, terms: Terms): Promise<Standing> {
    return Promise.resolve(standing(this.#streams.get(name), terms));
  }

  endIfLost(name: string, _ending: Ending, terms: Terms): Promise<Standing> {
    return this.look(name, terms);
  }

  end(name: string, ending: Ending, terms: Terms): Promise<boolean> {
    const stream = this.#streams.get(name);
    if (!stream || standing(stream, terms).state !== 'live') return Promise.resolve(false);
    const final = { ...ending, id: stream.entries.length + 1, final: true };
    stream.entries.push(final);
    this.#keep(name, stream, terms);
    tell(stream, [final]);
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

  onReturn(): () => void {
    return () => {};
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

  #keep(name: string, stream: Stream, terms: Terms): void {
    stream.expires = Date.now() + (stream.entries.at(-1)?.final ? terms.keepFor : terms.liveFor);
    this.#watch(name, stream);
  }

  /** One timer a stream, set anew only when it fires: setting it at every append would cost more than the append. */
  #watch(name: string, stream: Stream): void {
    stream.timer ??= setTimeout(
      () => {
        delete stream.timer;
        if ((stream.expires ?? 0) > Date.now()) return this.#watch(name, stream);
        delete stream.expires;
        stream.entries.length = 0;
        this.#forgetIfUnused(name, stream);
      },
      (stream.expires ?? 0) - Date.now(),
    ).unref();
  }

  #forgetIfUnused(name: string, stream: Stream): void {
    const isUnused = stream.expires === undefined && stream.listeners.size === 0;
    if (isUnused && this.#streams.get(name) === stream) this.#streams.delete(name);
  }
}

function standing(stream: Stream | undefined, { lease }: Terms): Standing {
  if (stream?.expires === undefined) return { state: 'unknown' };
  const last = stream.entries.length;
  const final = stream.entries.at(-1);
  return final?.final ? { state: 'ended', last, final } : { state: 'live', last, left: lease };
}

function tell(stream: Stream, entries: readonly Entry[]): void {
  if (entries.length > 0) for (const listener of [...stream.listeners]) listener(entries);
}
