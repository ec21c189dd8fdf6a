/** The element as a story's arguments want it. */
import type { StoryContext, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import '../../src/index.js';
import type { Strings, TypewriterStream } from '../../src/element/index.js';

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
export type Context = Pick<StoryContext<StreamArgs>, 'id' | 'viewMode' | 'abortSignal'>;

/** The address of one of the demo server's scenarios. */
export function demo(path: string, query: Record<string, string | number> = {}): string {
  const entries = Object.entries(query).map(([name, value]) => [name, String(value)]);
  const search = new URLSearchParams(entries).toString();
  return search ? `${path}?${search}` : path;
}

/** The slowest retry that a play outlives: the connection stays lost while somebody looks at it. */
const MINUTE = 60_000;

/** The address of a text that comes, breaks off after its last letter, and returns in a minute. */
export const breaksOff = (text: string, after = text.length): string =>
  demo('/drop', { after, interval: 10, retry: MINUTE, text });

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

/** Properties that have no attribute. */
type Properties = Partial<
  Pick<
    TypewriterStream,
    'headers' | 'body' | 'fetch' | 'parse' | 'highlight' | 'renderBlock' | 'links'
  >
>;

export interface Options {
  /** Children: the fallback, or what goes into a slot. */
  content?: unknown;
  /** Tells two elements of one story apart. */
  suffix?: string;
  lang?: string;
  className?: string;
  /** 0 where the element itself scrolls, so that the keyboard can scroll it. */
  tabIndex?: number;
  properties?: Properties;
}

/** The event is only there where the element itself has a listener. */
const isHeardByTheStage = (): undefined => undefined;

export function stream(args: StreamArgs, context: Context, options: Options = {}): TemplateResult {
  const { src, loading = nothing } = args;
  const { content = nothing, suffix, lang = nothing, className = nothing } = options;
  const { tabIndex = nothing, properties = {} } = options;
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
    ?with-credentials=${args['with-credentials'] ?? false}
    method=${args.method ?? nothing}
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
    ${ref((element) => {
      if (element) Object.assign(element, properties);
    })}
    >${content}</typewriter-stream
  >`;
}

/** The usual render function. */
export const render = (args: StreamArgs, context: Context): TemplateResult => stream(args, context);
