import type { Meta } from '@storybook/web-components-vite';
import { expect } from 'storybook/test';
import {
  about,
  demo,
  elementIn,
  expectTyped,
  pageOf,
  until,
  untilState,
  untilTyped,
  type Story,
  type StreamArgs,
} from './support.js';

type Element = ReturnType<typeof elementIn>;

const TEXT = 'One word after the other,\nand one line after the other. 一個詞一個詞地來。';

const meta: Meta<StreamArgs> = {
  title: 'Reading along',
  ...pageOf(
    'The controls help a reader who wants to stop, wait, or keep the text.',
    'controls',
    'by',
    'fade',
  ),
};

export default meta;

const controls = (element: Element): HTMLElement[] => [
  ...(element.shadowRoot?.querySelectorAll<HTMLElement>('[part=controls] button') ?? []),
];

const control = (element: Element, name: string): HTMLElement => {
  const button = controls(element).find(({ textContent }) => textContent?.trim() === name);
  if (!button) throw new Error(`There is no button "${name}".`);
  return button;
};

export const Controls: Story = {
  args: { src: demo('/article', { interval: 20, text: TEXT }), controls: true },
  parameters: about(
    'The buttons stop, pause, skip, replay and copy. A keyboard reaches all of them.',
  ),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await untilState(element, 'streaming');
    control(element, 'Pause').click();
    await expect(element.paused).toBe(true);
    await until(() => expect(control(element, 'Play')).toBeVisible());
    control(element, 'Play').click();
    await expectTyped(element, TEXT);
  },
};

export const StopAndContinue: Story = {
  name: 'Stop and continue',
  args: { src: demo('/article', { interval: 40, text: TEXT }), controls: true },
  parameters: about(
    'After Stop, the same button reads Continue, and the answer goes on where it was interrupted.',
  ),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await untilTyped(element, 5);
    control(element, 'Stop').click();
    await untilState(element, 'stopped');
    await until(() => expect(control(element, 'Continue')).toBeVisible());
    control(element, 'Continue').click();
    await expectTyped(element, TEXT);
  },
};

export const Copied: Story = {
  args: { src: demo('/article', { interval: 0, text: TEXT }), controls: true },
  parameters: about('For two seconds the button Copy says whether the text was copied.'),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expectTyped(element, TEXT);
    control(element, 'Copy').click();
    // A browser without a window may forbid it, and then the button says that.
    await until(async () => {
      const names = controls(element).map(({ textContent }) => textContent?.trim());
      await expect(names.some((name) => name === 'Copied' || name?.startsWith('Not copied'))).toBe(
        true,
      );
    });
    await until(() => expect(control(element, 'Copy')).toBeVisible());
  },
};

export const ByWord: Story = {
  name: 'By word',
  args: { src: demo('/article', { interval: 20, text: TEXT }), by: 'word', speed: 40 },
  parameters: about(
    'Text appears word by word. This works in Chinese too, where no spaces separate the words.',
  ),
  async play({ canvasElement }) {
    await expectTyped(elementIn(canvasElement), TEXT);
  },
};
