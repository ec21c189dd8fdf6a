import '../../src/index.js';
import { shownText, show } from '../ours.js';
import type { Contender } from '../contender.js';

export const start: Contender['start'] = (container, url) =>
  show(container, url, { speed: 'auto', transport: 'fetch' });
export const text: Contender['text'] = shownText;
