import { expect } from '@open-wc/testing';
import { cleanUp, outlineOf, stage } from './support.js';

const inner = (container: Element): string =>
  outlineOf(container).replace(/^<div class="markdown">|<\/div>$/g, '');

/** What is shown after each character of the text. */
function steps(source: string): string[] {
  const { renderer, container } = stage();
  const result = source.split('').map((character) => {
    renderer.append(character);
    return inner(container);
  });
  cleanUp();
  return result;
}

const last = (source: string): string => steps(source).at(-1) ?? '';

describe('the cases in which half of a mark is written', () => {
  afterEach(cleanUp);

  it('1: shows strong text at once, and never a star', () => {
    const all = steps('Hello **bold** text');
    expect(all[9]).to.equal('<p>Hello <strong>bo</strong></p>');
    expect(all.join('')).not.to.include('*');
  });

  it('2: strong text stays strong while its end is written', () => {
    const all = steps('**bold text**');
    for (const step of all.slice(2)) expect(step).to.match(/^<p><strong>[^*]+<\/strong><\/p>$/);
  });

  it('3: a line of dashes waits until it is over', () => {
    expect(last('Title\n-')).to.equal('<p>Title</p>');
    expect(last('Title\n---')).to.equal('<p>Title</p>');
    expect(last('Title\n---\n')).to.equal('<h2>Title</h2>');
  });

  it('4: shows no empty bullet and no rule before it is certain', () => {
    expect(last('2.')).to.equal('');
    for (const step of steps('- * **')) expect(step).not.to.match(/<li>(<\/li>|<p><\/p>)|<hr>/);
  });

  it('5: two items with a blank line between are one list', () => {
    expect(last('1. a\n\n2. b')).to.equal(
      '<ol class="loose"><li><p>a</p></li><li><p>b</p></li></ol>',
    );
  });

  it('6: shows quotes, tables and code within an item', () => {
    expect(last('- item\n  > quote')).to.equal(
      '<ul><li><p>item</p><blockquote><p>quote</p></blockquote></li></ul>',
    );
    expect(last('- item\n  | a |\n  |---|\n  | b |')).to.include('<table>');
    expect(last('- item\n  ```js\n  x')).to.include('<code class="language-js">x</code>');
  });

  it('7: a first pipe begins a table', () => {
    expect(last('| a | b')).to.equal(
      '<div class="scroller"><table><thead><tr><th>a</th><th>b</th></tr></thead></table></div>',
    );
  });

  it('8: a row in pieces grows in the same table, and a lone pipe shows nothing', () => {
    const { renderer, container } = stage();
    renderer.append('| a | b |\n|---|---|\n');
    const table = container.querySelector('table');
    const before = inner(container);
    renderer.append('|');
    expect(inner(container)).to.equal(before);
    for (const piece of [' o', 'ne ', '| t', 'wo |', '\n']) renderer.append(piece);
    expect(container.querySelector('table')).to.equal(table);
    expect(table?.tBodies[0]?.textContent).to.equal('onetwo');
  });

  it('9: no tick of a fence is seen, and its language is known at once', () => {
    const { renderer, container } = stage();
    for (const piece of ['`', '``', 'j', 's', '\n']) {
      renderer.append(piece);
      expect(container.textContent).not.to.include('`');
    }
    renderer.append('x');
    expect(container.querySelector('code')?.className).to.equal('language-js');
  });

  it('10: the fence that closes may be the last that comes', () => {
    const { renderer, container } = stage();
    renderer.append('```js\nx\n``');
    renderer.append('`');
    renderer.settle();
    expect(inner(container)).to.equal('<div><pre><code class="language-js">x</code></pre></div>');
  });

  it('11: half a link is its text, without an address', () => {
    expect(last('see [the d')).to.equal('<p>see <a>the d</a></p>');
    expect(last('[docs](https://exa')).to.equal('<p><a>docs</a></p>');
  });

  it('12: half an image is its alternative text', () => {
    expect(last('![logo](./a')).to.equal('<p><a>logo</a></p>');
  });

  it('13: a reference defined later becomes a link', () => {
    expect(last('[docs][d]\n\n[d]: /docs\n')).to.equal('<p><a href="/docs">docs</a></p>');
  });

  it('15: tags are text, and half a tag is hidden', () => {
    expect(last('a <img onerror')).to.equal('<p>a</p>');
    expect(last('<b>x</b>')).to.equal('<p>&#60;b&#62;x&#60;/b&#62;</p>');
    expect(last('5 < 10')).to.equal('<p>5 &#60; 10</p>');
  });

  it('16 to 19: punctuation, prices, ranges and names are no marks', () => {
    expect(last('**注意：**正文')).to.equal('<p><strong>注意：</strong>正文</p>');
    const text = '**$750** or $5, 20~25°C。20~25°C, snake_case, 2 * 3';
    expect(last(text)).to.equal(
      '<p><strong>$750</strong> or $5, 20~25°C。20~25°C, snake_case, 2 * 3</p>',
    );
    expect(last('* one\n* two')).to.equal('<ul><li><p>one</p></li><li><p>two</p></li></ul>');
  });

  it('20: an address ends before Chinese punctuation', () => {
    expect(last('（http://www.baidu.c），')).to.include('baidu.c</a>），</p>');
    expect(last('（http://www.baidu.c），\n\nb')).to.include(
      '<p>（<a href="http://www.baidu.c">http://www.baidu.c</a>），</p>',
    );
  });
});
