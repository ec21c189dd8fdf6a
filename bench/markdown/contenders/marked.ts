import DOMPurify from 'dompurify';
import { marked } from 'marked';
import type { MarkdownContender } from '../contender.js';

/** As most pages do it: the whole text anew, each time. */
export const create: MarkdownContender['create'] = (container) => {
  let source = '';
  return {
    write: (text) => {
      source += text;
      const html = DOMPurify.sanitize(marked.parse(source, { async: false }));
      Reflect.set(container, 'innerHTML', html);
    },
    end: () => undefined,
    root: container,
  };
};
