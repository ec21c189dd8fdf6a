import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shown } from './support.js';

/** What is shown when the text has come so far. */
const cases: [name: string, text: string, html: string][] = [
  ['strong as soon as its first letter is there', 'Hello **bo', '<p>Hello <strong>bo</strong></p>'],
  ['strong while it closes', '**bold text*', '<p><strong>bold text</strong></p>'],
  ['a paragraph while its underline is written', 'Title\n-', '<p>Title</p>'],
  ['a heading when its underline is over', 'Title\n---\n', '<h2>Title</h2>'],
  ['no empty item for a number', '2.', ''],
  ['no empty item, no rule for marks alone', '- * **', ''],
  ['one list over a blank line', '1. a\n\n2. b', '<ol><li><p>a</p></li><li><p>b</p></li></ol>'],
  [
    'a quote in an item',
    '- item\n  > quote',
    '<ul class="tight"><li><p>item</p><blockquote><p>quote</p></blockquote></li></ul>',
  ],
  [
    'a table in an item',
    '- item\n  | a | b',
    '<ul class="tight"><li><p>item</p><table><thead><tr><th>a</th><th>b</th></tr></thead></table></li></ul>',
  ],
  [
    'code in an item',
    '- item\n  ```js\n  x',
    '<ul class="tight"><li><p>item</p><pre><code class="language-js">x</code></pre></li></ul>',
  ],
  [
    'a table from its first pipe',
    '| a | b',
    '<table><thead><tr><th>a</th><th>b</th></tr></thead></table>',
  ],
  [
    'nothing for a pipe alone',
    '| a | b |\n|---|---|\n|',
    '<table><thead><tr><th>a</th><th>b</th></tr></thead></table>',
  ],
  [
    'a row in the same table',
    '| a | b |\n|:--|--:|\n| x',
    '<table><thead><tr><th align="left">a</th><th align="right">b</th></tr></thead>' +
      '<tbody><tr><td align="left">x</td><td align="right"></td></tr></tbody></table>',
  ],
  [
    'no backslash that may belong to a pipe',
    '| a |\n|---|\n| `x\\',
    '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td><code>x</code></td></tr></tbody></table>',
  ],
  ['no ticks while a fence is written', '``', ''],
  ['the language of a fence at once', '```js', '<pre><code class="language-js"></code></pre>'],
  ['no ticks of a closing fence', '```js\nx\n``', '<pre><code class="language-js">x</code></pre>'],
  [
    'no ticks when they are the last byte',
    '```js\nx\n```',
    '<pre><code class="language-js">x</code></pre>',
  ],
  ['the text of a link', 'see [the d', '<p>see <a>the d</a></p>'],
  ['a link without its address', '[docs](https://exa', '<p><a>docs</a></p>'],
  ['alternative text, no request', '![logo](./a', '<p><a>logo</a></p>'],
  ['a reference that is defined later', '[docs][d]\n\n[d]: /u\n', '<p><a href="/u">docs</a></p>'],
  ['nothing of a definition that is written', 'a\n\n[d]: /u', '<p>a</p>'],
  ['no address for a script', '[x](javascript:alert(1))', '<p><a>x</a></p>'],
  ['no address for a hidden script', '[x](<java\tscript:alert(1)>)', '<p><a>x</a></p>'],
  ['nothing of half a tag', 'a <img onerror', '<p>a</p>'],
  ['a tag as text', '<img onerror=x>', '<p>&lt;img onerror=x&gt;</p>'],
  ['a comparison', '5 < 10', '<p>5 &lt; 10</p>'],
  ['a written line break', 'a<br>b', '<p>a<br />b</p>'],
  ['strong before an ideograph', '**注意：**正文', '<p><strong>注意：</strong>正文</p>'],
  ['quotes in strong', '或**“引号”**）', '<p>或<strong>“引号”</strong>）</p>'],
  ['money', '**$750** … $5 or $10', '<p><strong>$750</strong> … $5 or $10</p>'],
  ['one tilde', '20~25°C。20~25°C', '<p>20~25°C。20~25°C</p>'],
  ['underscores in a word', 'snake_case', '<p>snake_case</p>'],
  ['a star between blanks', '2 * 3', '<p>2 * 3</p>'],
  ['a star in a word', '2*x', '<p>2*x</p>'],
  [
    'a list of stars',
    '* one\n* two',
    '<ul class="tight"><li><p>one</p></li><li><p>two</p></li></ul>',
  ],
  [
    'an address before Chinese punctuation',
    '（http://www.baidu.c），a ',
    '<p>（<a href="http://www.baidu.c">http://www.baidu.c</a>），a</p>',
  ],
  [
    'a task once it has text',
    '- [x] d',
    '<ul class="tight"><li><p><input type="checkbox" disabled checked /> d</p></li></ul>',
  ],
  ['no bullet for a box alone', '- [ ] ', ''],
  [
    'a tight list whose item has a table behind its text',
    '- a\n  | b |\n  |--|\n- c',
    '<ul class="tight"><li><p>a</p><table><thead><tr><th>b</th></tr></thead></table></li><li><p>c</p></li></ul>',
  ],
  ['a formula as it is written', 'a \\(x_1 * y_2\\)', '<p>a \\(x_1 * y_2\\)</p>'],
  ['a formula between lines', '\\[\n- x_1 *y\n\\]\n', '<p>\\[- x_1 *y\\]</p>'],
  ['a footnote before its text', 'a[^1] b', '<p>a<sup><a href="#footnote-1">1</a></sup> b</p>'],
  [
    'a mark in the open mark before it',
    '**a *b `c',
    '<p><strong>a <em>b <code>c</code></em></strong></p>',
  ],
  [
    'an opener more than 400 characters back as text',
    `**a ${'b '.repeat(250)}`,
    `<p>**a ${'b '.repeat(250).trim()}</p>`,
  ],
];

describe('a text that is not over shows', () => {
  for (const [name, text, html] of cases) it(name, () => assert.equal(shown(text), html));
});
