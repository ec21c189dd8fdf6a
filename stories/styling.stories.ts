import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect } from 'storybook/test';
import {
  about,
  breaksOff,
  demo,
  elementIn,
  expectTyped,
  inside,
  linesOf,
  pageOf,
  stream,
  until,
  untilState,
  type Story,
  type StreamArgs,
} from './support.js';

const TEXT = 'Whoever looks away and comes back finds all of it there.';

const meta: Meta<StreamArgs> = {
  title: 'Styling',
  ...pageOf(
    'The text takes the font and the colour of the page. Parts, custom properties and states let a stylesheet change the rest. In most of these stories the connection breaks after the last letter, so that the cursor stays.',
    'src',
    'speed',
    'cursor',
  ),
};

export default meta;

export const PartsAndProperties: Story = {
  name: 'Parts and custom properties',
  args: { src: breaksOff(TEXT) },
  parameters: about(
    '`::part()` styles the text and the cursor; custom properties set the colour, width and blinking of the cursor.',
  ),
  render: (args, context) =>
    html`<style>
        .terminal {
          --typewriter-cursor-color: #ffb454;
          --typewriter-cursor-width: 0.5em;
          --typewriter-cursor-blink: 0.6s;
          padding: 1rem 1.25rem;
          border-radius: 0.5rem;
          background: #10141a;
          color: #d5f5d5;
          font-family: ui-monospace, monospace;
        }
        .terminal::part(line) {
          letter-spacing: 0.02em;
        }
        .terminal::part(line)::before {
          content: '> ';
        }
      </style>
      ${stream(args, context, { className: 'terminal' })}`,
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await untilState(element, 'retrying');
    await until(() => expect(element.typedText).toBe(element.text));
    const caret = getComputedStyle(inside(element, '.caret'));
    await expect(caret.backgroundColor).toBe('rgb(255, 180, 84)');
    await expect(parseFloat(caret.width)).toBeCloseTo(parseFloat(caret.fontSize) / 2, 0);
    await expect(getComputedStyle(linesOf(element)[0]!).letterSpacing).not.toBe('normal');
  },
};

export const States: Story = {
  name: 'By state',
  args: { src: breaksOff(TEXT) },
  parameters: about('`:state(retrying)` and the other states choose a style without a script.'),
  render: (args, context) =>
    html`<style>
        .by-state {
          padding-inline-start: 1rem;
          border-inline-start: 4px solid #2f6f3e;
        }
        .by-state:state(retrying) {
          border-color: #b3261e;
        }
      </style>
      ${stream(args, context, { className: 'by-state' })}`,
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await untilState(element, 'retrying');
    await expect(getComputedStyle(element).borderInlineStartColor).toBe('rgb(179, 38, 30)');
  },
};

export const DarkBackground: Story = {
  name: 'Dark background',
  args: { src: breaksOff(TEXT) },
  globals: { backgrounds: { value: 'dark' } },
  parameters: about('Text and cursor take their colour from the page around them.'),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await untilState(element, 'retrying');
    const { color } = getComputedStyle(element);
    await expect(color).toBe('rgb(242, 243, 245)');
    await expect(getComputedStyle(inside(element, '.caret')).backgroundColor).toBe(color);
  },
};

export const DarkError: Story = {
  name: 'Error on a dark background',
  args: { src: demo('/error', { status: 404 }) },
  globals: { backgrounds: { value: 'dark' } },
  parameters: about('The sentence of an error takes its colour from the page, too.'),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await untilState(element, 'error');
    await until(() => expect(inside(element, '[part=error]')).toBeVisible());
    const { color } = getComputedStyle(inside(element, '[part=error] .sentence'));
    await expect(color).toBe('rgb(242, 243, 245)');
  },
};

const LONG_WORD = 'Donaudampfschifffahrtsgesellschaftskapitän: a word longer than its box wraps.';

export const Narrow: Story = {
  name: 'Narrow: 320 px',
  args: { src: demo('/article', { interval: 5, text: LONG_WORD }) },
  parameters: about('In a box of 320 px nothing sticks out, not even a very long word.'),
  render: (args, context) =>
    html`<div
      style="inline-size: 320px; box-sizing: border-box; padding: 0.5rem; font-size: 1.5rem; border: 1px solid #8a8f98"
    >
      ${stream(args, context)}
    </div>`,
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expectTyped(element, LONG_WORD);
    await expect(element.scrollWidth).toBeLessThanOrEqual(element.clientWidth);
  },
};
