import type { Meta } from '@storybook/web-components-vite';
import { expect } from 'storybook/test';
import { argTypes } from './arg-types.js';
import {
  about,
  demo,
  elementIn,
  expectTyped,
  page,
  render,
  stage,
  untilState,
  type Story,
  type StreamArgs,
} from './support.js';

const TEXT = 'One word after the other,\nand one line after the other. 一個詞一個詞地來。';

const meta: Meta<StreamArgs> = {
  title: 'Reading along',
  component: 'typewriter-stream',
  tags: ['autodocs'],
  decorators: [stage],
  argTypes,
  parameters: page('What helps, or pleases, the one who reads along.', 'by', 'fade', 'controls'),
  render,
};

export default meta;

export const Controls: Story = {
  args: { src: demo('/article', { interval: 20, text: TEXT }), controls: true },
  parameters: about('Buttons to pause, skip, replay and copy, reached with the keyboard.'),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    const pause = element.shadowRoot?.querySelector<HTMLElement>('[part=controls] button');
    await untilState(element, 'streaming');
    pause?.click();
    await expect(element.paused).toBe(true);
    pause?.click();
    await expectTyped(element, TEXT);
  },
};

export const ByWord: Story = {
  name: 'By word',
  args: { src: demo('/article', { interval: 20, text: TEXT }), by: 'word', speed: 40 },
  parameters: about('Whole words appear, in Chinese too.'),
  async play({ canvasElement }) {
    await expectTyped(elementIn(canvasElement), TEXT);
  },
};

export const ByLine: Story = {
  name: 'By line',
  args: { src: demo('/article', { interval: 10, text: TEXT }), by: 'line' },
  parameters: about('Whole lines appear.'),
  async play({ canvasElement }) {
    await expectTyped(elementIn(canvasElement), TEXT);
  },
};

export const Fade: Story = {
  args: { src: demo('/article', { interval: 20, text: TEXT }), fade: true },
  parameters: about('New text fades in, without an element around each letter.'),
  async play({ canvasElement }) {
    await expectTyped(elementIn(canvasElement), TEXT);
  },
};
