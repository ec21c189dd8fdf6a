import type { Meta } from '@storybook/web-components-vite';
import { expect } from 'storybook/test';
import { ANSWER } from '../../demo-server/scenarios/llm-formats.js';
import {
  about,
  compare,
  demo,
  expectTyped,
  given,
  grid,
  heard,
  pageOf,
  pairIn,
  stream,
  untilTyped,
  type GivenEvent,
  type Story,
  type StreamArgs,
} from '../support.js';

const meta: Meta<StreamArgs> = {
  title: 'Attributes/Messages',
  ...pageOf(
    'These attributes and properties decide which part of a message is text, and which message ends the stream.',
  ),
};

export default meta;

export const Format = compare('format', {
  about:
    '`format` names the API that answers, so that only its text is typed. Without it the messages appear as they were sent.',
  args: { src: demo('/formats/openai', { interval: 5 }), speed: 'instant' },
  values: [undefined, 'openai'],
  async play(without, having) {
    await expectTyped(having, ANSWER);
    await without.finished;
    await expect(without.text).toContain('"choices"');
  },
});

const DONE: GivenEvent = { data: '[DONE]' };
const talk = [
  { who: 'cook', words: 'Boil the water. ' },
  { who: 'guest', words: 'For how long? ' },
  { who: 'cook', words: 'Until it sings.' },
];
const conversation = {
  args: { src: '/given', format: 'json' },
  options: {
    properties: { fetch: given(...talk.map((line) => ({ data: JSON.stringify(line) })), DONE) },
  },
};

export const Path = compare('path', {
  about: 'With `format="json"`, `path` says where in each message the text is.',
  ...conversation,
  values: ['words', 'who'],
  async play(words, who) {
    await expectTyped(words, 'Boil the water. For how long? Until it sings.');
    await expectTyped(who, 'cookguestcook');
  },
});

export const When = compare('when', {
  about: 'With `format="json"`, `when` keeps only the messages that have this value.',
  ...conversation,
  args: { ...conversation.args, path: 'words' },
  values: [undefined, 'who=cook'],
  async play(all, cook) {
    await expectTyped(all, 'Boil the water. For how long? Until it sings.');
    await expectTyped(cook, 'Boil the water. Until it sings.');
  },
});

export const Parse: Story = {
  parameters: {
    ...about(
      '`parse` is a property: a function of yours that reads each message in place of a format.',
    ),
    controls: { disable: true },
  },
  render: (_args, context) => {
    const fetch = given({ data: 'one' }, { data: 'two' }, DONE);
    const parse = ({ data }: { data: string }) => `${data.toUpperCase()} `;
    const args = { src: '/given' };
    return grid(
      ['without .parse', stream(args, context, { suffix: 'a', properties: { fetch } })],
      ['with .parse', stream(args, context, { suffix: 'b', properties: { fetch, parse } })],
    );
  },
  async play({ canvasElement }) {
    const [without, having] = pairIn(canvasElement);
    await expectTyped(without, 'onetwo');
    await expectTyped(having, 'ONE TWO ');
  },
};

const named = (...events: readonly GivenEvent[]) => ({
  args: { src: '/given' },
  options: { properties: { fetch: given(...events) } },
});

export const Event = compare('event', {
  about: '`event` names the Server-Sent Events that carry text. Other events are left out.',
  ...named(
    { event: 'word', data: 'This is the text.' },
    { data: 'This is a note.' },
    { event: 'end', data: '' },
  ),
  values: [undefined, 'word'],
  async play(without, having) {
    await expectTyped(without, 'This is a note.');
    await expectTyped(having, 'This is the text.');
  },
});

export const Sentinel = compare('sentinel', {
  about:
    '`sentinel` is data that ends the stream and is not text. Without it, this `[FIN]` would be typed.',
  ...named({ data: 'The end is near. ' }, { data: '[FIN]' }, DONE),
  values: [undefined, '[FIN]'],
  async play(without, having) {
    await expectTyped(without, 'The end is near. [FIN]');
    await expectTyped(having, 'The end is near. ');
    await expect(heard(having, 'stream-end').map(({ reason }) => reason)).toEqual(['sentinel']);
  },
});

export const EndEvent = compare('end-event', {
  about: '`end-event` names the event that ends the stream, whatever its data is.',
  ...named(
    { data: 'The first act. ' },
    { event: 'curtain', data: '' },
    { data: 'The second act.' },
    DONE,
  ),
  values: [undefined, 'curtain'],
  async play(without, having) {
    await expectTyped(without, 'The first act. The second act.');
    await expectTyped(having, 'The first act. ');
  },
});

const TOLD = 'Whoever joins late sees all of this at once, and only ';
const LATE = `${TOLD}these last words are typed.`;

export const LiveEvent = compare('live-event', {
  about:
    'Text before the event `live` is old, so it is shown at once. An empty `live-event` turns that off.',
  args: { src: demo('/live', { past: 11, interval: 100, text: LATE }), speed: 25 },
  values: ['live', ''],
  async play(live, typed) {
    await untilTyped(live, 1);
    await expect(live.typedText.length).toBeGreaterThanOrEqual(TOLD.length);
    await expect(typed.typedText.length).toBeLessThan(TOLD.length);
    for (const element of [live, typed]) element.speed = 'instant';
    await expectTyped(live, LATE);
    await expectTyped(typed, LATE);
  },
});
