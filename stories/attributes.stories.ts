import type { Meta } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect } from 'storybook/test';
import { argTypes } from './arg-types.js';
import {
  about,
  connections,
  demo,
  elementIn,
  expectTyped,
  heard,
  inside,
  page,
  render,
  stage,
  stream,
  until,
  untilState,
  untilTyped,
  type Story,
  type StreamArgs,
} from './support.js';

const TEXT = 'The first words are on the screen before the last ones exist.';

const meta: Meta<StreamArgs> = {
  title: 'Attributes',
  component: 'typewriter-stream',
  tags: ['autodocs'],
  decorators: [stage],
  argTypes,
  parameters: page(
    'How one attribute changes what is read, or how it is asked for.',
    'src',
    'speed',
    'announce',
    'transport',
    'reconnect',
    'max-retries',
  ),
  render,
  args: { src: demo('/article', { interval: 10, text: TEXT }) },
};

export default meta;

export const SpeedAuto: Story = {
  name: 'Speed: auto',
  args: { src: demo('/burst', { size: 21, interval: 200, text: TEXT }), speed: 'auto' },
  parameters: about(
    'The text arrives in bursts and is typed at a steady pace, a little behind the server.',
  ),
  async play({ canvasElement }) {
    await expectTyped(elementIn(canvasElement), TEXT);
  },
};

export const SpeedInstant: Story = {
  name: 'Speed: instant',
  args: { src: demo('/burst', { size: 21, interval: 200, text: TEXT }), speed: 'instant' },
  parameters: about('Text is shown as it arrives, without typing.'),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    let shownAtEnd = '';
    // The last burst may come together with the end: the frame after it shows both.
    const onEnd = () => requestAnimationFrame(() => (shownAtEnd = element.typedText));
    element.addEventListener('stream-end', onEnd, { once: true });
    await expectTyped(element, TEXT);
    await until(() => expect(shownAtEnd).toBe(TEXT));
  },
};

export const SpeedNumber: Story = {
  name: 'Speed: characters per second',
  args: { src: demo('/article', { interval: 0, text: TEXT }), speed: 60 },
  parameters: about('A number is the characters per second, however fast the text arrives.'),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await untilState(element, 'typing');
    const start = performance.now();
    const left = TEXT.length - element.typedText.length;
    await expectTyped(element, TEXT);
    await expect(performance.now() - start).toBeGreaterThan((left / 60) * 1000 * 0.8);
  },
};

export const LoadingLazy: Story = {
  name: 'Loading: lazy',
  args: { loading: 'lazy' },
  parameters: about('Scroll down in the box: the stream starts when the element comes into view.'),
  render: (args, context) =>
    html`<div
      role="region"
      aria-label="Scroll down"
      tabindex="0"
      style="block-size: 10rem; overflow: auto; padding: 0 1rem; border: 1px solid #8a8f98"
    >
      <p style="block-size: 40rem">Scroll down.</p>
      ${stream(args, context)}
      <p></p>
    </div>`,
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expect(element.state).toBe('idle');
    await expect((await connections(element)).total).toBe(0);
    element.scrollIntoView({ block: 'nearest' });
    await expectTyped(element, TEXT);
    await expect((await connections(element)).total).toBe(1);
  },
};

export const EndSentinel: Story = {
  name: 'End: a sentinel',
  args: { src: demo('/article', { interval: 10, text: TEXT, end: '[FIN]' }), sentinel: '[FIN]' },
  parameters: about('Data that ends the stream and is not text. By default `end` and `[DONE]`.'),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expectTyped(element, TEXT);
    await expect(heard(element, 'stream-end').map(({ reason }) => reason)).toEqual(['sentinel']);
    await expect((await connections(element)).total).toBe(1);
  },
};

export const EndEvent: Story = {
  name: 'End: an event',
  args: {
    src: demo('/named-events', { interval: 10, text: TEXT }),
    event: 'word',
    sentinel: '',
    'end-event': 'done',
  },
  parameters: about('An event of this name ends the stream, whatever its data. No data does.'),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expectTyped(element, TEXT);
    await expect(heard(element, 'stream-end').map(({ reason }) => reason)).toEqual(['sentinel']);
  },
};

export const NamedEvents: Story = {
  name: 'Named events',
  args: { src: demo('/named-events', { interval: 10, text: TEXT }), event: 'word' },
  parameters: about(
    'Only events named `word` carry text here. The `noise` between them is left out.',
  ),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expectTyped(element, TEXT);
    const names = heard(element, 'stream-delta').map(({ message }) => message?.event);
    await expect(new Set(names)).toEqual(new Set(['word']));
  },
};

