import MarkdownRender from 'markstream-react';
import { createElement } from 'react';
import { reactContender } from '../react.js';

export const create = reactContender((text, isDone) =>
  createElement(MarkdownRender, { content: text, final: isDone, fade: false }),
);
