import * as markdown from 'streaming-markdown';

export const create = (container) => {
  const parser = markdown.parser(markdown.default_renderer(container));
  return {
    write: (text) => markdown.parser_write(parser, text),
    end: () => markdown.parser_end(parser),
    root: container,
  };
};
