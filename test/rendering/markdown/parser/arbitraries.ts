import fc from 'fast-check';

const join = (parts: string[], maxLength: number) =>
  fc.array(fc.constantFrom(...parts), { maxLength }).map((list) => list.join(''));

const core =
  'a|b|word| |  |\n|\n\n|*|**|_|__|`|``|```|[|]|(|)|![|](|[a]|[a]: /u|"t"|> |- |* |+ |1. |2) |#|## |    |\t|\\|&amp;|!|---|===|***|.|~~~'.split(
    '|',
  );

/** Documents of CommonMark's marks, without raw HTML, on which the reference implementations agree. */
export const coreMarkdown = join(core, 30);

/** Documents of every mark there is, and of what is easily cut wrongly. */
export const anyMarkdown = join(
  [
    ...core,
    ...['~~', '<', '>', '&', '|', '| a | b |', '|---|---|', ',', '<br>', '<http://x.y>'],
    ...['http://x.y', 'a@b.co', '\r\n', '\r', '[^1]', '[^1]: ', '- [ ] ', '- [x] ', '$', '$$'],
    ...['\\(', '\\)', '\\[', '\\]', '：', '中文', '“', 'é', '😀', '&nbsp;', '0', '\u00a0', '\0'],
  ],
  40,
);
