import { agUi } from './ag-ui.js';
import { aiSdk } from './ai-sdk.js';
import { anthropic } from './anthropic.js';
import { auto } from './auto.js';
import { cohere } from './cohere.js';
import { dify } from './dify.js';
import type { Format, FormatFactory } from './format.js';
import { gemini } from './gemini.js';
import { json } from './json.js';
import { langserve } from './langserve.js';
import { ollama } from './ollama.js';
import { openaiResponses } from './openai-responses.js';
import { openai } from './openai.js';
import { text } from './text.js';

/** By the name in the `format` attribute. The first one is the default. */
const builtIn: ReadonlyMap<string, FormatFactory> = new Map<string, FormatFactory>([
  ['text', () => text],
  ['json', json],
  ['openai', openai],
  ['openai-responses', openaiResponses],
  ['anthropic', anthropic],
  ['gemini', gemini],
  ['cohere', cohere],
  ['ollama', ollama],
  ['ai-sdk', aiSdk],
  ['ag-ui', agUi],
  ['langserve', langserve],
  ['dify', dify],
  ['auto', auto],
]);

/** What was registered, through whichever copy of the package: the element may be another one's. */
const KEY = Symbol.for('typewriter-stream.formats');
const page = globalThis as { [KEY]?: Map<string, FormatFactory> };

/** Every format by its name. */
export const formats = (): ReadonlyMap<string, FormatFactory> =>
  new Map([...builtIn, ...(page[KEY] ?? [])]);

/** The format of a name; undefined where there is none. */
export const formatNamed = (name: string): FormatFactory | undefined =>
  page[KEY]?.get(name) ?? builtIn.get(name);

/**
 * Makes a format known to the `format` attribute. A format that remembers what it read is given as
 * a function, which is called for each connection.
 */
export function registerFormat(name: string, format: Format | FormatFactory): void {
  page[KEY] ??= new Map();
  page[KEY].set(name, typeof format === 'function' ? format : () => format);
}
