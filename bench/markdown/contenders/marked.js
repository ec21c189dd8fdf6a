import DOMPurify from 'dompurify';
import { marked } from 'marked';

/** As most pages do it: the whole text anew, each time. */
export const create = (container) => {
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
