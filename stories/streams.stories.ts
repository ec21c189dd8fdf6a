import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect } from 'storybook/test';
import { EMOJI, LYRIC, PARAGRAPHS, prose, RTL } from '../demo-server/texts.js';
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
  pageOf,
  stream,
  until,
  untilTyped,
  type Story,
  type StreamArgs,
} from './support.js';

const TEXT = 'No letter is lost on the way, and none is written twice.';

const meta: Meta<StreamArgs> = {
  title: 'Streams',
  ...pageOf(
    'Servers send text fast and slowly, in many scripts, and over connections that drop.',
    'src',
    'speed',
    'cursor',
  ),
};

export default meta;

export const Lyric: Story = {
  args: { src: demo('/article', { interval: 20 }) },
  parameters: about(
    'A server sends the folk song 茉莉花, “Jasmine Flower”, one character per event.',
  ),
  render: (args, context) => stream(args, context, { lang: 'zh-Hant' }),
  async play({ canvasElement }) {
    await expectTyped(elementIn(canvasElement), LYRIC);
  },
};

export const Burst: Story = {
  args: { src: demo('/burst', { size: 60, interval: 250, text: prose(300) }) },
  parameters: about(
    'The server sends nothing for a while, then sixty characters at once, again and again. The element types them at a steady pace.',
  ),
  async play({ canvasElement }) {
    await expectTyped(elementIn(canvasElement), prose(300));
  },
};

export const EmojiClusters: Story = {
  name: 'Emoji clusters',
  args: { src: demo('/emoji', { interval: 10 }) },
  parameters: about(
    'Families, flags and skin tones arrive in pieces. The element holds a piece back until the emoji is whole.',
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
  parameters: about(
    'Arabic and Hebrew are written from right to left. Each line takes its direction from its first letter.',
  ),
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
  parameters: about(
    'A message may have several lines. Empty lines and spaces at the beginning of a line are kept.',
  ),
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
  parameters: about('A thousand words arrive at once, in a box that scrolls.'),
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
    'The connection breaks three times. Each new connection names the last id, and the server continues there. ' +
      'Only the demo server shows this. On a host without a server, a service worker answers, and Chromium hides the id from it. So ' +
      'the service worker sends the text again from the top.',
  ),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expectTyped(element, TEXT);
    await expect(heard(element, 'stream-retry').length).toBeGreaterThanOrEqual(3);
    const ids = (await connections(element)).requests.map(({ lastEventId }) => lastEventId);
    // A browser may lose the last letters with the connection, and asks for them again.
    const [first, ...later] = ids;
    await expect(first).toBeNull();
    await expect(later.length).toBeGreaterThanOrEqual(3);
    await expect(later).toEqual([...later].sort((one, other) => Number(one) - Number(other)));
    await expect(Number(later[0])).toBeGreaterThan(0);
  },
};

export const DroppedWithoutIds: Story = {
  name: 'Dropped without ids',
  args: {
    src: demo('/drop-without-ids', { after: 15, times: 2, interval: 10, retry: 50, text: TEXT }),
  },
  parameters: about(
    'This server has no ids, so it starts again from the top after each break. The element skips what is already on screen.',
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
  parameters: about(
    'Press the button as often as you like: each time the server cuts the connection, and the text goes on.',
  ),
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
    'This server does not say that its text is complete; it only closes the connection. The element asks once more, and ends when nothing new comes.',
  ),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expectTyped(element, TEXT);
    await expect(heard(element, 'stream-end').map(({ reason }) => reason)).toEqual(['closed']);
  },
};

export const FedByHand: Story = {
  name: 'Fed by hand',
  parameters: about(
    'There is no `src`. The page gives the text with `write()` and `replace()`, and finishes with `end()`.',
  ),
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
  parameters: about('Two elements have two streams, and each has its own text, state and speed.'),
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
