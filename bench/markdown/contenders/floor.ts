import { blockPerLine } from '../../contender.js';
import type { MarkdownContender } from '../contender.js';

/** Plain text: a block per line. What everybody is compared with. */
export const create: MarkdownContender['create'] = (container) => {
  container.style.whiteSpace = 'pre-wrap';
  return { write: blockPerLine(container), end: () => undefined, root: container };
};
