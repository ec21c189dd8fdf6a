/** What plays ask. */
import { expect, waitFor } from 'storybook/test';
import type { StreamState, TypewriterStream } from '../../src/element/index.js';
import { demo } from './element.js';

const PATIENCE = { timeout: 60_000 };

export const elementsIn = (canvas: HTMLElement): TypewriterStream[] => [
  ...canvas.querySelectorAll('typewriter-stream'),
];

export function elementIn(canvas: HTMLElement): TypewriterStream {
  const element = canvas.querySelector('typewriter-stream');
  if (!element) throw new Error('The story shows no <typewriter-stream>.');
  return element;
}

/** A node inside the element's shadow tree. */
export function inside(element: TypewriterStream, selector: string): HTMLElement {
  const node = element.shadowRoot?.querySelector<HTMLElement>(selector);
  if (!node) throw new Error(`There is no ${selector} inside the element.`);
  return node;
}

/** Waits until something holds. */
export const until = (check: () => void | Promise<void>): Promise<void> => waitFor(check, PATIENCE);

export const untilState = (element: TypewriterStream, state: StreamState): Promise<void> =>
  until(() => expect(element.state).toBe(state));

/** Waits until a few characters are on screen. */
export const untilTyped = (element: TypewriterStream, length: number): Promise<void> =>
  until(() => expect(element.typedText.length).toBeGreaterThanOrEqual(length));

/** Waits for the last character, and compares what can be read with the text that was sent. */
export async function expectTyped(element: TypewriterStream, text: string): Promise<void> {
  await element.finished;
  await expect(element.state).toBe('done');
  await expect(element.text).toBe(text);
  await expect(element.typedText).toBe(text);
  await expect(
    linesOf(element)
      .map(({ textContent }) => textContent)
      .join(''),
  ).toBe(text);
}

export const linesOf = (element: TypewriterStream): HTMLElement[] => [
  ...(element.shadowRoot?.querySelectorAll<HTMLElement>('[part="line"]') ?? []),
];

/** What the demo server knows of the story's connections. */
export async function connections(
  element: TypewriterStream,
): Promise<{ open: number; total: number; requests: { lastEventId: string | null }[] }> {
  const response = await fetch(demo('/connections', { key: keyOf(element) }));
  return response.json() as ReturnType<typeof connections>;
}

/** Breaks the story's connections, as a failing network does. */
export async function cut(element: TypewriterStream): Promise<void> {
  await fetch(demo('/cut', { key: keyOf(element) }), { method: 'POST' });
}

const keyOf = ({ src }: TypewriterStream): string =>
  new URL(src, location.href).searchParams.get('key') ?? '';

/** The two elements of a story that compares. */
export function pairIn(canvas: HTMLElement): [TypewriterStream, TypewriterStream] {
  const [first, second] = elementsIn(canvas);
  if (!first || !second) throw new Error('The story shows two elements.');
  return [first, second];
}

/** The buttons of the element's controls, by their visible names. */
export const controlsOf = (element: TypewriterStream): string[] =>
  [...(element.shadowRoot?.querySelectorAll('[part=controls] button') ?? [])].map(
    ({ textContent }) => textContent.trim(),
  );
