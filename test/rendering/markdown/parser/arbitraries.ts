import fc from 'fast-check';

const join = (parts: string[], maxLength: number) =>
  fc.array(fc.constantFrom(...parts), { maxLength }).map((list) => list.join(''));

const core =
  'a|b|word| |  |\n|\n\n|*|**|_|__|`|``|```|[|]|(|)|![|](|[a]|[a]: /u|"t"|> |- |* |+ |1. |2) |#|## |    |\t|\\|&amp;|!|---|===|***|.|~~~'.split(
    '|',
  );

/** Documents of CommonMark's marks, without raw HTML, on which the reference implementations agree. */
export const coreMarkdown = join(core, 30);

const all = [
  ...core,
  ...['~~', '<', '>', '&', '|', '| a | b |', '|---|---|', ',', '<br>', '<http://x.y>'],
  ...['http://x.y', 'a@b.co', '\r\n', '\r', '[^1]', '[^1]: ', '- [ ] ', '- [x] ', '$', '$$'],
  ...['\\(', '\\)', '\\[', '\\]', '：', '中文', '“', 'é', '😀', '&nbsp;', '0', '\u00a0', '\0'],
  ...['www.', 'http://', 'mailto:', 'xmpp:', 'a_b', '@', '/', ';', '.co', '<a', '="', '&am', '[^'],
];

/** Documents of every mark there is, and of what is easily cut wrongly: of all marks, and of a few, which meet more often. */
export const anyMarkdown = fc.oneof(
  join(all, 40),
  fc
    .shuffledSubarray(all, { minLength: 2, maxLength: 9 })
    .chain((some) => join(['a', ' ', '\n', ...some], 40)),
);
