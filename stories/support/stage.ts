/** The frame around each story, and what it hears. */
import type { Decorator } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { action } from 'storybook/actions';
import type { TypewriterStream, TypewriterStreamEventMap } from '../../src/element/index.js';
import type { StreamArgs } from './element.js';

/** A grid of several elements, each under its name. */
export const grid = (
  ...named: (readonly [name: string, element: TemplateResult])[]
): TemplateResult =>
  html`<div
    style="display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr))"
  >
    ${named.map(
      ([name, element]) =>
        html`<section>
          <p style="font: 600 0.875rem/1.5 system-ui; margin: 0 0 0.5rem">${name}</p>
          ${element}
        </section>`,
    )}
  </div>`;

/** A button of a story, outside the element. */
export const button = (label: string, press: (element: TypewriterStream) => void): TemplateResult =>
  html`<button
    type="button"
    style="font: inherit; font-size: 0.875rem; padding: 0.35em 0.9em"
    @click=${({ currentTarget }: Event) => {
      for (const element of streamsBeside(currentTarget)) press(element);
    }}
  >
    ${label}
  </button>`;

export const bar = (...buttons: TemplateResult[]): TemplateResult =>
  html`<div style="display: flex; flex-wrap: wrap; gap: 0.5rem; margin-block-start: 1rem">
    ${buttons}
  </div>`;

function streamsBeside(target: EventTarget | null): Iterable<TypewriterStream> {
  if (!(target instanceof Element)) return [];
  return target.closest('[data-stage]')?.querySelectorAll('typewriter-stream') ?? [];
}

const EVENTS = [
  'stream-state',
  'stream-open',
  'stream-message',
  'stream-delta',
  'stream-retry',
  'stream-end',
  'stream-typed',
  'stream-error',
] as const;

const histories = new WeakMap<EventTarget, Event[]>();

/** Keeps every event of the elements inside, and shows it in the Actions panel. */
function listen(stage: Element | undefined): void {
  for (const name of EVENTS) {
    // In the capture phase: before anything else, and stream-delta does not bubble.
    stage?.addEventListener(name, note, { capture: true });
  }
}

function note(event: Event): void {
  if (!event.target) return;
  histories.set(event.target, [...(histories.get(event.target) ?? []), event]);
  const fields = Object.entries(event).filter(([field]) => field !== 'isTrusted');
  action(event.type)(Object.fromEntries(fields));
}

/** The events of one name that the element has fired, the first ones included. */
export function heard<Name extends keyof TypewriterStreamEventMap>(
  element: TypewriterStream,
  name: Name,
): TypewriterStreamEventMap[Name][] {
  const events = histories.get(element) ?? [];
  return events.filter(({ type }) => type === name) as TypewriterStreamEventMap[Name][];
}

/** The frame around each story: a readable width, and on a page of documentation its buttons. */
export const stage: Decorator<StreamArgs> = (story, context) => {
  const { viewMode, parameters, globals, args } = context;
  const openEnded = viewMode === 'docs' && parameters['openEnded'] === true;
  const { value } = (globals['backgrounds'] ?? {}) as { value?: string };
  // Storybook's own background comes late and fades in: text could not be read until then.
  const colors =
    value === 'dark'
      ? 'color-scheme: dark; color: #f2f3f5; background: #131c19'
      : 'color-scheme: light; color: #16181d; background: #ffffff';
  return html`<div
    data-stage
    style="max-inline-size: 40rem; font: 1.125rem/1.6 system-ui, sans-serif; ${colors}"
    ${ref(listen)}
  >
    <div ?hidden=${openEnded} data-open-ended=${openEnded || nothing}>${story()}</div>
    ${viewMode === 'docs' && (args.src ?? parameters['replay']) ? bar(openEnded ? startButton : againButton) : nothing}
  </div>`;
};

const againButton = button('Play again', (element) => element.restart());

/**
 * What does not end by itself waits for this button, and stops the one before: a browser opens
 * six connections to a server, no more.
 */
const startButton = button('Start', (element) => {
  for (const shown of document.querySelectorAll('[data-open-ended]')) {
    for (const other of shown.querySelectorAll('typewriter-stream')) {
      if (other !== element) other.stop();
    }
  }
  const frame = element.closest<HTMLElement>('[data-open-ended]');
  if (frame) frame.hidden = false;
  element.restart();
});
