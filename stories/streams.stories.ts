import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect } from 'storybook/test';
import { EMOJI, LYRIC, PARAGRAPHS, prose, RTL } from '../demo-server/texts.js';
import { argTypes } from './arg-types.js';
import {
  about,
  bar,
  button,
  connections,
  cut,
  demo,
  elementIn,
  expectTyped,
  heard,
  linesOf,
  page,
  render,
  stage,
  stream,
  until,
  untilTyped,
  type Story,
  type StreamArgs,
} from './support.js';

const TEXT = 'No letter is lost on the way, and none is written twice.';

const meta: Meta<StreamArgs> = {
  title: 'Streams',
  component: 'typewriter-stream',
  tags: ['autodocs'],
  decorators: [stage],
  argTypes,
  parameters: page(
    'What servers send: fast and slow, in many scripts, and over connections that drop.',
    'src',
    'speed',
    'cursor',
  ),
  render,
};

export default meta;

export const Lyric: Story = {
  args: { src: demo('/article', { interval: 20 }) },
  parameters: about('茉莉花, “Jasmine Flower”: a folk song, one character per event.'),
  render: (args, context) => stream(args, context, { lang: 'zh-Hant' }),
  async play({ canvasElement }) {
    await expectTyped(elementIn(canvasElement), LYRIC);
  },
};

export const Burst: Story = {
  args: { src: demo('/burst', { size: 60, interval: 250, text: prose(300) }) },
  parameters: about(
    'Nothing, then sixty characters at once, again and again. They are typed at a steady pace.',
  ),
  async play({ canvasElement }) {
    await expectTyped(elementIn(canvasElement), prose(300));
  },
};

export const EmojiClusters: Story = {
  name: 'Emoji clusters',
  args: { src: demo('/emoji', { interval: 10 }) },
  parameters: about(
    'Families, flags and skin tones come in pieces. A piece is held back until its cluster is whole.',
  ),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expectTyped(element, EMOJI);
    await expect(linesOf(element)).toHaveLength(5);
  },
};

export const RightToLeft: Story = {
  name: 'Right to left',
  args: { src: demo('/rtl', { interval: 5 }) },
  parameters: about('Arabic and Hebrew. Each line takes its direction from its first letter.'),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expectTyped(element, RTL);
    const directions = linesOf(element).map((line) => getComputedStyle(line).direction);
    await expect(directions).toEqual(['rtl', 'rtl', 'rtl', 'rtl', 'ltr']);
  },
};

export const MultiLine: Story = {
  name: 'Multi-line',
  args: { src: demo('/multi-line', { interval: 50 }) },
  parameters: about('Several lines in a message. Empty lines and leading spaces are kept.'),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expectTyped(element, PARAGRAPHS);
    const [first, , , third] = linesOf(element);
    await expect(first?.textContent).toBe('The first line,\n');
    await expect(third?.textContent).toBe('  Two spaces lead this line,\n');
  },
};

export const LongText: Story = {
  name: 'Long text',
  args: { src: demo('/long', { chars: 6000, interval: 0 }) },
  parameters: about('A thousand words that come at once.'),
  render: (args, context) =>
    html`<div
      role="region"
      aria-label="A long text"
      tabindex="0"
      style="block-size: 16rem; overflow: auto"
    >
      ${stream(args, context)}
    </div>`,
  async play({ canvasElement }) {
    await expectTyped(elementIn(canvasElement), prose(6000));
  },
};

export const DroppedWithIds: Story = {
  name: 'Dropped and resumed with ids',
  args: { src: demo('/drop', { after: 15, times: 3, interval: 10, retry: 50, text: TEXT }) },
  parameters: about(
    'The connection breaks three times. Each new one names the last id, and the server goes on there.',
  ),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expectTyped(element, TEXT);
    await expect(heard(element, 'stream-retry').length).toBeGreaterThanOrEqual(3);
    const ids = (await connections(element)).requests.map(({ lastEventId }) => lastEventId);
    await expect(ids).toEqual([null, '15', '30', '45']);
  },
};

