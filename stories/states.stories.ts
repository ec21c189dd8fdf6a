import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect } from 'storybook/test';
import { MARKDOWN_ANSWER } from '../demo-server/markdown-answer.js';
import { prose } from '../demo-server/texts.js';
import {
  about,
  breaksOff,
  bar,
  button,
  connections,
  demo,
  elementIn,
  expectTyped,
  heard,
  inside,
  pageOf,
  stream,
  until,
  untilState,
  untilTyped,
  type Story,
  type StreamArgs,
} from './support.js';

const TEXT = 'A stream is a text that has not finished arriving.';
const LONG = prose(200);

const meta: Meta<StreamArgs> = {
  title: 'States',
  ...pageOf(
    'A run goes through these states. JavaScript reads the state as `state`, and CSS as `:state(…)`.',
    'src',
    'speed',
    'paused',
    'max-retries',
  ),
};

export default meta;

export const Idle: Story = {
  parameters: about(
    'Nothing starts without `src`. The content between the tags is shown as a placeholder.',
  ),
  render: (args, context) => stream(args, context, { content: 'Nothing has been asked yet.' }),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expect(element.state).toBe('idle');
    await expect(element.matches(':state(idle)')).toBe(true);
    await expect(element.attempt).toBe(0);
    await expect(inside(element, '[part=cursor]')).not.toBeVisible();
  },
};

export const Connecting: Story = {
  args: { src: demo('/slow-headers', { delay: 60_000 }) },
  parameters: {
    ...about('The request has been sent, and nothing has come back yet. The cursor blinks.'),
    openEnded: true,
  },
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await untilState(element, 'connecting');
    await expect(element.matches(':state(connecting)')).toBe(true);
    await expect(element.text).toBe('');
    await expect(inside(element, '[part=cursor]').dataset['activity']).toBe('waiting');
    await until(() => expect(inside(element, '[role=status]')).toHaveTextContent('Generating…'));
  },
};

export const Streaming: Story = {
  args: { src: demo('/long', { chars: 5000, interval: 250 }) },
  parameters: {
    ...about('Text is arriving, here one word every quarter of a second.'),
    openEnded: true,
  },
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await untilTyped(element, 11);
    await expect(element.state).toBe('streaming');
    await expect(element.matches(':state(streaming)')).toBe(true);
    await expect(element.text).toContain('A stream is');
    await expect(heard(element, 'stream-open')).toHaveLength(1);
  },
};

export const Retrying: Story = {
  args: { src: breaksOff(TEXT, 17) },
  parameters: about(
    'The connection broke, and the server asks the browser to wait for a minute before the next one. The text stays.',
  ),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await untilState(element, 'retrying');
    await expect(element.matches(':state(retrying)')).toBe(true);
    const [retry] = heard(element, 'stream-retry');
    await expect(retry?.error.kind).toBe('network');
    // A browser may lose the last letter with the connection.
    await until(() => expect(element.typedText).toBe(element.text));
    await until(() => expect(inside(element, '[part=cursor]').dataset['activity']).toBe('waiting'));
  },
};

export const Typing: Story = {
  args: { src: demo('/article', { interval: 0, text: LONG }), speed: 10 },
  parameters: about('Everything has been received, but the last part is still being typed.'),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await untilState(element, 'typing');
    await expect(element.matches(':state(typing)')).toBe(true);
    await expect(element.text).toBe(LONG);
    await expect(element.typedText.length).toBeLessThan(element.text.length);
    await expect(heard(element, 'stream-end').map(({ reason }) => reason)).toEqual(['sentinel']);
  },
};

export const Done: Story = {
  args: { src: demo('/article', { interval: 10, text: TEXT }) },
  parameters: about('The last character is on screen, and the cursor has disappeared.'),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expectTyped(element, TEXT);
    await expect(element.matches(':state(done)')).toBe(true);
    await expect(heard(element, 'stream-typed').map(({ text }) => text)).toEqual([TEXT]);
    await expect(inside(element, '[part=cursor]')).not.toBeVisible();
    await until(() =>
      expect(inside(element, '[role=status]')).toHaveTextContent('Response complete'),
    );
  },
};

export const Stopped: Story = {
  args: { src: demo('/article', { interval: 60, text: TEXT }) },
  parameters: about('`stop()` closes the connection. The text that was received stays on screen.'),
  render: (args, context) =>
    html`${stream(args, context)} ${bar(button('Stop', (element) => element.stop()))}`,
  async play({ canvas, canvasElement, userEvent }) {
    const element = elementIn(canvasElement);
    await untilTyped(element, 3);
    await userEvent.click(canvas.getByRole('button', { name: 'Stop' }));
    await expect(element.state).toBe('stopped');
    await expect(element.matches(':state(stopped)')).toBe(true);
    await expect(element.typedText).toBe(element.text);
    await expect(TEXT.startsWith(element.text)).toBe(true);
    await until(async () => expect((await connections(element)).open).toBe(0));
    await until(() => expect(inside(element, '[role=status]')).toHaveTextContent('Stopped'));
  },
};

export const Paused: Story = {
  args: { src: demo('/article', { interval: 5, text: TEXT }), speed: 12, paused: true },
  parameters: about(
    '`pause()` holds the typing but not the network, so the text goes on arriving.',
  ),
  render: (args, context) =>
    html`${stream(args, context)}
    ${bar(
      button('Play', (element) => element.play()),
      button('Pause', (element) => element.pause()),
    )}`,
  async play({ canvas, canvasElement, userEvent }) {
    const element = elementIn(canvasElement);
    await expect(element.typedText).toBe('');
    await userEvent.click(canvas.getByRole('button', { name: 'Play' }));
    await untilTyped(element, 8);
    await userEvent.click(canvas.getByRole('button', { name: 'Pause' }));
    await untilState(element, 'typing');
    await expect(element.matches(':state(paused)')).toBe(true);
    await expect(element.text).toBe(TEXT);
    await expect(element.typedText.length).toBeLessThan(TEXT.length);
  },
};

export const Failed: Story = {
  name: 'Error',
  args: { src: demo('/error', { status: 404 }) },
  parameters: about('The element gave up, and tells the reader why.'),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await untilState(element, 'error');
    await expect(element.matches(':state(error)')).toBe(true);
    await expect(element.error?.status).toBe(404);
    await until(() => expect(inside(element, '[part=error]')).toBeVisible());
  },
};

export const Truncated: Story = {
  args: {
    src: demo('/answer', { interval: 5, fault: 'length' }),
    format: 'openai',
    markup: 'markdown',
    speed: 'instant',
  },
  parameters: about(
    'The model reached its limit and cut its answer off. The page can show that by `:state(truncated)`, here with a dashed line.',
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
