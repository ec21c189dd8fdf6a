import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect } from 'storybook/test';
import { LYRIC } from '../demo-server/texts.js';
import type { TypewriterStream } from '../src/element/index.js';
import {
  about,
  demo,
  elementIn,
  expectTyped,
  inside,
  pageOf,
  stream,
  until,
  type Story,
  type StreamArgs,
} from './support.js';

const TEXT = 'A stream is a text that has not finished arriving.\n\nWhoever reads it may begin.';

const MARKDOWN = `# On streams

A stream is *text* that **has not finished** arriving. See [the page](#streams) or \`src\`.

> What is late is not lost.

- one drop
- another

\`\`\`js
const river = drops.join('');
\`\`\`

| Name  | Drops |
| ----- | ----- |
| brook | 1000  |
`;

const meta: Meta<StreamArgs> = {
  title: 'Looks',
  ...pageOf(
    'A look is one stylesheet of `typewriter-stream/looks/` and one class. ' +
      'Each look follows the `color-scheme` of the page.',
    'src',
    'speed',
    'markup',
  ),
};

export default meta;

interface Look {
  name: string;
  /** What it is for. */
  use: string;
  args?: StreamArgs;
  text?: string;
  lang?: string;
  tabIndex?: number;
}

/** A look with its stylesheet, as a page writes it. */
const show =
  ({ name, lang, tabIndex }: Look): NonNullable<Story['render']> =>
  (args, context) =>
    html`<link rel="stylesheet" href=${new URL(`../looks/${name}.css`, import.meta.url).href} />
      ${stream(args, context, {
        className: `tw-${name}`,
        ...(lang === undefined ? {} : { lang }),
        ...(tabIndex === undefined ? {} : { tabIndex }),
      })}`;

function withText(look: Look): Story {
  const { use, args, text = TEXT } = look;
  return {
    args: { src: demo('/article', { interval: 10, text }), ...args },
    parameters: about(use),
    render: show(look),
    async play({ canvasElement }) {
      const element = elementIn(canvasElement);
      await expectTyped(element, text);
      await expectReadable(element);
    },
  };
}

function withMarkdown(look: Look): Story {
  const { args } = look;
  const src = demo('/burst', { size: 40, interval: 20, text: MARKDOWN });
  return {
    args: { ...args, src, markup: 'markdown' },
    parameters: about('The same look with Markdown.'),
    render: show(look),
    async play({ canvasElement }) {
      const element = elementIn(canvasElement);
      await element.finished;
      await expect(element.typedText).toBe(MARKDOWN);
      await expect(inside(element, 'h1')).toHaveTextContent('On streams');
      await expect(inside(element, 'pre')).toHaveTextContent("const river = drops.join('');");
      await expect(inside(element, 'table')).toHaveTextContent('brook');
      await expectReadable(element);
    },
  };
}

/** The contrast that WCAG asks for at its level AAA, on a light page and on a dark one. */
async function expectReadable(element: TypewriterStream): Promise<void> {
  // The stylesheet has been loaded.
  await until(() => expect(getComputedStyle(element).backgroundColor).not.toBe('rgba(0, 0, 0, 0)'));
  const luminances: number[] = [];
  for (const scheme of ['light', 'dark']) {
    element.style.colorScheme = scheme;
    const { color, backgroundColor } = getComputedStyle(element);
    const [ink, paper] = [luminance(color), luminance(backgroundColor)];
    const contrast = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    await expect(contrast).toBeGreaterThan(7);
    luminances.push(paper);
  }
  element.style.colorScheme = '';
  await expect(luminances[0]).toBeGreaterThan(luminances[1]!);
}

/** The relative luminance of `rgb(…)`, from 0 to 1. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map((value) => {
    const part = Number(value) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const chat: Look = {
  name: 'chat',
  use: 'For an answer in a chat: a bubble that grows with its text.',
};
const terminal: Look = {
  name: 'terminal',
  use: 'For the output of a program: a console with a block cursor.',
};
const paper: Look = { name: 'paper', use: 'For long texts: a page of a book.' };
const teleprompter: Look = {
  name: 'teleprompter',
  use: 'For a speaker who reads aloud: the newest line stays in the middle, and older lines move up.',
  tabIndex: 0,
};
const subtitles: Look = {
  name: 'subtitles',
  use: 'For a film or a talk: only the last two lines are shown.',
  args: { by: 'word', cursor: 'none' },
};
const poem: Look = {
  name: 'poem',
  use: 'For East Asian verse: columns from right to left, here with the folk song 茉莉花.',
  text: LYRIC,
  lang: 'zh-Hant',
  tabIndex: 0,
};
const largePrint: Look = { name: 'large-print', use: 'For readers with low vision.' };
const neon: Look = {
  name: 'neon',
  use: 'For decoration: a glowing sign at night.',
  args: { fade: true },
};

export const Chat = withText(chat);
export const ChatMarkdown = withMarkdown(chat);
export const Terminal = withText(terminal);
export const TerminalMarkdown = withMarkdown(terminal);
export const Paper = withText(paper);
export const PaperMarkdown = withMarkdown(paper);
export const Teleprompter = withText(teleprompter);
export const TeleprompterMarkdown = withMarkdown(teleprompter);
export const Subtitles = withText(subtitles);
export const SubtitlesMarkdown = withMarkdown(subtitles);
export const Poem = withText(poem);
export const PoemMarkdown = withMarkdown({ ...poem, lang: 'en' });
export const LargePrint = withText(largePrint);
export const LargePrintMarkdown = withMarkdown(largePrint);
export const Neon = withText(neon);
export const NeonMarkdown = withMarkdown(neon);
