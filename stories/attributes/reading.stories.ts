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
