/**
 * The wire formats, each as a function that makes the format, so that a format can be wrapped:
 * `registerFormat('mine', () => ({ ...openai(), terminated: false }))`. No side effect.
 */
export type {
  ApiFormat,
  Delta,
  FinishReason,
  Format,
  FormatFactory,
  FormatOptions,
  Usage,
} from './format.js';
export { agUi } from './ag-ui.js';
export { aiSdk } from './ai-sdk.js';
export { anthropic } from './anthropic.js';
export { cohere } from './cohere.js';
export { dify } from './dify.js';
export { gemini } from './gemini.js';
export { json } from './json.js';
export { langserve } from './langserve.js';
export { ollama } from './ollama.js';
export { openaiResponses } from './openai-responses.js';
export { openai } from './openai.js';
export { auto, registerFormat } from './registry.js';
export { text } from './text.js';
