import { expect } from '@open-wc/testing';
import type { MarkupOptions } from '../../../src/rendering/markdown/options.js';
import { cleanUp, stage } from './support.js';

type Writable = { -readonly [Key in keyof MarkupOptions]: MarkupOptions[Key] };

describe('Markdown that turns out to be something else', () => {
  afterEach(cleanUp);

  it('shows each formula behind a link that is defined later', () => {
    const source = 'see [a], \\(x\\) and \\(y\\)';
    const { renderer, container } = stage();
    renderer.append(`${source}\n\n`);
    renderer.append('[a]: /b\n');
    expect(container.textContent).to.equal('see a, \\(x\\) and \\(y\\)');
  });

  it('leads to an image that may not be loaded any more', () => {
    const options: Writable = { images: 'all' };
    const { renderer, container } = stage(options);
    renderer.append('**b ![a](https://127.0.0.1:1/a.png)');
    expect(container.querySelectorAll('img').length).to.equal(1);
    options.images = 'none';
    renderer.append(' c');
    expect(container.querySelector('[part~=image]')?.getAttribute('href')).to.equal(
      'https://127.0.0.1:1/a.png',
    );
  });

  it('shows a formula as its author does while it grows, and where the text ends before it does', () => {
    const asked: string[] = [];
    const { renderer, container } = stage({
      renderBlock: ({ text, complete }) => {
        asked.push(`${text} ${complete}`);
        const node = document.createElement('b');
        node.textContent = `<${text}>`;
        return node;
      },
    });
    renderer.append('$$\nx');
    renderer.frame(1000);
    renderer.append('\ny');
    expect(container.textContent).to.equal('<x>');
    renderer.settle();
    expect(container.textContent).to.equal('<x\ny>');
    expect(asked).to.deep.equal(['x false', 'x\ny false']);
  });

  it('is complete where its end has come, whatever the last line looks like', () => {
    for (const [source, complete] of [
      ['```\nx\n```', true],
      ['-\ta\n\n\t```\n\tx\n\t```', true],
      ['````\nx\n```', false],
      ['```\nx\n~~~', false],
      ['```\nx\n$$', false],
      ['text\n```', false],
      ['$$\nx\n$$', true],
      ['\\[\nx \\]', true],
      ['$$\nx', false],
    ] as const) {
      let last: boolean | undefined;
      const { renderer } = stage({
        renderBlock: (block) => {
          last = block.complete;
          return null;
        },
      });
      renderer.append(source);
      renderer.settle();
      expect(last, source).to.equal(complete);
    }
  });
});
