import '../../src/index.js';
import { shownText, show, writerOf } from '../ours.js';
import type { Contender } from '../contender.js';

export const start: Contender['start'] = (container, url) =>
  show(container, url, { speed: 'instant', transport: 'auto' });
export const text: Contender['text'] = shownText;
export const writer: Contender['writer'] = writerOf;
