/** The wire formats. No side effect. */
export type { Delta, Format } from './formats/format.js';
export { text } from './formats/text.js';
