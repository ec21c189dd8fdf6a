import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect } from 'storybook/test';
import type { TypewriterStream } from '../../src/element/index.js';
import {
  about,
  compare,
  connections,
  demo,
  expectTyped,
  grid,
  pageOf,
  pairIn,
  stream,
  told,
  until,
  type Story,
  type StreamArgs,
} from '../support.js';

const meta: Meta<StreamArgs> = {
  title: 'Attributes/Request',
  ...pageOf('These attributes and properties decide what is asked of the server, and when.'),
};

export default meta;

const TEXT = 'The first words are on the screen before the last ones exist.';
const OTHER = 'Another address leads to another text.';

export const Src = compare('src', {
  about: '`src` is the address of the stream. Setting the attribute starts the stream.',
  values: [
    demo('/article', { interval: 10, text: TEXT }),
    demo('/article', { interval: 10, text: OTHER }),
  ],
  async play(first, second) {
    await expectTyped(first, TEXT);
    await expectTyped(second, OTHER);
  },
});

const scrollBox = (name: string, content: unknown) =>
  html`<div
    role="region"
    aria-label=${name}
    tabindex="0"
    style="block-size: 10rem; overflow: auto; padding: 0 1rem; border: 1px solid #8a8f98"
  >
    <p style="block-size: 40rem">Scroll down.</p>
    ${content}
    <p></p>
  </div>`;

export const Loading: Story = {
  parameters: {
    ...about(
      '`eager` asks at once. `lazy` waits until the reader scrolls near the element, so that a long page does not open streams that nobody sees.',
    ),
    controls: { disable: true },
  },
  render: (_args, context) =>
    grid(
      ...(['eager', 'lazy'] as const).map((loading) => {
        const args = { src: demo('/article', { interval: 10, text: TEXT }), loading };
        const name = `loading="${loading}"`;
        return [name, scrollBox(name, stream(args, context, { suffix: loading }))] as const;
      }),
    ),
  async play({ canvasElement }) {
    const [eager, lazy] = pairIn(canvasElement);
    await expectTyped(eager, TEXT);
    await expect(lazy.state).toBe('idle');
    await expect((await connections(lazy)).total).toBe(0);
    lazy.scrollIntoView({ block: 'nearest' });
    await expectTyped(lazy, TEXT);
    await expect((await connections(lazy)).total).toBe(1);
  },
};

/** How the browser says that an address was asked for. */
const initiators = ({ src }: TypewriterStream): string[] => {
  const { href } = new URL(src, location.href);
  const entries = performance.getEntriesByName(href) as PerformanceResourceTiming[];
  return entries.map(({ initiatorType }) => initiatorType);
};

export const Transport: Story = {
  ...compare('transport', {
    about:
      "`eventsource` uses the browser's EventSource. `fetch` can also send headers and a body, and sees the status of an error.",
    args: { src: demo('/article', { interval: 10, text: TEXT }) },
    values: ['eventsource', 'fetch'],
    async play(source, fetching) {
      await expectTyped(source, TEXT);
      await expectTyped(fetching, TEXT);
      await until(() => expect(initiators(fetching)).toEqual(['fetch']));
      await expect(initiators(source)).not.toContain('fetch');
    },
  }),
  // The browser keeps 250 entries, and readers see many stories in one visit.
  beforeEach: () => performance.clearResourceTimings(),
};

const asked = (tell: (request: RequestInit) => string) => ({
  args: { src: '/given' },
  options: { properties: { fetch: told(tell) } },
});

export const WithCredentials = compare('with-credentials', {
  about: '`with-credentials` sends cookies to another origin too, as EventSource does.',
  ...asked(({ credentials = 'same-origin' }) => `The request has credentials: ${credentials}.`),
  values: [undefined, true],
  async play(without, having) {
    await expectTyped(without, 'The request has credentials: same-origin.');
    await expectTyped(having, 'The request has credentials: include.');
  },
});

export const Method = compare('method', {
  about:
    '`method` is the method of the request. With a `body` it is POST unless you say otherwise.',
  ...asked(({ method = 'GET' }) => `The method is ${method}.`),
  values: [undefined, 'PUT'],
  async play(without, having) {
    await expectTyped(without, 'The method is GET.');
    await expectTyped(having, 'The method is PUT.');
  },
});

export const Body: Story = {
  parameters: {
    ...about(
      '`body` and `headers` are properties, since a question has no place in HTML. The server on the right echoes what it was sent.',
    ),
    controls: { disable: true },
  },
  render: (_args, context) => {
    const args = { src: demo('/echo') };
    const properties = {
      body: { question: 'What is a stream?' },
      headers: { Authorization: 'Bearer token' },
    };
    return grid(
      ['without .body and .headers', stream(args, context, { suffix: 'a' })],
      ['with .body and .headers', stream(args, context, { suffix: 'b', properties })],
    );
  },
  async play({ canvasElement }) {
    const [without, having] = pairIn(canvasElement);
    await Promise.all([without.finished, having.finished]);
    await expect(without.text).toContain('GET');
    await expect(without.text).not.toContain('Bearer');
    await expect(having.text).toContain('POST');
    await expect(having.text).toContain('What is a stream?');
    await expect(having.text).toContain('Bearer token');
  },
};
