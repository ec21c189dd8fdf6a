import type { Meta } from '@storybook/web-components-vite';
import { expect } from 'storybook/test';
import { MARKDOWN_ANSWER } from '../demo-server/markdown-answer.js';
import {
  about,
  demo,
  elementIn,
  elementsIn,
  grid,
  inside,
  pageOf,
  stream,
  until,
  untilState,
  type Story,
  type StreamArgs,
} from './support.js';

type Element = ReturnType<typeof elementIn>;

/** A text in Markdown, sent a word per event. */
const markdown = (text: string, interval = 5): StreamArgs => ({
  src: demo('/answer', { format: 'json', interval, text }),
  format: 'json',
  markup: 'markdown',
});

const meta: Meta<StreamArgs> = {
  title: 'Markdown',
  ...pageOf(
    '`markup="markdown"` renders each block while it is still being written.',
    'src',
    'markup',
    'images',
    'speed',
    'by',
    'fade',
  ),
};

export default meta;

const all = (element: Element, selector: string): HTMLElement[] => [
  ...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
];

/** Waits for the end, and counts the nodes of each selector. */
async function expectNodes(element: Element, counts: Record<string, number>): Promise<void> {
  await element.finished;
  await expect(element.typedText).toBe(element.text);
  for (const [selector, count] of Object.entries(counts)) {
    await expect(all(element, selector), selector).toHaveLength(count);
  }
}

const block = (story: string, text: string, counts: Record<string, number>): Story => ({
  args: markdown(text),
  parameters: about(story),
  play: ({ canvasElement }) => expectNodes(elementIn(canvasElement), counts),
});

export const WholeAnswer: Story = {
  name: 'A whole answer',
  args: { src: demo('/answer', { interval: 15 }), format: 'openai', markup: 'markdown' },
  parameters: about('A chat answer with headings, a list, a table, code and a link.'),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expectNodes(element, { h2: 1, h3: 1, 'ol > li': 3, 'tbody tr': 2, pre: 1, 'a[href]': 1 });
    await expect(element.text).toBe(MARKDOWN_ANSWER);
  },
};

export const Difference: Story = {
  name: 'With and without',
  parameters: about('The same text: without `markup`, it is shown as it was sent.'),
  render: (_args, context) =>
    grid(
      ['markup="none"', stream({ ...markdown(SHORT), markup: 'none' }, context, { suffix: 'a' })],
      ['markup="markdown"', stream(markdown(SHORT), context, { suffix: 'b' })],
    ),
  async play({ canvasElement }) {
    const [plain, rendered] = elementsIn(canvasElement);
    if (!plain || !rendered) throw new Error('The story shows two elements.');
    await expectNodes(plain, { strong: 0, li: 0 });
    await expectNodes(rendered, { strong: 1, li: 2 });
    await expect(inside(plain, '[part=text]')).toHaveTextContent('**Two** things:');
    await expect(inside(rendered, '[part=text]')).toHaveTextContent('Two things:');
  },
};

const SHORT = '**Two** things:\n\n- the first,\n- and the second.\n';

export const Headings: Story = block(
  'Six levels.',
  '# One\n\n## Two\n\n### Three\n\n#### Four\n\n##### Five\n\n###### Six\n',
  { h1: 1, h2: 1, h3: 1, h4: 1, h5: 1, h6: 1 },
);

export const Paragraphs: Story = block(
  'Emphasis, deleted text and code within a line.',
  'Some words are *emphasized*, some **strong**, some ~~deleted~~, and some are `code`.\n\nA new paragraph.\n',
  { p: 2, em: 1, strong: 1, del: 1, "[part='code-span']": 1 },
);

export const Lists: Story = block(
  'Bullets, numbers, and a list within a list.',
  '- Tea\n- Coffee\n  - with milk\n  - without\n\n1. Boil the water.\n2. Wait.\n',
  { ul: 2, 'ol > li': 2, 'ul ul > li': 2 },
);