export const WithFallback: Story = {
  name: 'With a fallback',
  args: { src: demo('/slow-headers', { delay: 1500, interval: 10, text: TEXT }) },
  parameters: about('What stands inside the tag is shown until the first text arrives.'),
  render: (args, context) =>
    stream(args, context, { content: html`<em>The answer is on its way.</em>` }),
  async play({ canvas, canvasElement }) {
    const element = elementIn(canvasElement);
    const fallback = canvas.getByText('The answer is on its way.');
    await expect(fallback).toBeVisible();
    await untilTyped(element, 1);
    await expect(fallback.checkVisibility()).toBe(false);
    await expectTyped(element, TEXT);
  },
};

export const ErrorSlot: Story = {
  name: 'Error slot',
  args: { src: demo('/error', { status: 404 }) },
  parameters: about('The `error` slot replaces the sentence and the button.'),
  render: (args, context) =>
    stream(args, context, {
      content: html`<p slot="error">
        This article is not here any more. <a href="#articles">See all articles</a>
      </p>`,
    }),
  async play({ canvas, canvasElement }) {
    const element = elementIn(canvasElement);
    await expect(canvas.getByText(/not here any more/).checkVisibility()).toBe(false);
    await untilState(element, 'error');
    await until(() => expect(canvas.getByRole('link').checkVisibility()).toBe(true));
    await expect(inside(element, '[part=error] .sentence').checkVisibility()).toBe(false);
  },
};

export const AnnounceFinal: Story = {
  name: 'Announce: final',
  args: { announce: 'final' },
  parameters: about('A screen reader hears the whole text once, when it is complete.'),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expectTyped(element, TEXT);
    await until(() =>
      expect(inside(element, '[role=status]')).toHaveTextContent(`Response complete. ${TEXT}`),
    );
  },
};

export const Strings: Story = {
  args: {
    src: demo('/error', { status: 418 }),
    strings: {
      generating: 'Der Text kommt …',
      complete: 'Der Text ist vollständig',
      stopped: 'Angehalten',
      http: 'Der Server antwortet mit einem Fehler.',
    },
  },
  parameters: about('`strings` are the words the element shows or speaks, here in German.'),
  render: (args, context) => stream(args, context, { lang: 'de' }),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await untilState(element, 'error');
    await until(() => expect(inside(element, '[part=error]')).toBeVisible());
    await expect(inside(element, '[part=error] span')).toHaveTextContent(
      'Der Server antwortet mit einem Fehler.',
    );
  },
};

export const TransportFetch: Story = {
  name: 'Transport: fetch',
  args: { transport: 'fetch' },
  parameters: about('`fetch` from the first request on, where `auto` begins with an EventSource.'),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expectTyped(element, TEXT);
    const { href } = new URL(element.src, location.href);
    await until(() => {
      const entries = performance.getEntriesByName(href) as PerformanceResourceTiming[];
      return expect(entries.map(({ initiatorType }) => initiatorType)).toEqual(['fetch']);
    });
  },
};

export const Reconnect: Story = {
  name: 'Reconnect: append',
  args: {
    src: demo('/feed', { after: 20, interval: 10, retry: 50, text: TEXT }),
    reconnect: 'append',
  },
  parameters: about(
    'The server breaks off twice and goes on with what follows. Nothing has an id.',
  ),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await expectTyped(element, TEXT);
    await expect(heard(element, 'stream-retry').length).toBeGreaterThanOrEqual(2);
    await expect(element.lastEventId).toBe('');
  },
};

export const MaxRetries: Story = {
  name: 'Max retries',
  args: { src: demo('/error', { status: 503, retryAfter: 0 }), 'max-retries': 2 },
  parameters: about('Two more attempts in a row without progress, then it gives up.'),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await untilState(element, 'error');
    await expect(heard(element, 'stream-retry').map(({ attempt }) => attempt)).toEqual([1, 2]);
    await expect(element.error?.status).toBe(503);
  },
};

export const IdleTimeout: Story = {
  name: 'Idle timeout',
  args: { src: demo('/silence'), 'idle-timeout': 300, 'max-retries': 0 },
  parameters: about('The server fell silent: after 300 ms without a byte the attempt is dead.'),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement);
    await untilState(element, 'error');
    await expect(element.error?.kind).toBe('timeout');
    await until(async () => expect((await connections(element)).open).toBe(0));
  },
};
