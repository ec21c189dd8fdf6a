import { expect } from '@open-wc/testing';
import { ReceivedText, type ReconnectMode, type TextChange } from '../../src/text/received-text.js';

/** One event of a server: no `id`, no id line; no `text`, an id line and nothing else. */
export interface ServerEvent {
  readonly id?: string;
  readonly text?: string;
}

export type Transport = 'fetch' | 'eventsource';
export const TRANSPORTS = ['fetch', 'eventsource'] as const;

/**
 * What the rest of the pipeline does with a ReceivedText, and a copy of the text that only knows the
 * changes that were reported.
 */
export class Client {
  readonly replay = new ReceivedText();
  shown = '';
  /** The id that the next connection sends. */
  lastEventId = '';
  readonly #transport: Transport;
  /** What the controller has seen; an EventSource may know a later one. */
  #seenId = '';
  #connections = 0;
  /** The text before this connection, and whether it brought any. */
  #before = '';
  #broughtText = false;

  constructor(transport: Transport = 'fetch') {
    this.#transport = transport;
  }

  get text(): string {
    return this.replay.text;
  }

  /** This connection told what was there, to its end, and nothing new. It takes text to say so. */
  get toldTheSame(): boolean {
    return this.replay.caughtUp && this.#broughtText && this.text === this.#before;
  }

  connect(mode: ReconnectMode = 'auto'): this {
    this.#before = this.text;
    this.#broughtText = false;
    if (this.#connections++ > 0) this.replay.reconnect(this.#seenId, mode);
    return this;
  }

  /** The header is not sent: another origin refused it, or there was no id. */
  connectWithoutId(mode: ReconnectMode = 'auto'): this {
    this.replay.reconnect('', mode);
    return this;
  }

  read(...events: (ServerEvent | string)[]): this {
    for (const event of events) this.#read(typeof event === 'string' ? { text: event } : event);
    return this;
  }

  #read({ id, text }: ServerEvent): void {
    this.lastEventId = id ?? this.lastEventId;
    if (text === undefined) {
      // An EventSource keeps such an id to itself.
      if (this.#transport === 'fetch' && id !== undefined && id !== this.#seenId) {
        this.#seenId = id;
        this.replay.idOnly(id);
      }
      return;
    }
    this.#seenId = this.lastEventId;
    this.#broughtText ||= text !== '';
    this.replay.message(
      this.lastEventId,
      this.#transport === 'fetch' ? id !== undefined : undefined,
    );
    this.apply(this.replay.push(text));
  }

  /** Messages that come together, none with an id. */
  readAll(texts: readonly string[]): void {
    this.#broughtText ||= texts.some(Boolean);
    this.apply(this.replay.pushAll(texts));
  }

  replace(text: string): void {
    this.#broughtText = text !== '';
    this.apply(this.replay.replace(text));
  }

  apply(change: TextChange | undefined): void {
    if (change) this.shown = this.shown.slice(0, change.keep) + change.append;
    if (this.shown !== this.replay.text) expect(this.shown).to.equal(this.replay.text);
  }
}

export const withIds = (texts: string | readonly string[], from = 1): ServerEvent[] =>
  Array.from(texts, (text, index) => ({ id: String(from + index), text }));

/** Each character is there once, so that no place looks like another. */
export const DISTINCT = Array.from(new Set('The quick brown fox—ämong ÖTHER júmpŷ ßeasts'));
