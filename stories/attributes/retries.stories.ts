import type { Meta } from '@storybook/web-components-vite';
import { expect } from 'storybook/test';
import {
  compare,
  connections,
  demo,
  expectTyped,
  heard,
  pageOf,
  until,
  untilState,
  type StreamArgs,
} from '../support.js';

const meta: Meta<StreamArgs> = {
  title: 'Attributes/Retries',
  ...pageOf('These attributes decide how long the element goes on trying when a stream fails.'),
};

export default meta;

const TEXT = 'The first words are on the screen before the last ones exist.';

export const MaxRetries = compare('max-retries', {
  about: '`max-retries` is how many attempts in a row may fail before the element gives up.',
  args: { src: demo('/error', { status: 503, retryAfter: 0 }) },
  values: [0, 2],
  async play(never, twice) {
    await untilState(never, 'error');
    await expect(heard(never, 'stream-retry')).toHaveLength(0);
    await untilState(twice, 'error');
    await expect(heard(twice, 'stream-retry').map(({ attempt }) => attempt)).toEqual([1, 2]);
    await expect(twice.error?.status).toBe(503);
  },
});

export const MaxWait = compare('max-wait', {
  about:
    'This server asks for a wait of 100 seconds. `max-wait` is how long the element waits at most, in milliseconds: with less, it gives up at once.',
  args: { src: demo('/error', { status: 429, retryAfter: 100 }) },
  values: [5000, 120_000],
  async play(impatient, patient) {
    await untilState(impatient, 'error');
    await expect(impatient.error?.status).toBe(429);
    await untilState(patient, 'retrying');
    await expect(heard(patient, 'stream-retry')[0]?.delay).toBeGreaterThanOrEqual(100_000);
  },
});

export const IdleTimeout = compare('idle-timeout', {
  about:
    'This server falls silent. `idle-timeout` is how long an attempt may send nothing, in milliseconds; 0 waits for ever.',
  args: { src: demo('/silence'), 'max-retries': 0 },
  values: [300, 0],
  openEnded: true,
  async play(short, endless) {
    await untilState(short, 'error');
    await expect(short.error?.kind).toBe('timeout');
    await until(async () => expect((await connections(short)).open).toBe(0));
    await expect(['connecting', 'streaming']).toContain(endless.state);
  },
});

export const Reconnect = compare('reconnect', {
  about:
    'This server breaks off twice and has no ids, so the element cannot ask for the rest. `append` takes what comes next as the continuation, which is right here; `replace` takes it as the text from the top.',
  args: { src: demo('/feed', { after: 20, interval: 5, retry: 50, text: TEXT }) },
  values: ['append', 'replace'],
  async play(appending, replacing) {
    await expectTyped(appending, TEXT);
    await expect(heard(appending, 'stream-retry').length).toBeGreaterThanOrEqual(2);
    await expect(appending.lastEventId).toBe('');
    await replacing.finished;
    await expect(TEXT.endsWith(replacing.text)).toBe(true);
    await expect(replacing.text.length).toBeLessThan(TEXT.length);
  },
});
