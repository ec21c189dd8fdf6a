/** The attributes as Storybook's controls; what each means comes from the custom elements manifest. */
import type { ArgTypes } from '@storybook/web-components-vite';
import { declaration } from './manual/manifest.js';
import type { StreamArgs } from './support.js';

const choice = (...options: string[]) => ({ control: 'inline-radio' as const, options });
const count = { control: { type: 'number', min: 0 } as const };
const words = { control: 'text' as const };
const toggle = { control: 'boolean' as const };

const controls: Required<{ [Name in keyof StreamArgs]: object }> = {
  src: words,
  loading: choice('eager', 'lazy'),
  transport: choice('auto', 'eventsource', 'fetch'),
  'with-credentials': toggle,
  method: words,
  event: words,
  sentinel: words,
  'end-event': words,
  'live-event': words,
  'max-retries': count,
  'max-wait': count,
  'idle-timeout': count,
  reconnect: choice('auto', 'replace', 'append'),
  speed: words,
  cursor: choice('bar', 'block', 'underscore', 'none'),
  paused: toggle,
  controls: toggle,
  by: choice('grapheme', 'word', 'line'),
  fade: toggle,
  follow: toggle,
  markup: choice('none', 'markdown'),
  images: choice('none', 'same-origin', 'all'),
  format: words,
  path: words,
  when: words,
  announce: choice('status', 'final', 'off'),
  strings: { control: 'object' },
};

const attributes = new Map(declaration.attributes.map((attribute) => [attribute.name, attribute]));
const members = new Map(declaration.members.map((member) => [member.name, member]));

/**
 * Every row names its category: Storybook knows a name once, and the element has, for example, an
 * attribute and a part `controls`.
 */
export const argTypes: Partial<ArgTypes<StreamArgs>> = Object.fromEntries(
  Object.entries(controls).map(([name, control]) => {
    const attribute = attributes.get(name);
    const { description = '', type } = attribute ?? members.get(name) ?? {};
    const table = {
      category: attribute ? 'attributes' : 'properties',
      ...(type && { type: { summary: type.text } }),
    };
    return [name, { name, description, table, ...control }];
  }),
);
