import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect } from 'storybook/test';
import { prose } from '../demo-server/texts.js';
import { argTypes } from './arg-types.js';
import {
  about,
  demo,
  elementIn,
  elementsIn,
  expectTyped,
  grid,
  page,
  render,
  stage,
  stream,
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
  component: 'typewriter-stream',
  tags: ['autodocs'],
  decorators: [stage],
  argTypes,
  parameters: page('What helps someone who reads along.', 'by', 'fade', 'follow', 'controls'),
  render,
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
  parameters: about('Buttons to stop, pause, skip, replay and copy, reached with the keyboard.'),
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
  parameters: about('After Stop, the same button continues where the answer was interrupted.'),
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
  parameters: about('Copy says for two seconds whether the text was copied.'),
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

const LONG = prose(900);

export const Follow: Story = {
  parameters: about(
    'With `follow`, the end of the text stays in view. Scrolling back wins, and a button leads to the latest text.',
  ),
  render: (_args, context) =>
    grid(
      ...[false, true].map((follow) => {
        const args = { src: demo('/article', { interval: 1, text: LONG }), follow };
        const name = follow ? 'follow' : 'without follow';
        return [
          name,
          html`<div
            role="region"
            aria-label=${name}
            tabindex="0"
            style="block-size: 10rem; overflow: auto; border: 1px solid #8a8f98; padding: 0.5rem"
          >
            ${stream(args, context, { suffix: name.replace(' ', '-') })}
          </div>`,
        ] as const;
      }),
    ),
  async play({ canvasElement }) {
    const [still, following] = elementsIn(canvasElement);
    const box = following?.parentElement;
    if (!still || !following || !box) throw new Error('The story shows two elements.');
    await Promise.all([still.finished, following.finished]);
    await expect(still.parentElement?.scrollTop).toBe(0);
    await until(() => expect(box.scrollHeight - box.clientHeight - box.scrollTop).toBeLessThan(24));
  },
};

export const ByWord: Story = {
  name: 'By word',
  args: { src: demo('/article', { interval: 20, text: TEXT }), by: 'word', speed: 40 },
  parameters: about('Text appears word by word, in Chinese too.'),
  async play({ canvasElement }) {
    await expectTyped(elementIn(canvasElement), TEXT);
  },
};

export const ByLine: Story = {
  name: 'By line',
  args: { src: demo('/article', { interval: 10, text: TEXT }), by: 'line' },
  parameters: about('Text appears line by line.'),
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
