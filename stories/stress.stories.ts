import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect } from 'storybook/test';
import { prose } from '../demo-server/texts.js';
import {
  about,
  elementIn,
  elementsIn,
  given,
  pageOf,
  stream,
  untilTyped,
  type GivenEvent,
  type Story,
  type StreamArgs,
} from './support.js';

const meta: Meta<StreamArgs> = {
  title: 'Stress',
  ...pageOf(
    'More than a page needs, to see that the element stays light. The streams are made in the page, since a browser opens only six connections to one server.',
  ),
};

export default meta;

const DONE: GivenEvent = { data: '[DONE]' };
const COUNT = 50;

export const FiftyElements: Story = {
  name: 'Fifty elements',
  args: { src: '/given', speed: 40 },
  parameters: about('Fifty elements type at the same time, and each has a text of its own.'),
  render: (args, context) =>
    html`<div
      style="display: grid; gap: 0.5rem 1rem; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); font-size: 0.875rem"
    >
      ${Array.from({ length: COUNT }, (_, n) =>
        stream(args, context, {
          suffix: String(n),
          properties: { fetch: given({ data: `This is element ${n + 1} of ${COUNT}.` }, DONE) },
        }),
      )}
    </div>`,
  async play({ canvasElement }) {
    const elements = elementsIn(canvasElement);
    await expect(elements).toHaveLength(COUNT);
    for (const element of elements) await untilTyped(element, 5);
    // Nobody needs to wait for the rest.
    for (const element of elements) element.speed = 'instant';
    await Promise.all(elements.map(({ finished }) => finished));
    await expect(elements.map(({ typedText }) => typedText)).toEqual(
      elements.map((_, n) => `This is element ${n + 1} of ${COUNT}.`),
    );
  },
};

const MILLION = 1_000_000;
const PIECE = 10_000;

export const MillionCharacters: Story = {
  name: 'A million characters',
  args: { src: '/given', speed: 'instant' },
  parameters: about('A text as long as a thick novel, in a box that scrolls.'),
  render: (args, context) => {
    const text = prose(MILLION);
    const pieces = Array.from({ length: MILLION / PIECE }, (_, n) => ({
      data: text.slice(n * PIECE, (n + 1) * PIECE),
    }));
    return html`<div
      role="region"
      aria-label="A million characters"
      tabindex="0"
      style="block-size: 16rem; overflow: auto"
    >
      ${stream(args, context, { properties: { fetch: given(...pieces, DONE) } })}
    </div>`;
  },
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await element.finished;
    await expect(element.typedText.length).toBe(MILLION);
    await expect(element.typedText === prose(MILLION)).toBe(true);
  },
};
