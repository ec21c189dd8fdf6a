import type { Meta } from '@storybook/web-components-vite';
import { expect } from 'storybook/test';
import { ANSWER, FAILURE, THINKING } from '../demo-server/scenarios/llm-formats.js';
import { registerFormat } from '../src/index.js';
import {
  about,
  demo,
  elementIn,
  elementsIn,
  expectTyped,
  given,
  grid,
  pageOf,
  stream,
  untilState,
  type Story,
  type StreamArgs,
} from './support.js';

/** The answer of one API, as its wire format has it. */
const answer = (name: string, query: Record<string, string | number> = {}): StreamArgs => ({
  src: demo(`/formats/${name}`, { interval: 5, ...query }),
  format: name,
});

const meta: Meta<StreamArgs> = {
  title: 'Formats',
  ...pageOf(
    'Each API writes its answer in its own way, and `format` says which. The text on screen is always the same.',
    'src',
    'format',
    'path',
  ),
};

export default meta;

const types = (args: StreamArgs, story: string): Story => ({
  args,
  parameters: about(story),
  play: ({ canvasElement }) => expectTyped(elementIn(canvasElement), ANSWER),
});

export const PlainText = types(answer('text'), 'Every message is text. This is the default.');
export const AnyJson = types(
  { ...answer('openai'), format: 'json', path: 'choices.0.delta.content' },
  'For an API that has no format of its own, say where the text is: `path` and `when`.',
);
export const OpenAI = types(
  answer('openai'),
  'Chat completions of OpenAI, and of every server that copies them.',
);
export const OpenAIResponses = types(answer('openai-responses'), 'The Responses API of OpenAI.');
export const Gemini = types(answer('gemini'), 'The Gemini API of Google.');
export const Cohere = types(answer('cohere'), 'The chat API of Cohere.');
export const Ollama = types(
  answer('ollama'),
  'Ollama sends one JSON object per line, and no Server-Sent Events.',
);
export const AiSdk = types(answer('ai-sdk'), 'The UI message stream of the AI SDK of Vercel.');
export const AgUi = types(answer('ag-ui'), 'The AG-UI protocol for agents.');
export const LangServe = types(answer('langserve'), 'LangServe of LangChain.');
export const Dify = types(answer('dify'), 'The chat API of Dify.');

export const Anthropic: Story = {
  args: answer('anthropic'),
  parameters: about(
    'The Messages API of Anthropic. What the model thinks is not typed: it is in `reasoning`.',
  ),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expectTyped(element, ANSWER);
    await expect(element.reasoning).toBe(THINKING);
  },
};

export const Recognised: Story = {
  ...types(
    { ...answer('gemini'), format: 'auto' },
    '`format="auto"` recognises the API from its first message.',
  ),
  name: 'Recognised by itself',
};

registerFormat('shouting', {
  terminated: true,
  parse: ({ data }) => (data === 'STOP' ? { done: true } : { text: data.toUpperCase() }),
});

export const Registered: Story = {
  name: 'A format of your own',
  args: { src: '/given', format: 'shouting' },
  parameters: about('`registerFormat()` gives a name to a function of yours.'),
  render: (args, context) =>
    stream(args, context, {
      properties: { fetch: given({ data: 'every word ' }, { data: 'counts' }, { data: 'STOP' }) },
    }),
  play: ({ canvasElement }) => expectTyped(elementIn(canvasElement), 'EVERY WORD COUNTS'),
};

export const ErrorInTheMiddle: Story = {
  name: 'An error in the middle',
  args: answer('anthropic', { fail: 1 }),
  parameters: about(
    'The API reports a failure in the middle of its answer. The text so far stays.',
  ),
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
  name: 'The same answer from six APIs',
  parameters: about('Six elements side by side. Only `src` and `format` differ.'),
  render: (_args, context) =>
    grid(
      ...SHOWN.map(
        (name) => [`format="${name}"`, stream(answer(name), context, { suffix: name })] as const,
      ),
    ),
  async play({ canvasElement }) {
    const elements = elementsIn(canvasElement);
    await expect(elements).toHaveLength(SHOWN.length);
    for (const element of elements) await expectTyped(element, ANSWER);
  },
};
