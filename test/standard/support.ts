import { EventSourceFace, type FaceInit } from './event-source-face.js';
import type { SeenRequest } from './responder.js';

export const TRANSPORTS = ['native', 'fetch'] as const;
export type TransportName = (typeof TRANSPORTS)[number];

const { userAgent } = navigator;
/** What the tests find different between the engines' own EventSources. */
export const ENGINE = userAgent.includes('Firefox')
  ? 'firefox'
  : 'chrome' in window || userAgent.includes('Chrome')
    ? 'chromium'
    : 'webkit';

/** What the responder shall answer. A list: one for each request, the last one stays. */
export interface Answer {
  body?: Body | readonly Body[];
  head?: string;
  times?: number;
  tail?: string;
  status?: number | readonly number[];
  type?: string;
  location?: string;
  chunk?: number;
  open?: boolean | readonly boolean[];
  cut?: boolean;
  cors?: string;
  preflight?: 'refused';
  key?: string;
}

/** Text goes as UTF-8, bytes go as they are. */
type Body = string | Uint8Array;

const encode = (value: unknown): string =>
  value instanceof Uint8Array
    ? Array.from(value, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
    : encodeURIComponent(value === true ? '1' : value === false ? '0' : String(value));

let keys = 0;
export const newKey = (): string => `s${Date.now()}-${++keys}`;

export function sse(answer: Answer, origin = ''): string {
  // With a key of its own, so that the requests of a test are counted apart.
  const pairs = Object.entries({ key: newKey(), ...answer }).flatMap(
    ([name, value]: [string, unknown]) =>
      (Array.isArray(value) ? value : [value]).map((one) => `${name}=${encode(one)}`),
  );
  return `${origin}/__sse?${pairs.join('&')}`;
}

/** What the responder saw of the requests of a key. */
export async function requests(key: string): Promise<SeenRequest[]> {
  // Every origin of the responder has the one log.
  return (await (await fetch(`/__sse/log?key=${key}`)).json()) as SeenRequest[];
}

/** Another origin that answers the same. */
export const otherOrigin = async (): Promise<string> => (await fetch('/__sse/origin')).text();

/** An address where nobody listens. */
export const closedPort = async (): Promise<string> => (await fetch('/__sse/closed')).text();

const opened = new Set<EventSourceFace>();

export function open(answer: Answer | string, init: FaceInit): EventSourceFace {
  const source = new EventSourceFace(typeof answer === 'string' ? answer : sse(answer), init);
  opened.add(source);
  return source;
}

/** Leaves no connection to the next test. */
export function closeAll(): void {
  for (const source of opened) source.close();
  opened.clear();
}

export const once = <E extends Event = Event>(source: EventTarget, name: string): Promise<E> =>
  new Promise((resolve) => {
    source.addEventListener(name, (event) => resolve(event as E), { once: true });
  });

export interface Told {
  readonly event: string;
  readonly data: string;
  readonly id: string;
}

/** Every message of a body, up to the moment its connection ends. */
export async function told(
  answer: Answer,
  init: FaceInit,
  names: readonly string[] = [],
): Promise<Told[]> {
  const source = open(answer, init);
  const messages: Told[] = [];
  for (const name of new Set(['message', ...names])) {
    source.addEventListener(name, (event) => {
      if (!(event instanceof MessageEvent)) return;
      messages.push({ event: event.type, data: String(event.data), id: event.lastEventId });
    });
  }
  await new Promise<void>((resolve) => {
    source.addEventListener('error', (event) => {
      // A message may be named "error" as well.
      if (!(event instanceof MessageEvent)) resolve();
    });
  });
  source.close();
  return messages;
}

/** Only the data of these messages. */
export async function dataOf(
  body: Body,
  init: FaceInit,
  more: Omit<Answer, 'body'> = {},
): Promise<string[]> {
  return (await told({ body, ...more }, init)).map(({ data }) => data);
}

/** Messages until there are so many, over as many connections as it takes. */
export async function first(count: number, source: EventSourceFace): Promise<Told[]> {
  const messages: Told[] = [];
  await new Promise<void>((resolve) => {
    source.onmessage = ({ type, data, lastEventId }) => {
      messages.push({ event: type, data, id: lastEventId });
      if (messages.length === count) resolve();
    };
  });
  source.close();
  return messages;
}
