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
  pageOf,
  stream,
  until,
  untilState,
  untilTyped,
  type Story,
  type StreamArgs,
} from './support.js';

const TEXT = 'The first words are on the screen before the last ones exist.';

const meta: Meta<StreamArgs> = {
  title: 'Slots',
  ...pageOf('What stands between the tags replaces a part of the element.', 'src'),
};

export default meta;

export const Default: Story = {
  args: { src: demo('/slow-headers', { delay: 800, interval: 5, text: TEXT }) },
  parameters: about(
    'Content without a slot is a placeholder: a reader sees it until the first text arrives, and where there is no JavaScript.',
  ),
  render: (args, context) =>
    stream(args, context, { content: html`<em>The answer is on its way.</em>` }),
  async play({ canvas, canvasElement }) {
    const element = elementIn(canvasElement);
    const placeholder = canvas.getByText('The answer is on its way.');
    await expect(placeholder).toBeVisible();
    await untilTyped(element, 1);
    await expect(placeholder.checkVisibility()).toBe(false);
    await expectTyped(element, TEXT);
  },
};

export const Cursor: Story = {
  args: { src: breaksOff('The cursor waits here') },
  parameters: about('The slot `cursor` takes anything small in place of the cursor.'),
  render: (args, context) =>
    stream(args, context, {
      content: html`<span slot="cursor" style="margin-inline-start: 0.15em">✍️</span>`,
    }),
  async play({ canvas, canvasElement }) {
    const element = elementIn(canvasElement);
    await untilState(element, 'retrying');
    await until(() => expect(element.typedText).toBe(element.text));
    await expect(inside(element, '.caret').getBoundingClientRect().width).toBe(0);
    await expect(canvas.getByText('✍️').checkVisibility()).toBe(true);
  },
};

export const Retry: Story = {
  args: { src: breaksOff(TEXT, 22) },
  parameters: about(
    'The slot `retry` replaces the sentence and the button that a reader sees while the connection is lost.',
  ),
  render: (args, context) =>
    stream(args, context, {
      content: html`<p slot="retry">The line went dead. The rest comes when it is back.</p>`,
    }),
  async play({ canvas, canvasElement }) {
    const element = elementIn(canvasElement);
    await untilState(element, 'retrying');
    await until(() => expect(canvas.getByText(/line went dead/).checkVisibility()).toBe(true));
    await expect(inside(element, '[part=retry] .sentence').checkVisibility()).toBe(false);
  },
};

export const Error: Story = {
  args: { src: demo('/error', { status: 404 }) },
  parameters: about(
    'The slot `error` replaces the sentence and the button that a reader sees after a failure.',
  ),
  render: (args, context) =>
    stream(args, context, {
      content: html`<p slot="error">
        This article is not here any more. <a href="#articles">See all articles</a>
      </p>`,
    }),
  async play({ canvas, canvasElement }) {
    const element = elementIn(canvasElement);
    await expect(canvas.getByText(/not here any more/).checkVisibility()).toBe(false);
    await untilState(element, 'error');
    await until(() => expect(canvas.getByRole('link').checkVisibility()).toBe(true));
    await expect(inside(element, '[part=error] .sentence').checkVisibility()).toBe(false);
  },
};
