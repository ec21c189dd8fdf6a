import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect } from 'storybook/test';
import { MARKDOWN_ANSWER } from '../demo-server/markdown-answer.js';
import { argTypes } from './arg-types.js';
import {
  about,
  demo,
  elementIn,
  elementsIn,
  expectTyped,
  grid,
  heard,
  inside,
  page,
  render,
  stage,
  stream,
  until,
  untilTyped,
  type Story,
  type StreamArgs,
} from './support.js';

const answer = (query: Record<string, string | number> = {}): StreamArgs => ({
  src: demo('/answer', { interval: 5, ...query }),
  format: 'openai',
  markup: 'markdown',
});

const meta: Meta<StreamArgs> = {
  title: 'Events',
  component: 'typewriter-stream',
  tags: ['autodocs'],
  decorators: [stage],
  argTypes,
  parameters: page('What the element tells the page besides the text.', 'src', 'live-event'),
  render,
};

export default meta;

export const Messages: Story = {
  name: 'stream-message',
  args: answer(),
  parameters: about(
    'Every message of the stream, also those without text, such as the one with the usage.',
  ),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await element.finished;
    const messages = heard(element, 'stream-message');
    await expect(messages.length).toBeGreaterThan(heard(element, 'stream-delta').length);
    await expect(
      messages.some(({ json }) => typeof json === 'object' && json !== null && 'usage' in json),
    ).toBe(true);
  },
};

export const UsageAndFinishReason: Story = {
  name: 'usage and finishReason',
  args: answer(),
  parameters: about('What the answer cost, and why the model stopped.'),
  render: (args, context) => html`
    ${stream(args, context)}
    <p data-facts style="font-size: 0.875rem"></p>
  `,
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await element.finished;
    const facts = canvasElement.querySelector('[data-facts]');
    if (facts) {
      facts.textContent = `Finish reason: ${element.finishReason ?? 'none'}. Usage: ${JSON.stringify(element.usage)}.`;
    }
    await expect(element.finishReason).toBe('stop');
    await expect(JSON.stringify(element.usage)).toContain('42');
    await expect(heard(element, 'stream-end').map(({ finishReason }) => finishReason)).toEqual([
      'stop',
    ]);
  },
};

export const Truncated: Story = {
  args: answer({ fault: 'length' }),
  parameters: about(
    'The model reached its limit. `:state(truncated)` lets the page say so; here, a dashed line.',
  ),
  render: (args, context) =>
    html`<style>
        .cut-off:state(truncated) {
          border-block-end: 3px dashed #b3261e;
        }
      </style>
      ${stream(args, context, { className: 'cut-off' })}`,
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await element.finished;
    await expect(element.finishReason).toBe('length');
    await expect(element.matches(':state(truncated)')).toBe(true);
    await expect(getComputedStyle(element).borderBlockEndStyle).toBe('dashed');
    await expect(MARKDOWN_ANSWER.startsWith(element.text)).toBe(true);
    await until(() => expect(inside(element, '[role=status]')).toHaveTextContent('Answer cut off'));
  },
};

const TOLD = 'Whoever joins late sees all of this at once, and only ';
const TEXT = `${TOLD}these last words are typed.`;

export const LiveEvent: Story = {
  name: 'live-event',
  parameters: about(
    'Text before `event: live` is old and shown at once. On the right, `live-event=""` turns that off.',
  ),
  render: (_args, context) => {
    const args = { src: demo('/live', { past: 11, interval: 400, text: TEXT }), speed: 20 };
    return grid(
      ['live-event="live"', stream(args, context, { suffix: 'a' })],
      ['live-event=""', stream({ ...args, 'live-event': '' }, context, { suffix: 'b' })],
    );
  },
  async play({ canvasElement }) {
    const [live, typed] = elementsIn(canvasElement);
    if (!live || !typed) throw new Error('The story shows two elements.');
    await untilTyped(live, 1);
    await expect(live.typedText.length).toBeGreaterThanOrEqual(TOLD.length);
    await expect(typed.typedText.length).toBeLessThan(TOLD.length);
    await expectTyped(live, TEXT);
    await expectTyped(typed, TEXT);
  },
};
