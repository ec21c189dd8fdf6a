import { expect } from '@open-wc/testing';
import { cleanUp, outlineOf, shown } from './support.js';

describe('elements of Markdown', () => {
  afterEach(cleanUp);

  const show = (source: string) =>
    outlineOf(shown(source)).replace(/^<div class="markdown">|<\/div>$/g, '');

  it('shows headings, paragraphs and rules', () => {
    expect(show('# One\n\ntwo\n\nThree\n---\n\n---\n')).to.equal(
      '<h1>One</h1><p>two</p><h2>Three</h2><hr></hr>',
    );
  });

  it('shows emphasis, code, links and breaks', () => {
    expect(show('*a* **b** ~~c~~ `d` [e](f "g")  \nh\ni')).to.equal(
      '<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code> <a href="f" title="g">e</a><br></br>h\ni</p>',
    );
  });

  it('shows lists, tight and loose, with tasks', () => {
    expect(show('- a\n- b\n\n3. c\n\n4. d\n\n- [x] e\n- [ ] f')).to.equal(
      '<ul><li><p>a</p></li><li><p>b</p></li></ul>' +
        '<ol class="loose" start="3"><li><p>c</p></li><li><p>d</p></li></ol>' +
        '<ul><li class="task"><p><input checked=""></input>e</p></li><li class="task"><p><input></input>f</p></li></ul>',
    );
  });

  it('shows tables in a box that scrolls by itself', () => {
    expect(show('| a | b |\n|---|--:|\n| 1 | 2 |')).to.equal(
      '<div class="scroller"><table><thead><tr><th>a</th><th align="right">b</th></tr></thead>' +
        '<tbody><tr><td>1</td><td align="right">2</td></tr></tbody></table></div>',
    );
  });

  it('shows code with its language', () => {
    expect(show('```js\nlet a;\n\nlet b;\n```\n')).to.equal(
      '<div><pre><code class="language-js">let a;\n\nlet b;</code></pre></div>',
    );
  });
});
