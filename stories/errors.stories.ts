import type { Meta } from '@storybook/web-components-vite';
import { expect } from 'storybook/test';
import { FAILURE } from '../demo-server/scenarios/llm-formats.js';
import { MARKDOWN_ANSWER } from '../demo-server/markdown-answer.js';
import {
  about,
  cut,
  demo,
  elementIn,
  elementsIn,
  expectTyped,
  grid,
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

type Element = ReturnType<typeof elementIn>;

const TEXT = 'The connection is lost, the words so far are not.';

const meta: Meta<StreamArgs> = {
  title: 'Errors and retries',
  ...pageOf(
    'A reader sees these sentences and buttons when a stream fails, and while the element tries again.',
    'src',
    'max-retries',
    'max-wait',
  ),
};

export default meta;

/** A sentence, and a button where another try may help. */
async function expectFailure(element: Element, words: string, button: boolean): Promise<void> {
  await untilState(element, 'error');
  await expect(element.matches(':state(error)')).toBe(true);
  await expect(heard(element, 'stream-error').map(({ error }) => error)).toEqual([element.error]);
  await until(() => expect(inside(element, '[part=error]')).toBeVisible());
  await expect(inside(element, '[part=error] .sentence')).toHaveTextContent(words);
  const buttons = element.shadowRoot?.querySelectorAll('[part=error] button') ?? [];
  await expect(buttons).toHaveLength(button ? 1 : 0);
}

const STATUSES: readonly (readonly [status: number, words: string, button: boolean])[] = [
  [401, 'You need to sign in', false],
  [403, 'You are not allowed', false],
  [404, 'does not exist', false],
  [413, 'too long', false],
  [429, 'Too many requests', true],
  [503, 'The server has a problem', true],
];

export const ByStatus: Story = {
  name: 'HTTP errors by status',
  parameters: about(
    'Each status has its own sentence. There is a button only where another try may help.',
  ),
  render: (_args, context) =>
    grid(
      ...STATUSES.map(([status]) => {
        const args = { src: demo('/error', { status }), 'max-retries': 0 };
        return [String(status), stream(args, context, { suffix: String(status) })] as const;
      }),
    ),
  async play({ canvasElement }) {
    for (const [index, element] of elementsIn(canvasElement).entries()) {
      const [status = 0, words = '', button = false] = STATUSES[index] ?? [];
      await expectFailure(element, words, button);
      await expect(element.error?.status).toBe(status);
    }
  },
};

export const ServersWords: Story = {
  name: "The server's own words",
  args: { src: demo('/error', { status: 404, message: 'Article 7 was withdrawn.' }) },
  parameters: about(
    'If the server explains the error in the body of its answer, the reader sees that sentence too.',
  ),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expectFailure(element, 'This answer does not exist.', false);
    await expect(inside(element, '.detail')).toHaveTextContent('Article 7 was withdrawn.');
  },
};

export const ContentType: Story = {
  name: 'Wrong content type',
  args: { src: demo('/wrong-type') },
  parameters: about(
    'The server answered with a web page instead of a stream, for example with a sign-in form.',
  ),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expectFailure(element, 'The server did not answer with a stream of text.', false);
    await expect(element.error?.kind).toBe('content-type');
  },
};

export const NotAUrl: Story = {
  name: 'Not a URL',
  args: { src: 'http://' },
  parameters: about(
    '`src` is not a URL. The element makes no request, and the error names the wrong address.',
  ),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expectFailure(element, 'The connection could not be made.', false);
    await expect(element.error?.message).toContain('src="http://"');
    await expect(element.attempt).toBe(0);
  },
};

export const InTheMiddle: Story = {
  name: 'An error in the middle',
  args: {
    src: demo('/answer', { fault: 'error', interval: 5 }),
    format: 'openai',
    markup: 'markdown',
  },
  parameters: about(
    'The provider failed in the middle of its answer. The text that was received stays on screen.',
  ),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expectFailure(element, 'The server reported a problem.', true);
    await expect(inside(element, '.detail')).toHaveTextContent(FAILURE);
    await expect(MARKDOWN_ANSWER.startsWith(element.text)).toBe(true);
  },
};

export const RetryAfter: Story = {
  name: 'Retry-After',
  args: {
    src: demo('/answer', { fault: '429', retryAfter: 2, interval: 0 }),
    format: 'openai',
    markup: 'markdown',
  },
  parameters: about('The server is busy and says how long. The element counts the seconds down.'),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await untilState(element, 'retrying');
    await until(() =>
      expect(inside(element, '[part=retry] .sentence')).toHaveTextContent(
        /Too many requests at the moment\. Trying again/,
      ),
    );
    await expect(heard(element, 'stream-retry')[0]?.delay).toBeGreaterThanOrEqual(2000);
    await element.finished;
    await expect(element.text).toBe(MARKDOWN_ANSWER);
  },
};

export const TryNow: Story = {
  name: 'Try now',
  args: {
    src: demo('/answer', { fault: '429', retryAfter: 100, interval: 5 }),
    format: 'openai',
    markup: 'markdown',
  },
  parameters: about('A reader who does not want to wait presses the button.'),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await untilState(element, 'retrying');
    await until(() => expect(inside(element, '[part=retry] button')).toBeVisible());
    inside(element, '[part=retry] button').click();
    await element.finished;
    await expect(element.text).toBe(MARKDOWN_ANSWER);
  },
};

export const MaxWait: Story = {
  name: 'Max wait',
  args: {
    src: demo('/answer', { fault: '429', retryAfter: 100 }),
    format: 'openai',
    'max-wait': 5000,
  },
  parameters: about(
    'The server asks for a longer wait than `max-wait` allows, so the element gives up at once.',
  ),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expectFailure(element, 'Too many requests at the moment.', true);
    await expect(element.attempt).toBe(1);
  },
};

export const Offline: Story = {
  args: {
    src: demo('/article', { interval: 20, retry: 60_000, text: TEXT }),
    transport: 'fetch',
  },
  parameters: about('The browser is offline. As soon as it is online again, the text continues.'),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await untilTyped(element, 5);
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    try {
      await cut(element);
      await untilState(element, 'retrying');
      await until(() =>
        expect(inside(element, '[part=retry] .sentence')).toHaveTextContent('You are offline.'),
      );
    } finally {
      Reflect.deleteProperty(navigator, 'onLine');
    }
    dispatchEvent(new Event('online'));
    await expectTyped(element, TEXT);
  },
};