export const DroppedWithoutIds: Story = {
  name: 'Dropped without ids',
  args: {
    src: demo('/drop-without-ids', { after: 15, times: 2, interval: 10, retry: 50, text: TEXT }),
  },
  parameters: about(
    'No ids: the server starts again from the top. What is already there is skipped, not repeated.',
  ),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expectTyped(element, TEXT);
    await expect(heard(element, 'stream-retry').length).toBeGreaterThanOrEqual(2);
    const deltas = heard(element, 'stream-delta').map(({ text }) => text);
    await expect(deltas.join('')).toBe(TEXT);
  },
};

export const CutByHand: Story = {
  name: 'Cut by hand',
  args: { src: demo('/article', { interval: 60, retry: 100, text: TEXT }) },
  parameters: about('Cut the connection as often as you like.'),
  render: (args, context) =>
    html`${stream(args, context)}
    ${bar(button('Cut the connection', (element) => void cut(element)))}`,
  async play({ canvas, canvasElement, userEvent }) {
    const element = elementIn(canvasElement);
    await untilTyped(element, 5);
    await userEvent.click(canvas.getByRole('button', { name: 'Cut the connection' }));
    await until(() => expect(heard(element, 'stream-retry').length).toBeGreaterThanOrEqual(1));
    await expectTyped(element, TEXT);
    await expect((await connections(element)).total).toBeGreaterThanOrEqual(2);
  },
};

export const ClosedWithoutSentinel: Story = {
  name: 'Closed without a sentinel',
  args: { src: demo('/closes', { interval: 5, retry: 50, text: TEXT }) },
  parameters: about(
    'The server only closes. It is asked once more, has nothing new to say, and that is the end.',
  ),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expectTyped(element, TEXT);
    await expect(heard(element, 'stream-end').map(({ reason }) => reason)).toEqual(['closed']);
  },
};

export const FedByHand: Story = {
  name: 'Fed by hand',
  parameters: about('No `src`: text comes from `append()` and `replace()`, until `end()`.'),
  render: (args, context) =>
    html`${stream(args, context, { content: 'Nothing has been given yet.' })}
    ${bar(
      button('write', (element) => element.write('Some words. ')),
      button('replace', (element) => element.replace('Some other words. ')),
      button('end', (element) => element.end()),
      button('clear', (element) => element.clear()),
    )}`,
  async play({ canvas, canvasElement, step, userEvent }) {
    const element = elementIn(canvasElement);
    const press = (name: string) => userEvent.click(canvas.getByRole('button', { name }));
    await step('write() adds', async () => {
      await press('write');
      await press('write');
      await until(() => expect(element.typedText).toBe('Some words. Some words. '));
      await expect(element.state).toBe('streaming');
    });
    await step('clear() empties', async () => {
      await press('clear');
      await expect(element.typedText).toBe('');
    });
    await step('replace() keeps what both have in common', async () => {
      await press('write');
      await press('replace');
      await until(() => expect(element.typedText).toBe('Some other words. '));
    });
    await step('end() ends', async () => {
      await press('end');
      await expectTyped(element, 'Some other words. ');
      await expect(heard(element, 'stream-end').map(({ reason }) => reason)).toEqual(['manual']);
    });
  },
};

export const TwoAtOnce: Story = {
  name: 'Two at once',
  args: { src: demo('/article', { interval: 10, text: TEXT }) },
  parameters: about('Two elements, two streams: each has its own text, state and speed.'),
  render: (args, context) =>
    html`<div style="display: grid; grid-template-columns: 1fr 1fr; gap: 2rem">
      ${stream(args, context, { suffix: '-a' })}
      ${stream({ ...args, speed: 30 }, context, { suffix: '-b' })}
    </div>`,
  async play({ canvasElement }) {
    const [first, second] = canvasElement.querySelectorAll('typewriter-stream');
    await expectTyped(first!, TEXT);
    await expect(second!.typedText.length).toBeLessThan(TEXT.length);
    await expectTyped(second!, TEXT);
  },
};
