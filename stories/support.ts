/** What the stories share: the element's template, the frame around it, and what their plays ask. */
import type { Decorator, Parameters, StoryContext, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { action } from 'storybook/actions';
import { expect, waitFor } from 'storybook/test';
import '../src/index.js';
import type {
  StreamState,
  Strings,
  TypewriterStream,
  TypewriterStreamEventMap,
} from '../src/element/index.js';

/** Attributes by their names in HTML; what is left out is not written. */
export interface StreamArgs {
  src?: string;
  loading?: 'eager' | 'lazy';
  transport?: 'auto' | 'eventsource' | 'fetch';
  'with-credentials'?: boolean;
  method?: string;
  event?: string;
  sentinel?: string;
  'end-event'?: string;
  'live-event'?: string;
  'max-retries'?: number;
  'max-wait'?: number;
  'idle-timeout'?: number;
  reconnect?: 'auto' | 'replace' | 'append';
  speed?: string | number;
  cursor?: 'bar' | 'block' | 'underscore' | 'none';
  paused?: boolean;
  controls?: boolean;
  by?: 'grapheme' | 'word' | 'line';
  fade?: boolean;
  follow?: boolean;
  markup?: string;
  images?: 'none' | 'same-origin' | 'all';
  format?: string;
  path?: string;
  when?: string;
  announce?: 'status' | 'final' | 'off';
  strings?: Partial<Strings>;
}

export type Story = StoryObj<StreamArgs>;
type Context = Pick<StoryContext<StreamArgs>, 'id' | 'viewMode' | 'abortSignal'>;

/** The address of one of the demo server's scenarios. */
export function demo(path: string, query: Record<string, string | number> = {}): string {
  const entries = Object.entries(query).map(([name, value]) => [name, String(value)]);
  const search = new URLSearchParams(entries).toString();
  return search ? `${path}?${search}` : path;
}

// The server counts and cuts by key: each showing of a story has its own, so none finds what an
// earlier one left. A change of the controls is no new showing.
const visit = Math.random().toString(36).slice(2, 8);
const keys = new WeakMap<AbortSignal, string>();
let showings = 0;

function withKey(src: string, { id, abortSignal }: Context, suffix = ''): string {
  const key = keys.get(abortSignal) ?? `${id}-${visit}-${++showings}`;
  keys.set(abortSignal, key);
  return `${src}${src.includes('?') ? '&' : '?'}key=${key}${suffix}`;
}

interface Options {
  /** Children: the fallback, or what goes into a slot. */
  content?: unknown;
  /** Tells two elements of one story apart. */
  suffix?: string;
  lang?: string;
  className?: string;
  /** 0 where the element itself scrolls, so that the keyboard can scroll it. */
  tabIndex?: number;
}

/** The event is only there where the element itself has a listener. */
const isHeardByTheStage = (): undefined => undefined;

/** The element as a story's arguments want it. */
export function stream(args: StreamArgs, context: Context, options: Options = {}): TemplateResult {
  const { src, loading = nothing } = args;
  const { content = nothing, suffix, lang = nothing, className = nothing } = options;
  const { tabIndex = nothing } = options;
  // A page of documentation shows all its stories at once: there each waits for its reader. As a
  // property it does not show in the source.
  const lazy = context.viewMode === 'docs' ? 'lazy' : 'eager';
  return html`<typewriter-stream
    class=${className}
    lang=${lang}
    tabindex=${tabIndex}
    src=${src?.startsWith('/') ? withKey(src, context, suffix) : (src ?? nothing)}
    loading=${loading}
    transport=${args.transport ?? nothing}
    event=${args.event ?? nothing}
    sentinel=${args.sentinel ?? nothing}
    end-event=${args['end-event'] ?? nothing}
    live-event=${args['live-event'] ?? nothing}
    max-retries=${args['max-retries'] ?? nothing}
    max-wait=${args['max-wait'] ?? nothing}
    idle-timeout=${args['idle-timeout'] ?? nothing}
    reconnect=${args.reconnect ?? nothing}
    speed=${args.speed ?? nothing}
    cursor=${args.cursor ?? nothing}
    announce=${args.announce ?? nothing}
    ?paused=${args.paused ?? false}
    ?controls=${args.controls ?? false}
    by=${args.by ?? nothing}
    ?fade=${args.fade ?? false}
    ?follow=${args.follow ?? false}
    markup=${args.markup ?? nothing}
    images=${args.images ?? nothing}
    format=${args.format ?? nothing}
    path=${args.path ?? nothing}
    when=${args.when ?? nothing}
    .loading=${args.loading ?? lazy}
    .strings=${args.strings ?? {}}
    @stream-delta=${isHeardByTheStage}
    @stream-message=${isHeardByTheStage}
    >${content}</typewriter-stream
  >`;
}

/** The usual render function. */
export const render = (args: StreamArgs, context: Context): TemplateResult => stream(args, context);

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
      ? 'color-scheme: dark; color: #f2f3f5; background: #16181d'
      : 'color-scheme: light; color: #16181d';
  return html`<div
    data-stage
    style="max-inline-size: 40rem; font: 1.125rem/1.6 system-ui, sans-serif; ${colors}"
    ${ref(listen)}
  >
    <div ?hidden=${openEnded} data-open-ended=${openEnded || nothing}>${story()}</div>
    ${viewMode === 'docs' && args.src ? bar(openEnded ? startButton : againButton) : nothing}
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

/** How the source of a story is shown. */
export const source = {
  excludeDecorators: true,
  // The key is the stories' own affair.
  transform: (code: string): string => code.replaceAll(/(?:&amp;|[?&])key=[\w-]+/g, ''),
};

/**
 * What a file of stories is about, and the controls that matter there; the Playground has all.
 * (Storybook drops the parameters of a meta object that has a comment of its own.)
 */
export const page = (component: string, ...attributes: (keyof StreamArgs)[]): Parameters => ({
  controls: { include: attributes },
  docs: { description: { component }, controls: { include: attributes }, source },
});

/** What a story is about, in its page of documentation. */
export const about = (story: string): Parameters => ({ docs: { description: { story } } });

// What plays ask.

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
