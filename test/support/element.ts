import { expect, fixtureCleanup } from '@open-wc/testing';
import '../../src/index.js';
import type { TypewriterStream } from '../../src/element/index.js';
import type { TypewriterStreamEventMap } from '../../src/run/events.js';

/** WebKitGTK, where an answer that is cut off looks complete to fetch. */
export const IS_WEBKIT = navigator.userAgent.includes('AppleWebKit') && !('chrome' in window);

let keys = 0;

/** A key of its own for each test's streams, so that the server can count and cut them. */
export const newKey = (): string => `t${String(Date.now())}-${String(++keys)}`;

/** A path of the demo server with a query. */
export function path(scenario: string, query: Record<string, string | number> = {}): string {
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]) => [name, String(value)]),
  );
  return search.size ? `${scenario}?${search.toString()}` : scenario;
}

export type Properties = Partial<
  Pick<
    TypewriterStream,
    | 'src'
    | 'transport'
    | 'speed'
    | 'by'
    | 'fade'
    | 'cursor'
    | 'paused'
    | 'announce'
    | 'loading'
    | 'format'
    | 'path'
    | 'when'
    | 'parse'
    | 'event'
    | 'sentinel'
    | 'endEvent'
    | 'maxRetries'
    | 'idleTimeout'
    | 'reconnect'
    | 'headers'
    | 'body'
    | 'method'
    | 'fetch'
    | 'strings'
    | 'withCredentials'
  >
>;

const made = new Set<TypewriterStream>();

/** An element that is not in the document yet. Typing is instant unless a test is about it. */
export function create(properties: Properties = {}): TypewriterStream {
  const element = document.createElement('typewriter-stream');
  Object.assign(element, { speed: 'instant' }, properties);
  made.add(element);
  return element;
}

export function mount(properties: Properties = {}): TypewriterStream {
  const element = create(properties);
  document.body.append(element);
  return element;
}

/** Removes all elements, so that no test leaves a connection to the next. */
export function cleanUp(): void {
  for (const element of made) {
    element.stop();
    element.remove();
  }
  made.clear();
  fixtureCleanup();
}

/** The next event of a name. */
export function next<K extends keyof TypewriterStreamEventMap>(
  element: TypewriterStream,
  name: K,
): Promise<TypewriterStreamEventMap[K]> {
  return new Promise((resolve) => {
    element.addEventListener(name, resolve, { once: true });
  });
}

/** Resolves when the state is reached, at once if it is there. */
export async function reach(element: TypewriterStream, state: string): Promise<void> {
  while (element.state !== state) await next(element, 'stream-state');
}

/** Resolves when so much text was received. */
export async function receive(element: TypewriterStream, length: number): Promise<void> {
  while (element.text.length < length) await next(element, 'stream-delta');
}

/** Everything an element says happened, in short words. */
export function record(element: TypewriterStream): string[] {
  const log: string[] = [];
  element.addEventListener('stream-state', ({ to }) => log.push(to));
  element.addEventListener('stream-open', () => log.push('(open)'));
  element.addEventListener('stream-retry', () => log.push('(retry)'));
  element.addEventListener('stream-end', ({ reason }) => log.push(`(end: ${reason})`));
  element.addEventListener('stream-typed', () => log.push('(typed)'));
  element.addEventListener('stream-error', ({ error }) => log.push(`(error: ${error.kind})`));
  return log;
}

export function part(element: TypewriterStream, name: string): HTMLElement {
  const found = element.shadowRoot?.querySelector<HTMLElement>(`[part~="${name}"]`);
  if (!found) throw new Error(`no part "${name}"`);
  return found;
}

export const shownText = (element: TypewriterStream): string => part(element, 'text').textContent;

export const statusText = (element: TypewriterStream): string =>
  element.shadowRoot?.querySelector('[role=status]')?.textContent ?? '';

export interface Connections {
  open: number;
  total: number;
  requests: { path: string; lastEventId: string | null; method: string }[];
}

/** What the server knows of the streams of a key. */
export async function connections(key: string): Promise<Connections> {
  const response = await fetch(path('/connections', { key }), { cache: 'no-store' });
  return (await response.json()) as Connections;
}

/**
 * Asks the server until it is so, for as long as the test may last. It hears of a closed socket
 * a moment after we closed it; Chromium keeps one that it just opened for another five seconds.
 */
export async function untilServer(
  key: string,
  isSo: (connections: Connections) => boolean,
): Promise<Connections> {
  for (;;) {
    const known = await connections(key);
    if (isSo(known)) return known;
    await frame();
  }
}

/** Breaks the open sockets of a key on the server. */
export async function cut(key: string): Promise<void> {
  await fetch(path('/cut', { key }), { method: 'POST' });
}

/** The whole text is received, typed and in the DOM. */
export function expectTyped(element: TypewriterStream, text: string): void {
  expect(element.text).to.equal(text);
  expect(element.typedText).to.equal(text);
  expect(shownText(element)).to.equal(text);
}

export const microtasks = async (): Promise<void> => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};

export const frame = (): Promise<number> =>
  new Promise((resolve) => {
    requestAnimationFrame(resolve);
  });
