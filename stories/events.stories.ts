import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect } from 'storybook/test';
import {
  about,
  demo,
  elementIn,
  heard,
  pageOf,
  stream,
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
  ...pageOf(
    'The element tells the page what happens, and what the answer cost. The [Reference](?path=/docs/reference--docs) lists all events.',
    'src',
  ),
};

export default meta;

export const Messages: Story = {
  name: 'stream-message',
  args: answer(),
  parameters: about(
    '`stream-message` reports every message of the stream, also a message without text, such as the one with the usage.',
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
  parameters: about(
    '`usage` is what the answer cost, and `finishReason` is why the model stopped.',
  ),
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
