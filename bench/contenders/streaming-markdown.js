import * as markdown from 'streaming-markdown';
import { listen } from '../contender.js';

/** @type {import('../contender.js').Contender['start']} */
export const start = (container, url) =>
  new Promise((resolve) => {
    const parser = markdown.parser(markdown.default_renderer(container));
    listen(
      url,
      (token) => markdown.parser_write(parser, token),
      () => {
        markdown.parser_end(parser);
        resolve();
      },
    );
  });
