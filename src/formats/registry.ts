import { agUi } from './ag-ui.js';
import { aiSdk } from './ai-sdk.js';
import { anthropic } from './anthropic.js';
import { authorFormat } from './author-format.js';
import { createAuto } from './auto.js';
import { cohere } from './cohere.js';
import { dify } from './dify.js';
import type { ApiFormat, Format, FormatFactory } from './format.js';
import { gemini } from './gemini.js';
import { json } from './json.js';
import { langserve } from './langserve.js';
import { ollama } from './ollama.js';
import { openaiResponses } from './openai-responses.js';
import { openai } from './openai.js';
import { text } from './text.js';

/** The APIs by their name in the `format` attribute, in the order in which `auto` tries them. */
const apis: Readonly<Record<string, ApiFormat>> = {
  openai,
  gemini,
  ollama,
  'openai-responses': openaiResponses,
  anthropic,
  cohere,
  dify,
  'ag-ui': agUi,
  'ai-sdk': aiSdk,
  langserve,
};

/** Recognises an API by its messages. Text that is no JSON object stays text. */
export const auto: FormatFactory = createAuto(Object.values(apis));

/** The first format is the default. */
const builtIn: ReadonlyMap<string, FormatFactory> = new Map([
  ['text', text],
  ['json', json],
  ...Object.entries(apis),
  ['auto', auto],
]);

/** All copies of the package share the registered formats, since the element may belong to another copy. */
const KEY = Symbol.for('typewriter-stream.formats');
const page = globalThis as { [KEY]?: Map<string, FormatFactory> };

/** Every format by its name. */
export const formats = (): ReadonlyMap<string, FormatFactory> =>
  new Map([...builtIn, ...(page[KEY] ?? [])]);

/** The format with this name, or undefined if there is none. */
export function formatNamed(name: string): FormatFactory | undefined {
  const registered = page[KEY]?.get(name);
  return registered ? (options) => authorFormat(registered(options)) : builtIn.get(name);
}

/**
 * Registers a format under a name for the `format` attribute. Pass a function, which is called for
 * each answer, if the format has state.
 */
export function registerFormat(name: string, format: Format | FormatFactory): void {
  page[KEY] ??= new Map();
  page[KEY].set(name, typeof format === 'function' ? format : () => format);
}
