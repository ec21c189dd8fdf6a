import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect } from 'storybook/test';
import { prose } from '../../demo-server/texts.js';
import { strings as de } from '../../src/strings/de.js';
import { strings as en } from '../../src/strings/en.js';
import {
  about,
  compare,
  controlsOf,
  demo,
  expectTyped,
  grid,
  inside,
  pageOf,
  pairIn,
  stream,
  until,
  untilState,
  type Options,
  type Story,
  type StreamArgs,
} from '../support.js';

const meta: Meta<StreamArgs> = {
  title: 'Attributes/Reading',
  ...pageOf('These attributes decide what a reader sees and hears around the text.'),
};

export default meta;

const TEXT = 'The first words are on the screen before the last ones exist.';
const MARKDOWN = '**Two** things:\n\n- the first,\n- and the second.\n';
const answer = (text: string): StreamArgs => ({
  src: demo('/burst', { size: 12, interval: 10, text }),
  speed: 'instant',
});

export const Markup = compare('markup', {
  about: '`markup="markdown"` renders Markdown. Without it, the text is shown as it was sent.',
  args: answer(MARKDOWN),
  values: [undefined, 'markdown'],
  async play(plain, rendered) {
    await expectTyped(plain, MARKDOWN);
    await expect(plain.shadowRoot?.querySelector('li')).toBeNull();
    await rendered.finished;
    await expect(inside(rendered, '[part=text]')).toHaveTextContent('Two things:');
    await expect(rendered.shadowRoot?.querySelectorAll('li')).toHaveLength(2);
  },
});

export const Images = compare('images', {
  about:
    '`images` decides which images are loaded. An image is a link by default, since loading the image tells its server who is reading.',
  args: { ...answer('![A round logo](favicon.svg)\n'), markup: 'markdown' },
  values: ['none', 'same-origin'],
  async play(none, allowed) {
    await Promise.all([none.finished, allowed.finished]);
    await expect(none.shadowRoot?.querySelector('img')).toBeNull();
    await expect(inside(none, 'a')).toHaveTextContent('A round logo');
    await expect(inside(allowed, 'img')).toHaveAttribute('alt', 'A round logo');
  },
});

/** Stories of a property: without it, and with it. */
const property = (
  name: 'highlight' | 'renderBlock' | 'links',
  story: string,
  text: string,
  properties: Options['properties'],
): Pick<Story, 'parameters' | 'render'> => ({
  parameters: { ...about(story), controls: { disable: true } },
  render: (_args, context) => {
    const args = { ...answer(text), markup: 'markdown' };
    return grid(
      [`without .${name}`, stream(args, context, { suffix: 'a' })],
      [`with .${name}`, stream(args, context, { suffix: 'b', properties: properties ?? {} })],
    );
  },
});

const highlighted = (): number => CSS.highlights.get('typewriter-keyword')?.size ?? 0;

export const Highlight: Story = {
  ...property(
    'highlight',
    '`highlight` is a property: a function of yours that finds the words to colour in a block of code. A stylesheet gives each kind of word its colour.',
    "```js\nconst river = drops.join('');\n```\n",
    {
      highlight: (code) =>
        [...code.matchAll(/\bconst\b/g)].map(
          ({ index }) => [index, index + 'const'.length, 'keyword'] as const,
        ),
    },
  ),
  decorators: [
    (story) =>
      html`<style>
          typewriter-stream::highlight(typewriter-keyword) {
            color: #a3195b;
          }
        </style>
        ${story()}`,
  ],
  async play({ canvasElement }) {
    const [without, having] = pairIn(canvasElement);
    await Promise.all([without.finished, having.finished]);
    await until(() => expect(highlighted()).toBe(1));
  },
};

