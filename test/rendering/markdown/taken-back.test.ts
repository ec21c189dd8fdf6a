import { expect } from '@open-wc/testing';
import type { HighlightedRange } from '../../../src/rendering/markdown/options.js';
import { cleanUp, outlineOf, shown, stage } from './support.js';

/** The words in highlights whose name starts so. */
function highlighted(name: string): string[] {
  const words: string[] = [];
  CSS.highlights.forEach((highlight, each) => {
    if (!each.startsWith(name)) return;
    highlight.forEach(({ startContainer, startOffset, endContainer, endOffset }) => {
      const range = document.createRange();
      range.setStart(startContainer, startOffset);
      range.setEnd(endContainer, endOffset);
      words.push(range.toString());
    });
  });
  return words;
}

describe('Markdown that goes on after it was settled', () => {
  afterEach(cleanUp);

  it('tells how many visible characters are new', () => {
    const { renderer } = stage();
    renderer.append('one\n\ntwo\n\nthree');
    renderer.settle();
    expect(renderer.append(' abc')).to.equal(4);
  });

  it('fades in only what is new', function () {
    if (!('highlights' in CSS)) this.skip();
    const { renderer } = stage();
    renderer.append('one\n\ntwo\n\nthree');
    renderer.settle();
    renderer.append(' abc', 0);
    expect(highlighted('typewriter-fade-')).to.deep.equal([' abc']);
    renderer.frame(Infinity);
  });

  it('keeps no colours of what is gone', function () {
    if (!('highlights' in CSS)) this.skip();
    const highlight = (): HighlightedRange[] => [[0, 3, 'keyword']];
    const { renderer } = stage({ highlight });
    renderer.append('```js\nlet a;\n```\n');
    renderer.settle();
    renderer.append('\nend');
    expect(highlighted('typewriter-keyword')).to.deep.equal(['let']);
    renderer.truncate(3);
    expect(highlighted('typewriter-keyword')).to.deep.equal([]);
  });

  it('has its footnotes once, and by their numbers', () => {
    const source = 'a[^x] b[^y]\n\n[^y]: two\n\n[^x]: one';
    const { renderer, container } = stage();
    renderer.append(`z[^z]${source.slice(1)}`);
    renderer.truncate(1);
    renderer.settle();
    renderer.truncate(0);
    renderer.append(source);
    renderer.settle();
    expect(outlineOf(container)).to.equal(outlineOf(shown(source)));
    const values = [...container.querySelectorAll('li')].map(({ value }) => value);
    expect(values).to.deep.equal([2, 1]);
  });
});
