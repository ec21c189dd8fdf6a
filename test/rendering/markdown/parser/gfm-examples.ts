/** What GitHub's extensions say, in our own words: source and HTML. Tables without blanks and line breaks. */
export const gfm: Record<string, [markdown: string, html: string][]> = {
  tables: [
    [
      '| one | two |\n| --- | --- |\n| a | b |',
      '<table><thead><tr><th>one</th><th>two</th></tr></thead><tbody><tr><td>a</td><td>b</td></tr></tbody></table>',
    ],
    [
      '| one | two |\n| :-: | -----------:\na | b',
      '<table><thead><tr><th align="center">one</th><th align="right">two</th></tr></thead><tbody><tr><td align="center">a</td><td align="right">b</td></tr></tbody></table>',
    ],
    [
      '| p\\|q |\n| ------ |\n| b `\\|` c |\n| b **\\|** d |',
      '<table><thead><tr><th>p|q</th></tr></thead><tbody><tr><td>b <code>|</code> c</td></tr><tr><td>b <strong>|</strong> d</td></tr></tbody></table>',
    ],
    [
      '| one | two |\n| --- | --- |\n| a | b |\n> quote',
      '<table><thead><tr><th>one</th><th>two</th></tr></thead><tbody><tr><td>a</td><td>b</td></tr></tbody></table><blockquote><p>quote</p></blockquote>',
    ],
    [
      '| one | two |\n| --- | --- |\n| a | b |\nrow\n\ntext',
      '<table><thead><tr><th>one</th><th>two</th></tr></thead><tbody><tr><td>a</td><td>b</td></tr><tr><td>row</td><td></td></tr></tbody></table><p>text</p>',
    ],
    ['| one | two |\n| --- |\n| a |', '<p>| one | two || --- || a |</p>'],
    [
      '| one | two |\n| --- | --- |\n| a |\n| a | b | c |',
      '<table><thead><tr><th>one</th><th>two</th></tr></thead><tbody><tr><td>a</td><td></td></tr><tr><td>a</td><td>b</td></tr></tbody></table>',
    ],
    [
      '| one | two |\n| --- | --- |',
      '<table><thead><tr><th>one</th><th>two</th></tr></thead></table>',
    ],
    [
      'text\none | two\n--- | :--\n',
      '<p>text</p><table><thead><tr><th>one</th><th align="left">two</th></tr></thead></table>',
    ],
    [
      '- a\n  | b |\n  |---|\n  | c |',
      '<ul><li>a<table><thead><tr><th>b</th></tr></thead><tbody><tr><td>c</td></tr></tbody></table></li></ul>',
    ],
  ],
  'task lists': [
    [
      '- [ ] open\n- [x] done',
      '<ul><li><input type="checkbox" disabled /> open</li><li><input type="checkbox" disabled checked /> done</li></ul>',
    ],
    [
      '- [X] a\n  - [ ] b\n  - c',
      '<ul><li><input type="checkbox" disabled checked /> a<ul><li><input type="checkbox" disabled /> b</li><li>c</li></ul></li></ul>',
    ],
    ['- [] a', '<ul><li>[] a</li></ul>'],
    ['- [x]a', '<ul><li>[x]a</li></ul>'],
    ['[x] a', '<p>[x] a</p>'],
    ['1. [ ] a', '<ol><li><input type="checkbox" disabled /> a</li></ol>'],
  ],
  strikethrough: [
    ['~~gone~~ here', '<p><del>gone</del> here</p>'],
    ['This ~~has a\n\nnew paragraph~~.', '<p>This ~~has a</p><p>new paragraph~~.</p>'],
    ['a ~~~three~~~ b', '<p>a ~~~three~~~ b</p>'],
    ['one ~tilde~ each', '<p>one ~tilde~ each</p>'],
    ['~~**a**~~', '<p><del><strong>a</strong></del></p>'],
  ],
  addresses: [
    ['www.example.org', '<p><a href="http://www.example.org">www.example.org</a></p>'],
    [
      'see www.example.org/help now',
      '<p>see <a href="http://www.example.org/help">www.example.org/help</a> now</p>',
    ],
    ['see www.example.org.', '<p>see <a href="http://www.example.org">www.example.org</a>.</p>'],
    [
      'www.example.org/a.b.',
      '<p><a href="http://www.example.org/a.b">www.example.org/a.b</a>.</p>',
    ],
    [
      'www.example.org/s?q=a+(b)',
      '<p><a href="http://www.example.org/s?q=a+(b)">www.example.org/s?q=a+(b)</a></p>',
    ],
    [
      '(www.example.org/s?q=a+(b))',
      '<p>(<a href="http://www.example.org/s?q=a+(b)">www.example.org/s?q=a+(b)</a>)</p>',
    ],
    [
      'www.example.org/s?q=(b))+ok',
      '<p><a href="http://www.example.org/s?q=(b))+ok">www.example.org/s?q=(b))+ok</a></p>',
    ],
    [
      'www.example.org/s?q=a&hl=en',
      '<p><a href="http://www.example.org/s?q=a&amp;hl=en">www.example.org/s?q=a&amp;hl=en</a></p>',
    ],
    [
      'www.example.org/s?q=a&amp;',
      '<p><a href="http://www.example.org/s?q=a">www.example.org/s?q=a</a>&amp;</p>',
    ],
    [
      'www.example.org/he<lp',
      '<p><a href="http://www.example.org/he">www.example.org/he</a>&lt;lp</p>',
    ],
    ['http://example.org', '<p><a href="http://example.org">http://example.org</a></p>'],
    [
      '(see https://example.org/a_b?c=d)',
      '<p>(see <a href="https://example.org/a_b?c=d">https://example.org/a_b?c=d</a>)</p>',
    ],
    [
      '**http://example.org/a**',
      '<p><strong><a href="http://example.org/a">http://example.org/a</a></strong></p>',
    ],
    ['foo@bar.baz', '<p><a href="mailto:foo@bar.baz">foo@bar.baz</a></p>'],
    [
      'no a@b+c.example, but a+b@c.example.',
      '<p>no a@b+c.example, but <a href="mailto:a+b@c.example">a+b@c.example</a>.</p>',
    ],
    ['a.b-c_d@a.b', '<p><a href="mailto:a.b-c_d@a.b">a.b-c_d@a.b</a></p>'],
    ['a.b-c_d@a.b.', '<p><a href="mailto:a.b-c_d@a.b">a.b-c_d@a.b</a>.</p>'],
    ['a.b-c_d@a.b-', '<p>a.b-c_d@a.b-</p>'],
    ['a.b-c_d@a.b_', '<p>a.b-c_d@a.b_</p>'],
    ['mailto:foo@bar.baz', '<p><a href="mailto:foo@bar.baz">mailto:foo@bar.baz</a></p>'],
    ['mailto:a.b-c_d@a.b/', '<p><a href="mailto:a.b-c_d@a.b">mailto:a.b-c_d@a.b</a>/</p>'],
    [
      'xmpp:foo@bar.baz/txt/bin',
      '<p><a href="xmpp:foo@bar.baz/txt">xmpp:foo@bar.baz/txt</a>/bin</p>',
    ],
    ['[http://a.b](http://c.d)', '<p><a href="http://c.d">http://a.b</a></p>'],
    [
      'www.a_b.c.d and www.a.b_c',
      '<p><a href="http://www.a_b.c.d">www.a_b.c.d</a> and www.a.b_c</p>',
    ],
    [
      'http://localhost:3000/x',
      '<p><a href="http://localhost:3000/x">http://localhost:3000/x</a></p>',
    ],
  ],
  footnotes: [
    [
      'a[^n] b[^m]\n\n[^m]: two\n\n[^n]: one\n    more',
      '<p>a<sup><a href="#footnote-1">1</a></sup> b<sup><a href="#footnote-2">2</a></sup></p>' +
        '<section class="footnotes"><ol><li id="footnote-1" value="1"><p>onemore</p></li><li id="footnote-2" value="2"><p>two</p></li></ol></section>',
    ],
    ['a[^none]', '<p>a[^none]</p>'],
  ],
};
