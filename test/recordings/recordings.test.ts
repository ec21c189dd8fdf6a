// Recorded answers of real providers, each through the fetch transport, in three chunkings.
import { expect } from '@open-wc/testing';
import type { TypewriterStream } from '../../src/element/index.js';
import { cleanUp, create, frame, shownText } from '../support/element.js';
import { RECIPES, TERMINATED, TEXTS, TEXT_ONLY, isRecognised } from './recipes.js';

interface ApiError {
  message?: string;
}

/** An entry of the folder's index.json. */
interface Recording {
  readonly file: string;
  readonly format: string;
  readonly content_type: string | null;
  readonly request: { readonly method?: string } | null;
  readonly end: string | null;
  readonly finish_reason: string | null;
  readonly expected_text: string;
  readonly expected_reasoning: string | null;
  readonly errors: readonly (string | ApiError)[] | null;
}

const FOLDER = '/__recordings/';
const CUTS = ['whole', 'bytes-7', 'seed-20261122'];

// Tests are registered while the file loads, so the index is needed first.
const index = await fetch(`${FOLDER}index.json`);
const isGiven = index.status !== 404;
const problem = index.ok ? '' : await index.text();
const list = index.ok ? ((await index.json()) as readonly Recording[]) : [];

async function play(
  { file, content_type: type, request }: Recording,
  cut: string,
  attributes: string,
): Promise<TypewriterStream> {
  const query = new URLSearchParams({ cut, ...(type && { type }) });
  const element = create({ transport: 'fetch', method: request?.method ?? 'POST' });
  for (const [, name = '', value = ''] of attributes.matchAll(/([\w-]+)="([^"]*)"/g)) {
    element.setAttribute(name, value);
  }
  element.src = `${FOLDER}${file}?${query.toString()}`;
  document.body.append(element);
  await element.finished.catch(() => undefined);
  // After a failure, what was received is still to be typed.
  while (element.typedText !== element.text) await frame();
  return element;
}

/** done, interrupted, or what the API reported. */
function expectedEnd({ format, end, finish_reason, errors }: Recording): string {
  const [error] = errors ?? [];
  if (error !== undefined) return typeof error === 'string' ? error : (error.message ?? '');
  return end === null && finish_reason === null && TERMINATED.test(format) ? 'interrupted' : 'done';
}

function endOf({ state, error }: TypewriterStream): string {
  if (!error) return state;
  return error.kind === 'server' ? error.message : error.kind;
}

function expectAll(element: TypewriterStream, recording: Recording, cut: string): void {
  expect(endOf(element), cut).to.equal(expectedEnd(recording));
  const text = TEXTS[recording.file] ?? recording.expected_text;
  expect(element.text, cut).to.equal(text);
  expect(shownText(element), cut).to.equal(text);
  if (!TEXT_ONLY.includes(recording.format)) {
    expect(element.reasoning, cut).to.equal(recording.expected_reasoning ?? '');
  }
}

describe('recordings of real providers', () => {
  afterEach(cleanUp);

  if (!isGiven) {
    it('are not played, since no folder was given (RECORDINGS=folder npm test)', () => {
      expect(list).to.be.empty;
    });
    return;
  }

  it('are in the folder that was given', () => {
    expect(problem).to.equal('');
    expect(list).not.to.be.empty;
  });

  for (const recording of list) {
    const { file, format } = recording;
    const attributes = RECIPES[format] ?? 'format="auto"';

    it(`${file}: ${attributes || 'no attribute'}`, async () => {
      const elements = await Promise.all(CUTS.map((cut) => play(recording, cut, attributes)));
      for (const [i, element] of elements.entries()) expectAll(element, recording, CUTS[i] ?? '');
    });

    if (isRecognised(format)) {
      it(`${file}: format="auto"`, async () => {
        expectAll(await play(recording, 'seed-1', 'format="auto"'), recording, 'auto');
      });
    }
  }
});