export const Tasks: Story = block(
  'A task list. Its boxes cannot be changed, and say whether the task is done.',
  '- [x] Open the stream\n- [ ] Read it to the end\n',
  { "[part='checkbox']": 2 },
);

export const Quote: Story = block('A quotation.', '> The cursor waits for the next word.\n', {
  blockquote: 1,
});

export const Code: Story = block(
  'A block of code, with its language and a button that copies it.',
  '```js\nconst answer = await element.finished;\nconsole.log(answer.text);\n```\n',
  { pre: 1, "[part='copy']": 1 },
);

export const Table: Story = block(
  'A table. It scrolls sideways if it is too wide.',
  '| Fruit | Price |\n| --- | ---: |\n| Apple | 2 |\n| Pear | 3 |\n',
  { table: 1, th: 2, 'tbody tr': 2 },
);

export const Links: Story = block(
  'Links, written out or with a text of their own.',
  'See [the standard](https://html.spec.whatwg.org/) or https://example.com/ for more.\n',
  { 'a[href]': 2 },
);

export const Rule: Story = block('A line between two parts.', 'Before.\n\n---\n\nAfter.\n', {
  hr: 1,
  p: 2,
});

export const Footnotes: Story = block(
  'Notes are collected at the end.',
  'A claim that needs a source.[^1]\n\n[^1]: And here it is.\n',
  { "[part='footnotes']": 1 },
);

export const Math: Story = block(
  'Formulas are shown as they were written, until `renderBlock` draws them.',
  'The area is \\(\\pi r^2\\).\n\n\\[\nE = mc^2\n\\]\n',
  { "[part~='math']": 2 },
);

const PICTURE = '![A round logo](favicon.svg)\n';

export const Images: Story = {
  parameters: about(
    'An image is a link unless `images` allows it, since loading it tells its server who is reading.',
  ),
  render: (_args, context) =>
    grid(
      ['images="none"', stream(markdown(PICTURE), context, { suffix: 'a' })],
      [
        'images="same-origin"',
        stream({ ...markdown(PICTURE), images: 'same-origin' }, context, { suffix: 'b' }),
      ],
    ),
  async play({ canvasElement }) {
    const [none, allowed] = elementsIn(canvasElement);
    if (!none || !allowed) throw new Error('The story shows two elements.');
    await expectNodes(none, { img: 0, a: 1 });
    await expectNodes(allowed, { img: 1 });
  },
};

export const HalfWritten: Story = {
  name: 'Half written',
  args: { markup: 'markdown' },
  parameters: about(
    'A mark or a block that is still open already looks like what it is going to be.',
  ),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    element.write('Some **strong words');
    await until(() => expect(all(element, 'strong')).toHaveLength(1));
    element.write('**.\n\n```js\nconst half =');
    element.end();
    await expectNodes(element, { strong: 1, pre: 1 });
  },
};

const HOSTILE = [
  '[Click me](javascript:alert(1)) and [me](data:text/html,<script>alert(1)</script>)',
  '<img src="/no-content?pixel=1" onerror="alert(1)">',
  '![Statistics](/no-content?pixel=2)',
  '![More](https://tracker.invalid/pixel=3)',
  '<script>document.title = "pixel"</script>',
  '<iframe src="/no-content?pixel=4"></iframe>',
  '<style>* { display: none }</style>',
].join('\n\n');

export const Hostile: Story = {
  args: markdown(HOSTILE),
  parameters: about(
    'HTML stays text, links that would run a script lead nowhere, and no image is requested.',
  ),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await untilState(element, 'done');
    await expectNodes(element, { img: 0, script: 0, iframe: 0 });
    await expect(all(element, 'a[href^="javascript"], a[href^="data"]')).toHaveLength(0);
    await expect(inside(element, '[part=text]')).toHaveTextContent('<iframe src=');
    const requests = performance.getEntriesByType('resource').map(({ name }) => name);
    await expect(requests.filter((name) => /[?/]pixel=/.test(name))).toEqual([]);
  },
};
