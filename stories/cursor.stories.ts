import type { Meta } from '@storybook/web-components-vite';
import { expect } from 'storybook/test';
import type { TypewriterStream } from '../src/element/index.js';
import {
  about,
  breaksOff,
  elementIn,
  inside,
  pageOf,
  until,
  untilState,
  type Story,
  type StreamArgs,
} from './support.js';

const TEXT = 'The cursor waits here';

const meta: Meta<StreamArgs> = {
  title: 'Cursor',
  ...pageOf(
    'The cursor blinks while it waits, stays lit while it types, and disappears at the end. In these stories it waits, because the connection breaks after the last letter and comes back only after a minute.',
    'cursor',
  ),
  args: { src: breaksOff(TEXT) },
};

export default meta;

/** Waits until what came is typed: a browser may lose the last letter with the connection. */
async function untilWaiting(element: TypewriterStream): Promise<void> {
  await untilState(element, 'retrying');
  await until(() => expect(element.typedText).toBe(element.text));
}

/** The box of the cursor's mark, once it waits after the last letter. */
async function waitingCaret(element: TypewriterStream): Promise<DOMRect> {
  await untilWaiting(element);
  const cursor = inside(element, '[part=cursor]');
  await until(() => expect(cursor.dataset['activity']).toBe('waiting'));
  await expect(cursor.getAnimations()).toHaveLength(1);
  return inside(element, '.caret').getBoundingClientRect();
}

export const Bar: Story = {
  args: { cursor: 'bar' },
  parameters: about('The cursor is a thin line. This is the default.'),
  async play({ canvasElement }) {
    const { width, height } = await waitingCaret(elementIn(canvasElement));
    await expect(width).toBeGreaterThan(0);
    await expect(width).toBeLessThan(height / 5);
  },
};

export const Block: Story = {
  args: { cursor: 'block' },
  parameters: about('The cursor is as wide as a letter.'),
  async play({ canvasElement }) {
    const { width, height } = await waitingCaret(elementIn(canvasElement));
    await expect(width).toBeGreaterThan(height / 3);
    await expect(width).toBeLessThan(height);
  },
};

export const Underscore: Story = {
  args: { cursor: 'underscore' },
  parameters: about('The cursor is a line below the next letter.'),
  async play({ canvasElement }) {
    const { width, height } = await waitingCaret(elementIn(canvasElement));
    await expect(height).toBeLessThan(width / 3);
  },
};

export const None: Story = {
  args: { cursor: 'none' },
  parameters: about('There is no cursor.'),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await untilWaiting(element);
    await expect(inside(element, '[part=cursor]')).not.toBeVisible();
  },
};
