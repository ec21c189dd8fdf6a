import type { Meta } from '@storybook/web-components-vite';
import { expect } from 'storybook/test';
import type { TypewriterStream } from '../../src/element/index.js';
import {
  breaksOff,
  compare,
  demo,
  expectTyped,
  inside,
  pageOf,
  until,
  untilState,
  type StreamArgs,
} from '../support.js';

const meta: Meta<StreamArgs> = {
  title: 'Attributes/Typing',
  ...pageOf('These attributes decide how the text appears.'),
};

export default meta;

const TEXT = 'The first words are on the screen before the last ones exist.';
const atOnce = demo('/article', { interval: 0, text: TEXT });

export const Speed = compare('speed', {
  about:
    '`speed` is how fast the text is typed. `instant` shows what has come; a number is the characters per second.',
  args: { src: atOnce },
  values: ['instant', 20],
  async play(instant, slow) {
    await expectTyped(instant, TEXT);
    await untilState(slow, 'typing');
    await expect(slow.text).toBe(TEXT);
    await expect(slow.typedText.length).toBeLessThan(TEXT.length);
    slow.skip();
    await expectTyped(slow, TEXT);
  },
});

export const SpeedAuto = compare('speed', {
  about:
    'The text comes in bursts. `auto`, the default, types bursts at a steady pace; `instant` shows them as they come.',
  args: { src: demo('/burst', { size: 21, interval: 200, text: TEXT }) },
  values: ['auto', 'instant'],
  async play(steady, instant) {
    let shownAtEnd = '';
    // The last burst may come together with the end: the frame after it shows both.
    const onEnd = () => requestAnimationFrame(() => (shownAtEnd = instant.typedText));
    instant.addEventListener('stream-end', onEnd, { once: true });
    await expectTyped(instant, TEXT);
    await until(() => expect(shownAtEnd).toBe(TEXT));
    await expectTyped(steady, TEXT);
  },
});

/** Every piece of text that was on screen, frame by frame, until the end. */
async function framesOf(element: TypewriterStream): Promise<Set<string>> {
  const frames = new Set<string>();
  while (element.state !== 'done') {
    frames.add(element.typedText);
    await new Promise(requestAnimationFrame);
  }
  return frames;
}

export const By = compare('by', {
  about: '`by` is what appears at once: a letter, a word or a line.',
  args: { src: atOnce, speed: 60 },
  values: ['grapheme', 'word'],
  async play(letters, words) {
    const frames = await framesOf(words);
    // A frame ends where a word does.
    for (const frame of frames) await expect(TEXT.slice(frame.length)).toMatch(/^(\b|\W|$)/);
    await expectTyped(letters, TEXT);
    await expectTyped(words, TEXT);
  },
});

export const ByLine = compare('by', {
  about: 'Someone who is distracted by moving text can have whole lines.',
  args: { src: demo('/article', { interval: 5, text: 'One line,\nand another.\n' }) },
  values: ['grapheme', 'line'],
  async play(letters, lines) {
    const frames = await framesOf(lines);
    for (const frame of frames) await expect(frame).toMatch(/^$|\n$/);
    await expectTyped(letters, 'One line,\nand another.\n');
  },
});

/** Ranges that are on their way from pale to full colour. */
const fading = (element: TypewriterStream): number =>
  [...CSS.highlights].filter(
    ([name, ranges]) =>
      name.startsWith('typewriter-fade-') &&
      [...ranges].some(({ startContainer }) => startContainer.getRootNode() === element.shadowRoot),
  ).length;

export const Fade = compare('fade', {
  about: '`fade` lets new text fade in, which some readers find calmer than letters that pop up.',
  args: { src: demo('/article', { interval: 20, text: TEXT }) },
  values: [undefined, true],
  async play(plain, faded) {
    await until(() => expect(fading(faded)).toBeGreaterThan(0));
    await expect(fading(plain)).toBe(0);
    await expectTyped(faded, TEXT);
    await expectTyped(plain, TEXT);
  },
});

export const Cursor = compare('cursor', {
  about: '`cursor` is the shape of the cursor: `bar`, `block`, `underscore` or `none`.',
  args: { src: breaksOff('The cursor waits here') },
  values: ['bar', 'block'],
  async play(bar, block) {
    await untilState(bar, 'retrying');
    await untilState(block, 'retrying');
    await until(async () => {
      await expect(bar.typedText).toBe(bar.text);
      await expect(block.typedText).toBe(block.text);
    });
    const [thin, wide] = [bar, block].map(
      (element) => inside(element, '.caret').getBoundingClientRect().width,
    );
    await expect(thin).toBeGreaterThan(0);
    await expect(thin).toBeLessThan(wide! / 2);
  },
});

export const Paused = compare('paused', {
  about: '`paused` holds the typing but not the network: the text goes on arriving.',
  args: { src: demo('/article', { interval: 5, text: TEXT }) },
  values: [undefined, true],
  async play(playing, paused) {
    await expectTyped(playing, TEXT);
    await untilState(paused, 'typing');
    await expect(paused.text).toBe(TEXT);
    await expect(paused.typedText).toBe('');
    await expect(paused.matches(':state(paused)')).toBe(true);
  },
});