export const RenderBlock: Story = {
  ...property(
    'renderBlock',
    '`renderBlock` is a property: a function of yours that shows a formula, a diagram or a chart in place of a block.',
    '```chart\n3 5 2\n```\n',
    {
      renderBlock: ({ language, text }) => {
        if (language !== 'chart') return null;
        const meter = document.createElement('div');
        meter.role = 'img';
        meter.ariaLabel = `A chart of ${text.trim()}`;
        meter.textContent = text.trim().replaceAll(/\d/g, (digit) => '█'.repeat(Number(digit)));
        return meter;
      },
    },
  ),
  async play({ canvasElement }) {
    const [without, having] = pairIn(canvasElement);
    await Promise.all([without.finished, having.finished]);
    await expect(inside(without, 'pre')).toHaveTextContent('3 5 2');
    await until(() => expect(inside(having, '[role=img]')).toHaveTextContent('███ █████ ██'));
  },
};

export const Links: Story = {
  ...property(
    'links',
    '`links` is a property: a function of yours that decides where a link leads. Here, links to other sites lead nowhere.',
    'A link [within this site](#reading) and one [to another](https://example.com/).\n',
    { links: (href) => (href.startsWith('#') ? href : null) },
  ),
  async play({ canvasElement }) {
    const [without, having] = pairIn(canvasElement);
    await Promise.all([without.finished, having.finished]);
    await expect(without.shadowRoot?.querySelectorAll('a[href]')).toHaveLength(2);
    await expect(having.shadowRoot?.querySelectorAll('a[href]')).toHaveLength(1);
  },
};

const LONG = prose(900);

export const Follow: Story = {
  parameters: {
    ...about(
      '`follow` keeps the end of the text in view. A reader who scrolls back is left alone, and a button leads to the latest text.',
    ),
    controls: { disable: true },
  },
  render: (_args, context) =>
    grid(
      ...[false, true].map((follow) => {
        const args = { ...answer(LONG), follow };
        const name = follow ? 'follow' : 'without follow';
        return [
          name,
          html`<div
            role="region"
            aria-label=${name}
            tabindex="0"
            style="block-size: 10rem; overflow: auto; border: 1px solid #8a8f98; padding: 0.5rem"
          >
            ${stream(args, context, { suffix: String(follow) })}
          </div>`,
        ] as const;
      }),
    ),
  async play({ canvasElement }) {
    const [still, following] = pairIn(canvasElement);
    const box = following.parentElement!;
    await Promise.all([still.finished, following.finished]);
    await expect(still.parentElement?.scrollTop).toBe(0);
    await until(() => expect(box.scrollHeight - box.clientHeight - box.scrollTop).toBeLessThan(24));
  },
};

export const Controls = compare('controls', {
  about: '`controls` shows buttons that stop, pause, skip, replay and copy.',
  args: answer(TEXT),
  values: [undefined, true],
  async play(without, having) {
    await expectTyped(without, TEXT);
    await expectTyped(having, TEXT);
    await expect(controlsOf(without)).toEqual([]);
    await expect(controlsOf(having)).toContain('Replay');
  },
});

export const Announce = compare('announce', {
  about:
    'With `status`, a screen reader hears that the text is complete. With `final` it also hears the text, once.',
  args: answer(TEXT),
  values: ['status', 'final'],
  async play(status, final) {
    await until(() =>
      expect(inside(status, '[role=status]').textContent).toBe('Response complete'),
    );
    await until(() =>
      expect(inside(final, '[role=status]')).toHaveTextContent(`Response complete. ${TEXT}`),
    );
    await expectTyped(status, TEXT);
    await expectTyped(final, TEXT);
  },
});

export const Strings = compare('strings', {
  about:
    '`strings` is a property: the words that the element shows and speaks, here in English and in German.',
  args: { src: demo('/error', { status: 404 }) },
  values: [en, de],
  labels: ['.strings = en', '.strings = de'],
  async play(english, german) {
    await untilState(english, 'error');
    await untilState(german, 'error');
    await until(async () => {
      await expect(inside(english, '[part=error] .sentence')).toHaveTextContent(en.status404);
      await expect(inside(german, '[part=error] .sentence')).toHaveTextContent(de.status404);
    });
  },
});
