/** The wire formats. No side effect. */
export type { Delta, Format, FormatFactory, FormatOptions } from './formats/format.js';
export { registerFormat } from './formats/registry.js';
export { text } from './formats/text.js';
