/** The wire formats. No side effect. */
export type { Delta, Format, FormatFactory, FormatOptions } from './format.js';
export { registerFormat } from './registry.js';
export { text } from './text.js';
