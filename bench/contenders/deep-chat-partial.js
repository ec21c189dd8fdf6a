import { show, shownText } from '../deep-chat.js';

/**
 * With the option that its documentation has for long answers: paragraphs that are complete are left alone.
 * @type {import('../contender.js').Contender['start']}
 */
export const start = (container, url) => show(container, url, { partialRender: true });
export const text = shownText;
