import { expect } from '@open-wc/testing';
import { cleanUp, stage } from './support.js';

const count = (length: number, each: (index: number) => string): string =>
  Array.from({ length }, (_, index) => each(index)).join('\n\n');

const numbers = (container: Element): number[] =>
  [...container.querySelectorAll<HTMLLIElement>('[part=footnotes] li')].map(({ value }) => value);

describe('the footnotes of Markdown', () => {
  afterEach(cleanUp);

  it('have the numbers of their marks, also where there are many', () => {
    const { renderer, container } = stage();
    renderer.append(`${count(30, (index) => `[^${index}]`)}\n\n`);
    renderer.append(count(30, (index) => `[^${29 - index}]: note`));
    expect(numbers(container)).to.deep.equal(Array.from({ length: 30 }, (_, index) => 30 - index));
  });

  it('have a number where nothing mentions them', () => {
    const { renderer, container } = stage();
    renderer.append('a[^none] b[^2]\n\n[^1]: one\n\n[^2]: two');
    expect(numbers(container)).to.deep.equal([3, 2]);
    renderer.settle();
    expect(numbers(container)).to.deep.equal([2, 1]);
  });

  it('have no number of a mark that is gone', () => {
    const { renderer, container } = stage();
    renderer.append('a[^x] b[^y]\n\n');
    renderer.truncate(1);
    renderer.append('\n\n[^y]: two\n\n[^x]: one');
    expect(numbers(container)).to.deep.equal([1, 2]);
    renderer.clear();
    renderer.append('a[r]\n\nb\n\nc\n\n[r]: /u\n\n[^x]: one');
    renderer.truncate(10);
    renderer.append(' [^y]\n\n[^y]: two');
    expect(numbers(container)).to.deep.equal([1]);
  });

  it('leave the cursor where the text goes on', () => {
    for (const [source, before] of [
      ['- a\n\n  [^1]: note\n- b', 'b'],
      ['> a\n>\n> [^1]: note\n>\n> b', 'b'],
      ['- a\n\n  [^1]: note', 'note'],
      ['- [^1]: note', 'note'],
      ['[^1]: note\n\n    > more', 'more'],
    ] as const) {
      const { renderer, cursor } = stage();
      renderer.append(source);
      expect(cursor.previousSibling?.textContent, source).to.equal(before);
      cleanUp();
    }
  });
});
