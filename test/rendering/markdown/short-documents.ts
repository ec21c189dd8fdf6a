/** Short documents, each about one matter that models write and that is cut in odd places. */
export const SHORT_DOCUMENTS: Readonly<Record<string, string>> = {
  'strong and emphasis': 'This is ***very* important** and ***both***, then **bold *it* end**.\n',
  'strong words before a colon': '- **Key**: value\n- **Other key:** value **x**\n- *a*: b\n',
  'marks beside quotation marks': 'He said **"yes"** and *“no”*; **(paren)** done.\n',
  'code in strong': 'Use **`npm install`** and *`x`* now.\n',
  tildes: 'This is ~~wrong **bold** text~~ right ~one~ tilde.\n',
  'a link with a title': 'See [the **docs**](https://example.org/a_(b) "A title") and more.\n',
  'an address with a blank': '[x](<https://example.org/a b>) y\n',
  'addresses in angle brackets':
    'Go to <https://example.org/x> or <me@example.org> now, a<b, x < y > z.\n',
  'bare addresses':
    'Visit https://example.org/path?x=1&y=2. Then www.example.com, or mail me@example.org.\n',
  'an image in a link':
    '[![badge](https://x.y/b.svg)](https://x.y) and ![alt *em*](a.png "t") text\n',
  'a footnote': 'Text[^note] more.\n\n[^note]: The **note** text.\n    second para\n\nAfter.\n',
  'lists in lists':
    '1. First\n   - a\n     - b\n       1. c\n2. Second\n\n   para in second\n\n   ```js\n   code()\n   ```\n3. Third\n',
  'blocks in quotes':
    '> quote\n> > nested\n> - list in quote\n>   more\n>\n> ```py\n> x = 1\n> ```\n\nafter\n',
  'a table':
    '| Name | Value |\n|:-----|------:|\n| `a|b` | **1** |\n| x \\| y | 2 |\n\nAfter the table.\n',
  'a table in a list': '- item\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n- next\n',
  'a table without a body': 'Before\n\n| a | b |\n|---|---|\n\nafter\n',
  'pipes in text': '| not a table\n\ntext with | pipe\n',
  'headings by underline': 'Title here\n==========\n\nSub\n---\n\ntext\n',
  rules: 'above\n\n---\n\nbelow\n\n***\n\n___\nend\n',
  'a fence of tildes': '~~~python\nprint("```")\n~~~\ndone\n',
  'a fence in a fence': '````md\n```js\nx\n```\n````\nend\n',
  'indented code': 'para\n\n    code line\n\n    more code\n\nback\n',
  'character references': 'Tom &amp; Jerry &lt;b&gt; &copy; &unknown; &#169; a & b &\n',
  tags: '<div class="x">hello</div> text <b>bold</b><br>new line <!-- comment --> end\n<details>\n<summary>S</summary>\nbody\n</details>\n',
  backslashes: '\\*not em\\* \\# no \\[x\\] \\\\ back\\\nslash break  \nhard\n',
  formulas:
    'Inline \\(a_1 * b_2\\) and $$x^2$$ and $5 to $6.\n\n$$\n\\frac{a}{b}\n$$\n\n\\[\ny = x\n\\]\ndone\n',
  tasks:
    '- [ ] open task\n- [x] done **task**\n  - [ ] sub\n1. [X] numbered\n- [] none\n- [link](x)\n',
  Chinese: '**重要：**请注意。这是*斜体*文字，「**引用**」结束。访问https://example.org。谢谢\n',
  Arabic: '**مهم**: هذا *نص* عربي [رابط](https://e.org).\n\n- بند\n',
  emoji: '👩‍👩‍👧 **family 👨‍👩‍👦** :smile: *e\u0301* ok\n',
  'names with underscores':
    'call my_func_name(a_b, *args, **kwargs) and 2*3*4, a*b, 5 * 6, __init__.py, _x_\n',
  references:
    '[docs][d], [docs] and [other][].\n\n[d]: https://e.org "T"\n[docs]: <https://f.org>\n',
  'numbers in brackets': 'As shown [1][2], and [3]. See [4](https://e.org).\n',
  headings: '# A *b* `c`\n## Closed ##\n### \n#hash\n####### seven\n',
  'lists of other marks': '- a\n- b\n\n\n- c\n* d\n+ e\n1) x\n2) y\n',
  dashes: '- - nested\n-\n  later\n- text\n---\nx\n',
  'what is never closed': '**bold never closed and `code never closed\n\nnext [link never(\n\n*x\n',
  'lazy lines': '> quote line\nlazy line\n\n- item\nlazy\n\n1. one\ntwo\n',
  ticks: '``a ` b`` and ` `` ` and `x`` y\n',
  'a long line': 'word '.repeat(100) + '**bold** ' + 'word '.repeat(50) + '*x* end\n',
  'carriage returns': '# T\r\n\r\n- a\r\n- b\r\n\r\n```\r\nx\r\n```\r\n',
  tabs: '-\ta\n-\tb\n\n\t-\tc\n\n1.\tone\n\ttwo\n',
  numbers: '3. three\n4. four\n\n2024. is a year\n\n1986\\. A year\n',
  'front matter': '---\ntitle: x\n---\n\n# Hi\n',
  keys: 'Press <kbd>Ctrl</kbd>+<kbd>C</kbd> and `<b>`\n',
  'empty links': '[](x) [y]() ![](z) []\n',
  'nothing but strong words': '**Note**\n\n**A** **B**\n\n***\n',
  'emphasis in emphasis': '*a **b *c* d** e* f\n',
  'addresses in strong': '**https://example.org** and *www.x.org* (https://e.org/a_(b)).\n',
};
