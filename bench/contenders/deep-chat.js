import { show, shownText } from '../deep-chat.js';

/** @type {import('../contender.js').Contender['start']} */
export const start = (container, url) => show(container, url, true);
export const text = shownText;
