import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect } from 'storybook/test';
import { ANSWER, FAILURE, THINKING } from '../demo-server/scenarios/llm-formats.js';
import { argTypes } from './arg-types.js';
import {
  about,
  demo,
  elementIn,
  expectTyped,
  page,
  render,
  stage,
  stream,
  untilState,
  type Story,
  type StreamArgs,
} from './support.js';

/** The answer of one API, as its wire format has it. */
const answer = (name: string, query: Record<string, string | number> = {}): StreamArgs => ({
  src: demo(`/formats/${name}`, { interval: 10, ...query }),
  format: name,
});

const meta: Meta<StreamArgs> = {
  title: 'Formats',
  component: 'typewriter-stream',
  tags: ['autodocs'],
  decorators: [stage],
  argTypes,
  parameters: page('The same answer in the wire formats of many APIs.', 'src', 'format', 'path'),
  render,
};

export default meta;

export const OpenAI: Story = {
  name: 'OpenAI',
  args: answer('openai'),
  parameters: about('Chat completions, and everything compatible with them.'),
  async play({ canvasElement }) {
    await expectTyped(elementIn(canvasElement), ANSWER);
  },
};

export const Anthropic: Story = {
  args: answer('anthropic'),
  parameters: about('The thinking is apart from the text, in `reasoning`.'),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expectTyped(element, ANSWER);
    await expect(element.reasoning).toBe(THINKING);
  },
};

export const Recognised: Story = {
  name: 'Recognised by itself',
  args: { ...answer('gemini'), format: 'auto' },
  parameters: about('`format="auto"` recognises the API from its first message.'),
  async play({ canvasElement }) {
    await expectTyped(elementIn(canvasElement), ANSWER);
  },
};

export const AnyJson: Story = {
  name: 'Any JSON',
  args: {
    ...answer('openai'),
    format: 'json',
    path: 'choices.0.delta.content',
  },
  parameters: about('For everything else, say where the text is: `path` and `when`.'),
  async play({ canvasElement }) {
    await expectTyped(elementIn(canvasElement), ANSWER);
  },
};

export const ErrorInTheMiddle: Story = {
  name: 'An error in the middle',
  args: answer('anthropic', { fail: 1 }),
  parameters: about('The API reports a failure in the stream. The text so far stays.'),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await untilState(element, 'error');
    await expect(element.error?.kind).toBe('server');
    await expect(element.error?.message).toContain(FAILURE);
    await expect(ANSWER.startsWith(element.text)).toBe(true);
  },
};

/** Six at a time: a browser opens no more connections to one server. */
const SHOWN = ['openai', 'openai-responses', 'anthropic', 'gemini', 'ollama', 'ai-sdk'];

export const SameAnswer: Story = {
  name: 'The same answer, six APIs',
  parameters: about('One tag each. Only `src` and `format` differ.'),
  render: (_args, context) => html`
    <div
      style="display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr))"
    >
      ${SHOWN.map(
        (name) => html`
          <section>
            <h3 style="font: 600 0.875rem/1.5 system-ui; margin: 0 0 0.5rem">${name}</h3>
            ${stream(answer(name), context, { suffix: name })}
          </section>
        `,
      )}
    </div>
  `,
  async play({ canvasElement }) {
    const elements = canvasElement.querySelectorAll('typewriter-stream');
    await expect(elements.length).toBe(SHOWN.length);
    for (const element of elements) await expectTyped(element, ANSWER);
  },
};
