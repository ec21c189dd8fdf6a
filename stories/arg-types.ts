/** The controls of the attributes, and what Storybook cannot take from the manifest by itself. */
import type { ArgTypes } from '@storybook/web-components-vite';
import type { StreamArgs } from './support.js';

const choice = (...options: string[]) => ({ control: 'inline-radio' as const, options });
const count = { control: { type: 'number', min: 0 } as const };
const words = { control: 'text' as const };

export const argTypes: Partial<ArgTypes<StreamArgs>> = {
  src: words,
  loading: choice('eager', 'lazy'),
  transport: choice('auto', 'eventsource', 'fetch'),
  event: words,
  sentinel: words,
  'end-event': words,
  'live-event': words,
  'max-retries': count,
  'max-wait': count,
  'idle-timeout': count,
  reconnect: choice('auto', 'replace', 'append'),
  speed: words,
  cursor: {
    ...choice('bar', 'block', 'underscore', 'none'),
    description: 'The shape: `bar`, `block`, `underscore` or `none`.',
    table: {
      category: 'attributes',
      type: { summary: 'CursorShape' },
      defaultValue: { summary: "'bar'" },
    },
  },
  paused: { control: 'boolean' },
  controls: { control: 'boolean' },
  by: choice('grapheme', 'word', 'line'),
  fade: { control: 'boolean' },
  follow: { control: 'boolean' },
  markup: choice('none', 'markdown'),
  images: choice('none', 'same-origin', 'all'),
  format: { control: 'text' },
  path: { control: 'text' },
  when: { control: 'text' },
  announce: choice('status', 'final', 'off'),
  strings: { control: 'object' },
};

const row = (name: string, category: string, description: string) => ({
  name,
  description,
  control: false as const,
  table: { category },
});

/**
 * The table knows a name once, but the element has a cursor attribute, slot and part, and a text
 * property and part; and a slot without a name.
 */
export const extraRows: Partial<ArgTypes> = {
  text: {
    description: 'All text received.',
    table: { category: 'properties', type: { summary: 'string' } },
  },
  error: {
    description: 'Why the stream gave up; null unless the state is `error`.',
    table: { category: 'properties', type: { summary: 'StreamError | null' } },
  },
  'slot-default': row(
    '(default)',
    'slots',
    'A placeholder, shown until text arrives or the stream ends, and without JavaScript.',
  ),
  'slot-cursor': row('cursor', 'slots', 'Replaces the cursor.'),
  'slot-error': row(
    'error',
    'slots',
    'Replaces the sentence and the button shown when the stream gave up.',
  ),
  'slot-retry': row(
    'retry',
    'slots',
    'Replaces the sentence and the button shown while the connection is lost.',
  ),
  'part-text': row('text', 'css shadow parts', 'The text.'),
  'part-cursor': row('cursor', 'css shadow parts', 'The cursor.'),
  'part-error': row('error', 'css shadow parts', 'The failure: a sentence and a button.'),
  'part-retry': row('retry', 'css shadow parts', 'The wait for the next connection.'),
};

/** What is read only, what an attribute sets, and what is no value: shown without a control. */
export const withoutControls: Partial<ArgTypes> = Object.fromEntries(
  [
    'state',
    'text',
    'typedText',
    'lastEventId',
    'attempt',
    'error',
    'finished',
    'with-credentials',
    'withCredentials',
    'method',
    'headers',
    'body',
    'fetch',
    'sentinel',
    'endEvent',
    'maxRetries',
    'maxWait',
    'liveEvent',
    'reasoning',
    'usage',
    'finishReason',
    'highlight',
    'renderBlock',
    'links',
    'stream-message',
    'idleTimeout',
    'stream-state',
    'stream-open',
    'stream-delta',
    'stream-retry',
    'stream-end',
    'stream-typed',
    'stream-error',
    '--typewriter-cursor-color',
    '--typewriter-cursor-width',
    '--typewriter-cursor-blink',
    'line',
    'button',
  ].map((name) => [name, { ...extraRows[name], control: false as const }]),
);
